import type { PlaceCount } from '../../src/audits/inventory.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as PageOfRows } from '../../src/web/paging.ts';
import { KIND_WORDS } from '../locations/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { List } from '../ui/table.tsx';
import { dateText } from '../ui/when.tsx';
import { AuditTabs } from './list.tsx';

interface Props {
  frame: Frame;
  page: PageOfRows<PlaceCount>;
  on: string;
  known: 'then' | 'now';
  cursor: string | undefined;
  places: readonly { value: string; label: string }[];
}

/** The whole district at the end of a day, place by place. */
export function DistrictInventory({ frame, page, on, known, cursor, places }: Props) {
  const here = (more: Record<string, string>) =>
    `/audits/inventory?${new URLSearchParams({ on, known, ...more })}`;
  return (
    <Page
      frame={frame}
      title="Inventory of a day"
      wide
      lede={`The whole district at the end of ${dateText(on)}`}
      actions={
        <LinkButton
          href={here({}).replace('/audits/inventory', '/audits/inventory.csv')}
          look="plain"
          download
        >
          CSV
        </LinkButton>
      }
    >
      <AuditTabs on="inventory" />
      <Filters
        action="/audits/inventory"
        filters={[
          { name: 'location', label: 'Place', value: '', options: places, any: 'The whole district' },
          { name: 'on', label: 'Day', value: on, type: 'date', always: true },
          {
            name: 'known',
            label: 'As known',
            value: known === 'now' ? 'now' : '',
            options: [{ value: 'now', label: 'now' }],
            any: 'then',
          },
        ]}
      />
      <Results>
        <List
          label="Places"
          rows={page.items}
          href={(row) => here({ location: row.id })}
          columns={[
            { key: 'name', head: 'Place', cell: (row) => row.name, phone: 'title' },
            {
              key: 'kind',
              head: 'Kind',
              cell: (row) => KIND_WORDS[row.kind as keyof typeof KIND_WORDS] ?? row.kind,
              narrow: true,
            },
            {
              key: 'held',
              head: 'With people',
              cell: (row) => String(row.held),
              numeric: true,
              narrow: true,
            },
            { key: 'n', head: 'Devices', cell: (row) => String(row.devices), numeric: true, narrow: true },
          ]}
        />
        <Pager
          {...(cursor ? { first: here({}) } : {})}
          {...(page.next ? { next: here({ cursor: page.next }) } : {})}
          shown={page.items.length}
          noun={['places', 'place']}
        />
      </Results>
    </Page>
  );
}
