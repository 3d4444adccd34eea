import type { Troubled } from '../../src/directory/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { type Column, List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { PROBLEM_WORDS, STATUS_WORDS } from './words.ts';

const columns = (frame: Frame): readonly Column<Troubled>[] => [
  { key: 'serial', head: 'Serial', cell: (row) => row.serial || row.external, mono: true, phone: 'title' },
  { key: 'tag', head: 'Tag here', cell: (row) => row.tag ?? '', mono: true },
  { key: 'asset', head: 'Asset id there', cell: (row) => row.assetId, mono: true },
  { key: 'what', head: 'What', cell: whatOf },
  { key: 'status', head: 'Status there', cell: (row) => STATUS_WORDS[row.status] ?? row.status },
  { key: 'model', head: 'Model there', cell: (row) => row.model },
  { key: 'unit', head: 'Unit', cell: (row) => row.orgUnit },
  { key: 'sync', head: 'Last sync', cell: (row) => when(row.lastSync, frame), narrow: true },
];

function whatOf({ problem }: Troubled): string {
  return problem
    .split(' ')
    .map((word) => PROBLEM_WORDS[word] ?? word)
    .join('; ');
}

interface Props {
  frame: Frame;
  page: PageOfRows<Troubled>;
  problem: string;
  cursor: string | undefined;
}

/** Where the directory and our records do not agree. */
export function LookPage({ frame, page, problem, cursor }: Props) {
  const here = (next: string | null) => {
    const query = new URLSearchParams(problem ? { problem } : {});
    if (next) query.set('cursor', next);
    return `/directory/look${query.size > 0 ? `?${query}` : ''}`;
  };
  return (
    <Page
      frame={frame}
      title="Where Google and we differ"
      lede="As the last reading found it. Nothing of it was changed here."
      back={{ href: '/directory', label: 'Google directory' }}
      wide
    >
      <Filters
        action="/directory/look"
        filters={[
          {
            name: 'problem',
            label: 'What',
            value: problem,
            options: Object.entries(PROBLEM_WORDS).map(([value, label]) => ({ value, label })),
          },
        ]}
      />
      <Results>
        <List
          label="Differences"
          columns={columns(frame)}
          rows={page.items}
          href={(row) =>
            row.device ? `/devices/${row.device}` : `/search?q=${encodeURIComponent(row.serial || row.model)}`
          }
          empty={<Empty text="Google and our records agree." />}
        />
        <Pager
          {...(cursor ? { first: here(null) } : {})}
          {...(page.next ? { next: here(page.next) } : {})}
          shown={page.items.length}
        />
      </Results>
    </Page>
  );
}
