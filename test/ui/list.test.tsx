import { expect, test } from 'vitest';
import { Filters, Results } from '../../views/ui/filters.tsx';
import { Page } from '../../views/ui/page.tsx';
import { Pager, totalText } from '../../views/ui/pager.tsx';
import { type Column, List } from '../../views/ui/table.tsx';
import { frame, tagsOf } from './page-html.ts';

const rows = [{ tag: '48213', cost: 3 }];
const columns: Column<(typeof rows)[0]>[] = [
  {
    key: 'tag',
    head: 'Tag',
    cell: (row) => row.tag,
    phone: 'title',
    sort: { href: '?sort=tag', on: 'desc' },
  },
  { key: 'cost', head: 'Cost', cell: (row) => row.cost, numeric: true },
];

test('the sorted column says so, and its head is the link to sort', () => {
  const markup = String(<List label="Devices" columns={columns} rows={rows} />);
  expect(markup).toContain('aria-sort="descending"><a class="sort" href="?sort=tag">Tag</a>');
  expect(markup.match(/aria-sort/g)).toHaveLength(1);
});

test('a row has one link, in its first cell', () => {
  const markup = String(
    <List label="Devices" columns={columns} rows={rows} href={(row) => `/d/${row.tag}`} />,
  );
  expect(markup.match(/<a class="row" href="\/d\/48213">48213<\/a>/g)).toHaveLength(1);
});

test('a tick box says what it ticks and belongs to the form of the actions', () => {
  const select = { name: 'ids', form: 'many', value: () => '1', label: () => 'Tick 48213' };
  const tags = tagsOf(String(<List label="Devices" columns={columns} rows={rows} select={select} />));
  expect(tags.find((tag) => tag.attributes.name === 'ids')?.attributes).toMatchObject({
    form: 'many',
    value: '1',
    'aria-label': 'Tick 48213',
  });
});

test('an empty list shows what belongs there', () => {
  expect(String(<List label="Devices" columns={columns} rows={[]} empty={<p>None yet.</p>} />)).toBe(
    '<p>None yet.</p>',
  );
});

test('the pager offers only what there is', () => {
  const markup = String(<Pager shown={50} total="1,000+" noun={['devices', 'device']} next="?after=a&b" />);
  expect(markup).toContain('50 shown of 1,000+ devices');
  expect(markup).toContain('href="?after=a&amp;b" rel="next"');
  expect(markup).not.toContain('Previous');
  expect(String(<Pager shown={3} />)).toBe('');
});

test.each([
  [1, '1 device'],
  [0, '0 devices'],
  [12431, '12,431 devices'],
  ['1,000+', '1,000+ devices'],
])('%s is written as %s', (total, text) => {
  expect(totalText(total, ['devices', 'device'])).toBe(text);
});

test('a chip takes off its own filter and keeps the others', () => {
  const filters = [
    { name: 'state', label: 'State', value: 'hold', options: [{ value: 'hold', label: 'On hold' }] },
    { name: 'q', label: 'Text', value: 'a&b' },
    { name: 'site', label: 'School', value: '' },
  ];
  const tags = tagsOf(String(<Filters action="/repairs" filters={filters} keep={{ sort: 'age' }} />));
  const links = tags.filter((tag) => tag.name === 'a').map((tag) => tag.attributes.href);
  expect(links).toEqual(['/repairs?sort=age&q=a%26b', '/repairs?sort=age&state=hold', '/repairs?sort=age']);
});

test('the filters change the list without a new page, and work without scripts', () => {
  const form = tagsOf(String(<Filters action="/repairs" filters={[]} />)).find((tag) => tag.name === 'form');
  expect(form?.attributes).toMatchObject({
    action: '/repairs',
    method: 'get',
    'hx-select': '#results',
    'hx-target': '#results',
    'hx-select-oob': '#chips,#exports,#exports-end',
  });
  expect(String(<Results>x</Results>)).toContain('id="results"');
});

test('the frame is the same text for the same rights, and marks where one is', () => {
  const page = (section: string) => String(<Page frame={{ ...frame, section }} title="T" />);
  expect(page('devices')).toBe(page('devices'));
  expect(page('stock').match(/href="\/stock" aria-current="page"/g)).toHaveLength(2);
  expect(page('devices').match(/href="\/devices" aria-current="page"/g)).toHaveLength(2);
});

test('someone who is not signed in gets no search, no rail and no bar', () => {
  const markup = String(<Page frame={{ ...frame, person: null, nav: [] }} title="T" />);
  expect(markup).not.toMatch(/role="search"|class="rail"|class="dock"|class="avatar"/);
});

test('the scan button stands in the middle of the bar', () => {
  const markup = String(<Page frame={frame} title="T" />);
  const bar = markup.slice(markup.indexOf('<nav class="dock"'));
  const labels = [...bar.matchAll(/<span>([^<]+)<\/span>/g)].map((found) => found[1]);
  expect(labels.slice(0, 5)).toEqual(['today', 'repairs', 'scan', 'stock', 'More']);
});
