import type { PersonFilter, PersonRow } from '../../src/people/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOfRows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { type Filter, Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Pager, totalText } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { GRADE_OPTIONS, GRADE_WORDS, PERSON_KINDS } from './words.ts';

interface Props {
  frame: Frame;
  filter: PersonFilter;
  page: PageOfRows<PersonRow>;
  count: Count;
  sites: readonly { value: string; label: string }[];
  /** students may be seen */
  studentsToo: boolean;
  mayEdit: boolean;
  mayCollect: boolean;
}

const COLUMNS: readonly Column<PersonRow>[] = [
  { key: 'name', head: 'Name', cell: (row) => `${row.family}, ${row.given}`, phone: 'title' },
  { key: 'kind', head: 'Kind', cell: (row) => aboutPerson(row), narrow: true },
  { key: 'site', head: 'Site', cell: (row) => row.siteName ?? '' },
  { key: 'id', head: 'Id', cell: (row) => row.externalId ?? '', mono: true, narrow: true },
];

const NOUN: [string, string] = ['people', 'person'];

export function PersonList(props: Props) {
  const { frame, filter, page, count, mayEdit, mayCollect } = props;
  const { cursor, ...set } = filter;
  const here = (next: string | null) => {
    const query = new URLSearchParams(Object.entries(set).filter(([, value]) => value !== ''));
    if (next) query.set('cursor', next);
    return `/people${query.size > 0 ? `?${query}` : ''}`;
  };
  const total = count.more ? '1,000+' : count.n;
  return (
    <Page
      frame={frame}
      title="People"
      wide
      actions={mayCollect ? <LinkButton href="/people/leavers">Leavers with a device</LinkButton> : null}
      primary={
        mayEdit ? (
          <LinkButton href="/people/new" look="primary" icon="plus">
            New person
          </LinkButton>
        ) : null
      }
    >
      <Filters action="/people" filters={filtersOf(props)} open={5} />
      <Results>
        <p class="count">{totalText(total, NOUN)}</p>
        <List
          label="People"
          columns={COLUMNS}
          rows={page.items}
          href={(row) => `/people/${row.id}`}
          empty={<Empty text="Students and staff stand here. Nobody fits these filters." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
          total={total}
          noun={NOUN}
        />
      </Results>
    </Page>
  );
}

function filtersOf({ filter, sites, studentsToo }: Props): Filter[] {
  const kinds = Object.entries(PERSON_KINDS).map(([value, label]) => ({ value, label }));
  return [
    { name: 'q', label: 'Name or id begins with', value: filter.q },
    { name: 'site', label: 'Site', value: filter.site, options: sites },
    ...(studentsToo
      ? [
          { name: 'kind', label: 'Kind', value: filter.kind, options: kinds },
          { name: 'grade', label: 'Grade', value: filter.grade, options: GRADE_OPTIONS },
        ]
      : []),
    {
      name: 'show',
      label: 'Show',
      value: filter.show,
      any: 'Still there',
      options: [{ value: 'gone', label: 'Gone' }],
    },
  ];
}

function aboutPerson(row: PersonRow): string {
  if (row.kind === 'staff') return row.title || 'Staff';
  return row.grade ? (GRADE_WORDS[row.grade] ?? row.grade) : 'Student';
}
