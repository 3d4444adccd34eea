import type { Inventory, Verification } from '../../src/audits/inventory.ts';
import type { InventoryRow } from '../../src/audits/inventory-queries.ts';
import type { MissingRow } from '../../src/audits/missing-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { WHY_WORDS } from '../custody/words.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { dateText, when } from '../ui/when.tsx';
import { AuditTabs } from './list.tsx';

/** What audits have missed, and nobody has seen since. */
export function MissingPage({ frame, rows }: { frame: Frame; rows: readonly MissingRow[] }) {
  return (
    <Page
      frame={frame}
      title="Stays missing"
      wide
      lede="Not found in an audit and not seen since. What two audits miss is proposed as lost when the second is signed."
    >
      <AuditTabs on="missing" />
      <List
        label="Devices that stay missing"
        rows={rows}
        href={(row) => `/devices/${row.device}/custody`}
        tone={(row) => (row.times > 1 ? 'late' : '')}
        columns={[
          { key: 'name', head: 'Device', cell: (row) => row.tag || row.serial, phone: 'title', mono: true },
          { key: 'model', head: 'Model', cell: (row) => row.modelName },
          { key: 'home', head: 'Home', cell: (row) => row.homeName },
          { key: 'place', head: 'By the books', cell: (row) => row.placeName ?? '' },
          { key: 'times', head: 'Audits', cell: (row) => String(row.times), numeric: true, narrow: true },
          { key: 'since', head: 'Missing since', cell: (row) => when(row.since, frame), narrow: true },
          { key: 'seen', head: 'Last seen', cell: (row) => when(row.lastSeenAt, frame), narrow: true },
          {
            key: 'state',
            head: 'Proposed',
            cell: (row) => (row.proposed === 1 ? status('wait', 'As lost') : ''),
            narrow: true,
          },
        ]}
        empty={<Empty text="Nothing that an audit has missed is still missing." icon="check" />}
      />
    </Page>
  );
}

interface Places {
  places: readonly { value: string; label: string }[];
}

const MOST_SHOWN = 500;

/** What a place had at the end of a day. */
export function InventoryPage({
  frame,
  found,
  problem,
  location,
  on,
  known,
  places,
}: Places & {
  frame: Frame;
  found: Inventory | null;
  problem: string | null;
  location: string;
  on: string;
  known: string;
}) {
  const query = new URLSearchParams({ location, on, known });
  const byPlace = new Map<string, number>();
  for (const row of found?.rows ?? []) byPlace.set(row.placeName, (byPlace.get(row.placeName) ?? 0) + 1);
  return (
    <Page
      frame={frame}
      title="Inventory of a day"
      wide
      lede={
        found
          ? `${found.place.name} at the end of ${dateText(found.on)}`
          : 'What a place had at the end of any day.'
      }
      actions={
        found ? (
          <LinkButton href={`/audits/inventory.csv?${query}`} look="plain" download>
            CSV
          </LinkButton>
        ) : null
      }
    >
      <AuditTabs on="inventory" />
      <Filters
        action="/audits/inventory"
        filters={[
          { name: 'location', label: 'Place', value: location, options: places, any: 'The whole district' },
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
        {problem ? <p class="quiet">{problem}</p> : null}
        {found ? (
          <>
            <Card title="By room" count={found.rows.length} flush>
              <List
                label="Devices by room"
                compact
                rows={[...byPlace]}
                columns={[
                  { key: 'name', head: 'Room', cell: ([name]) => name, phone: 'title' },
                  { key: 'n', head: 'Devices', cell: ([, n]) => String(n), numeric: true, narrow: true },
                ]}
                empty={<p class="quiet">Nothing, by the books.</p>}
              />
            </Card>
            <InventoryList frame={frame} rows={found.rows.slice(0, MOST_SHOWN)} />
            {found.rows.length > MOST_SHOWN ? (
              <p class="quiet">The first {MOST_SHOWN}; all of them are in the CSV.</p>
            ) : null}
          </>
        ) : null}
      </Results>
    </Page>
  );
}

function InventoryList({ frame, rows }: { frame: Frame; rows: readonly InventoryRow[] }) {
  return (
    <List
      label="Devices"
      rows={rows}
      href={(row) => `/devices/${row.device}/custody`}
      columns={[
        { key: 'tag', head: 'Tag', cell: (row) => row.tag || row.serial, phone: 'title', mono: true },
        { key: 'serial', head: 'Serial', cell: (row) => row.serial, mono: true },
        { key: 'model', head: 'Model', cell: (row) => row.modelName },
        { key: 'place', head: 'Where', cell: (row) => row.placeName },
        { key: 'held', head: 'Who', cell: (row) => (row.held === 1 ? 'a person' : '') },
        { key: 'since', head: 'There since', cell: (row) => when(row.since, frame), narrow: true },
      ]}
    />
  );
}

/** Devices drawn for an inspector, each with where it was. */
export function VerifyPage({
  frame,
  found,
  location,
  tags,
  places,
}: Places & { frame: Frame; found: Verification | null; location: string; tags: string }) {
  const again = found
    ? `/audits/verify?${new URLSearchParams({ location, count: String(found.count), seed: String(found.seed) })}`
    : '';
  return (
    <Page
      frame={frame}
      title="Pick devices"
      wide
      lede="Devices picked at random, each with where it was: what an inspector asks for."
    >
      <AuditTabs on="verify" />
      <Filters
        action="/audits/verify"
        filters={[
          { name: 'location', label: 'Place', value: location, options: places, any: 'The whole district' },
          {
            name: 'count',
            label: 'How many',
            value: found ? String(found.count) : '',
            options: ['10', '30', '60'].map((value) => ({ value, label: value })),
            any: '30',
          },
          { name: 'tags', label: 'Or these tags', value: tags },
        ]}
      />
      <Results>
        {found && tags === '' ? (
          <p>
            Drawn by {found.seed}. <a href={again}>The same draw again</a>
          </p>
        ) : null}
        {found?.devices.map((device) => (
          <Card
            title={device.tag || device.serial}
            actions={<a href={`/devices/${device.device}`}>Device</a>}
            flush
          >
            <List
              label={`Where ${device.tag || device.serial} was`}
              rows={device.chain}
              tone={(row) => (row.toAt === null ? 'now' : '')}
              columns={[
                {
                  key: 'place',
                  head: `${device.modelName} of ${device.homeName}`,
                  cell: (row) =>
                    html`${row.siteName === row.placeName ? row.placeName : `${row.siteName}, ${row.placeName}`}${row.held === 1 ? ', with a person' : ''}`,
                  phone: 'title',
                },
                { key: 'why', head: 'Why', cell: (row) => WHY_WORDS[row.why] ?? row.why },
                { key: 'by', head: 'By', cell: (row) => row.by ?? '' },
                { key: 'from', head: 'From', cell: (row) => when(row.fromAt, frame), narrow: true },
                { key: 'to', head: 'To', cell: (row) => when(row.toAt, frame), narrow: true },
              ]}
              empty={<p class="quiet">Nobody has written down where it is.</p>}
            />
          </Card>
        ))}
        {found && found.devices.length === 0 ? <Empty text="By the books nothing is there." /> : null}
      </Results>
    </Page>
  );
}
