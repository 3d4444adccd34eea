import type { CoveredFilter, CoveredRow } from '../../src/claims/covered-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Count, Page as PageOf } from '../../src/web/paging.ts';
import { numberText } from '../repairs/words.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import type { Option } from '../ui/field-props.ts';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { age } from '../ui/when.tsx';
import { Problems } from './problems.tsx';
import { ClaimTabs } from './tabs.tsx';
import { coverPiece, coverWords } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  filter: CoveredFilter;
  page: PageOf<CoveredRow>;
  count: Count;
  makers: readonly Option[];
  plans: readonly Option[];
  vendors: readonly Option[];
  sites: readonly Option[];
  /** drafts, and a new batch for each vendor */
  batches: readonly Option[];
  mayWork: boolean;
}

const FORM = 'covered';

/** Open repairs with what pays for each: what should go to a vendor. */
export function CoveredList(props: Props) {
  const { frame, state, filter, page, count, mayWork } = props;
  const url = (cursor?: string) => {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(filter))
      if (value && name !== 'cursor') query.set(name, value);
    if (cursor) query.set('cursor', cursor);
    return query.size > 0 ? `/vendor-batches/covered?${query}` : '/vendor-batches/covered';
  };
  return (
    <Page
      frame={frame}
      title="Covered repairs"
      wide
      back={{ href: '/repairs', label: 'Repairs' }}
      lede="Open repairs that are in no batch, with what pays for each."
    >
      <ClaimTabs on="covered" mayWork={mayWork} />
      <Problems state={state} />
      <Filters action="/vendor-batches/covered" filters={filtersOf(props)} open={4} />
      <Results>
        <List
          label="Covered repairs"
          columns={columns(frame)}
          rows={page.items}
          href={(row) => `/repairs/${numberText(row.number)}`}
          {...(mayWork
            ? {
                select: {
                  name: 'repairs',
                  value: (row: CoveredRow) => row.repair,
                  label: (row: CoveredRow) => `Tick ${numberText(row.number)}`,
                  form: FORM,
                },
              }
            : {})}
          empty={<Empty text="No open repair fits these filters." />}
        />
        {mayWork && page.items.length > 0 ? (
          <TickBar id={FORM} action="/vendor-batches/add" formKey={state.key}>
            <Field state={state} name="batch" label="Into" type="select" required options={props.batches} />
            <Button look="primary">Put into the batch</Button>
          </TickBar>
        ) : null}
        <Pager
          {...(filter.cursor ? { first: url() } : {})}
          {...(page.next ? { next: url(page.next) } : {})}
          shown={page.items.length}
          total={count.more ? '1,000+' : count.n}
          noun={['repairs', 'repair']}
        />
      </Results>
    </Page>
  );
}

function filtersOf({ filter, makers, plans, vendors, sites }: Props) {
  return [
    {
      name: 'cover',
      label: 'What pays',
      value: filter.cover,
      any: 'Warranty or plan',
      options: [
        { value: 'warranty', label: 'Warranty' },
        { value: 'plan', label: 'Coverage plan' },
        { value: 'not', label: 'Nothing does' },
        { value: 'any', label: 'All open repairs' },
      ],
    },
    { name: 'maker', label: 'Maker', value: filter.maker, options: makers },
    { name: 'vendor', label: 'Vendor of the plan', value: filter.vendor, options: vendors },
    { name: 'q', label: 'Number, tag or serial', value: filter.q },
    { name: 'plan', label: 'Plan', value: filter.plan, options: plans },
    { name: 'site', label: 'Site', value: filter.site, options: sites },
  ];
}

function columns(frame: Frame): Column<CoveredRow>[] {
  return [
    {
      key: 'repair',
      head: 'Repair',
      phone: 'title',
      cell: (row) => html`<span class="mono">${numberText(row.number)}</span> ${row.headline}`,
    },
    {
      key: 'device',
      head: 'Device',
      cell: (row) => row.tag || row.serial || 'no tag',
      mono: true,
      narrow: true,
    },
    { key: 'model', head: 'Model', cell: (row) => row.modelName },
    { key: 'site', head: 'Site', cell: (row) => row.siteName },
    {
      key: 'cover',
      head: 'What pays',
      cell: (row) => {
        const covered = row.code === 'warranty' || row.code === 'plan';
        return coverPiece(coverWords(row, frame.today), covered);
      },
    },
    { key: 'age', head: 'Age', cell: (row) => age(row.reportedAt, frame), numeric: true },
  ];
}
