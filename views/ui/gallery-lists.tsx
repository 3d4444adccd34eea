import type { Frame } from '../../src/web/frame.ts';
import { Button } from './button.tsx';
import { Empty } from './empty.tsx';
import { Filters, Results } from './filters.tsx';
import { html } from './html.ts';
import { money } from './money.tsx';
import { Pager, totalText } from './pager.tsx';
import { status } from './status.tsx';
import { type Column, List } from './table.tsx';
import { TickBar } from './tick-bar.tsx';
import { age } from './when.tsx';

interface Line {
  number: string;
  tag: string;
  model: string;
  tone: 'good' | 'wait' | 'bad' | 'note';
  state: string;
  site: string;
  who: string;
  since: string;
  cost: number;
}

const long = 'Birch Middle School for the Performing Arts and Applied Sciences';

const lines: Line[] = [
  [
    'R-004871',
    '48213',
    'Dell Chromebook 3100 touch',
    'wait',
    'On hold: board',
    'Maple Elementary',
    'Quill, Ada',
    '2026-03-13',
    12900,
  ],
  [
    'R-004902',
    '51177',
    'Lenovo 300e Chromebook 2nd Gen',
    'bad',
    'Overdue',
    long,
    'Featherstonehaugh-Cholmondeley, Bartholomew',
    '2026-02-11',
    4150,
  ],
  ['R-004911', '50021', 'Acer Chromebook Spin 511', 'good', 'Ready', 'North depot', '', '2026-03-24', 0],
  [
    'R-004913',
    '50022',
    'Acer Chromebook Spin 511',
    'note',
    'At vendor',
    'Pine High',
    'Marsh, Theo',
    '2026-03-25',
    1800,
  ],
].map((row) => {
  const [number, tag, model, tone, state, site, who, day, cost] = row as [
    string,
    string,
    string,
    Line['tone'],
    string,
    string,
    string,
    string,
    number,
  ];
  return { number, tag, model, tone, state, site, who, since: `${day}T12:00:00Z`, cost };
});

function columnsOf(frame: Frame): Column<Line>[] {
  return [
    { key: 'number', head: 'Repair', cell: (line) => line.number, phone: 'title', narrow: true, mono: true },
    {
      key: 'device',
      head: 'Device',
      cell: (line) => html`<span class="mono">${line.tag}</span> ${line.model}`,
      phone: 'title',
    },
    {
      key: 'state',
      head: 'State',
      cell: (line) => status(line.tone, line.state),
      narrow: true,
      sort: { href: '?sort=state' },
    },
    { key: 'site', head: 'School', cell: (line) => line.site, sort: { href: '?sort=site', on: 'asc' } },
    { key: 'who', head: 'Issued to', cell: (line) => line.who, phone: 'hide' },
    { key: 'cost', head: 'Parts, USD', cell: (line) => money(line.cost), numeric: true, phone: 'hide' },
    {
      key: 'age',
      head: 'Age',
      cell: (line) => age(line.since, frame),
      narrow: true,
      sort: { href: '?sort=age' },
    },
  ];
}

/** A list with filters, ticks, sums and pages; and the same with nothing in it. */
export function GalleryLists({ frame }: { frame: Frame }) {
  return (
    <section class="gap-above" aria-label="Lists">
      <Filters
        action="/gallery"
        filters={[
          { name: 'text', label: 'Find in the list', value: '' },
          {
            name: 'state',
            label: 'State',
            value: 'hold',
            options: [
              { value: 'hold', label: 'On hold' },
              { value: 'ready', label: 'Ready' },
            ],
          },
          { name: 'site', label: 'School', value: 'birch', options: [{ value: 'birch', label: long }] },
          { name: 'level', label: 'Level', value: '', options: [{ value: '1', label: '1' }] },
          { name: 'age', label: 'Older than', value: '', options: [{ value: '7', label: '7 days' }] },
        ]}
      />
      <Results>
        <p class="results-head">
          <span>{totalText('1,000+', ['repairs', 'repair'])}</span>
        </p>
        <List
          label="Repairs"
          columns={columnsOf(frame)}
          rows={lines}
          href={(line) => `#${line.number}`}
          tone={(line) => (line.tone === 'bad' ? 'late' : '')}
          select={{
            name: 'id',
            value: (line) => line.number,
            label: (line) => `Tick ${line.number}`,
            form: 'many',
          }}
          foot={{ device: 'Together', cost: money(18850) }}
        />
        <TickBar id="many" action="/gallery" formKey="key-many">
          <Button look="primary">Hand back</Button>
          <Button formaction="/gallery/move">Move</Button>
        </TickBar>
        <Pager
          first="?"
          previous="?before=1"
          next="?after=2"
          shown={50}
          total="1,000+"
          noun={['repairs', 'repair']}
        />
      </Results>
      <div class="gap-above">
        <List
          label="Devices"
          columns={[]}
          rows={[]}
          empty={
            <Empty
              text="No device matches these filters. Take one off, or look in all schools."
              icon="search"
            />
          }
        />
      </div>
    </section>
  );
}
