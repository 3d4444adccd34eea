import type { DevicePage, DeviceRow } from '../../src/devices/list-queries.ts';
import type { DeviceFilter } from '../../src/devices/list-rules.ts';
import type { SavedView } from '../../src/repairs/view-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { personWords, type SeesNames } from '../people/words.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { type Filter, Filters, Results } from '../ui/filters.tsx';
import { html } from '../ui/html.ts';
import { Page } from '../ui/page.tsx';
import { Pager, totalText } from '../ui/pager.tsx';
import { SaveView } from '../ui/saved-views.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { dateText } from '../ui/when.tsx';
import {
  DEVICE_KIND_WORDS,
  deviceHref,
  deviceName,
  optionsOf,
  REPAIR_STATE_TONES,
  REPAIR_STATE_WORDS,
  STATE_TONES,
  STATE_WORDS,
  USE_WORDS,
} from './words.ts';

interface Choice {
  value: string;
  label: string;
}

export interface ListChoices {
  sites: readonly Choice[];
  models: readonly Choice[];
  fields: readonly Choice[];
  /** of what the filter names by id */
  names: Readonly<Record<'at' | 'place' | 'room' | 'holder' | 'assigned', string | null>>;
}

interface Props extends DevicePage {
  frame: Frame;
  filter: DeviceFilter;
  sort: string;
  cursor: string | undefined;
  choices: ListChoices;
  sees: SeesNames;
  mayCreate: boolean;
  /** filters kept under a name */
  views: readonly SavedView[];
  /** those that are set now, as a query string */
  query: string;
  saving: FormState;
}

const NOUN: [string, string] = ['devices', 'device'];

/** The devices, filtered by what stands in the URL. */
export function DeviceList(props: Props) {
  const { frame, page, count, mayCreate } = props;
  const href = hrefOf(props);
  const total = count.more ? `${count.n.toLocaleString('en-US')}+` : count.n;
  return (
    <Page
      frame={frame}
      title="Devices"
      wide
      primary={
        mayCreate ? (
          <LinkButton href="/devices/new" look="primary" icon="plus">
            New device
          </LinkButton>
        ) : null
      }
    >
      {props.views.length > 0 ? <Views {...props} /> : null}
      <Filters
        action="/devices"
        filters={filtersOf(props)}
        keep={props.sort ? { sort: props.sort } : {}}
        open={5}
      />
      <Results>
        <p class="count">
          {totalText(total, NOUN)} <a href={labelsHref(props)}>Labels</a>
        </p>
        <SaveView page="devices" saving={props.saving} query={props.query} views={props.views} />
        <List
          label="Devices"
          columns={columnsOf(props, href)}
          rows={page.items}
          href={deviceHref}
          tone={(row) => (row.dueOn !== null && row.dueOn < frame.today ? 'late' : '')}
          {...(mayCreate
            ? {
                select: {
                  name: 'device',
                  value: (row: DeviceRow) => row.id,
                  label: tickLabel,
                  form: 'ticked',
                },
              }
            : {})}
          empty={
            <Empty text="No device fits these filters.">
              <LinkButton href="/devices">Show all devices</LinkButton>
            </Empty>
          }
        />
        {mayCreate && page.items.length > 0 ? (
          <TickBar id="ticked" action="/devices/many" formKey={newKey()}>
            <Button name="what" value="use">
              Change use
            </Button>
            <Button name="what" value="home">
              Change home
            </Button>
          </TickBar>
        ) : null}
        <Pager
          {...(props.cursor ? { first: href(props.sort) } : {})}
          {...(page.next ? { next: href(props.sort, page.next) } : {})}
          shown={page.items.length}
          total={total}
          noun={NOUN}
        />
      </Results>
    </Page>
  );

  function tickLabel(row: DeviceRow): string {
    return `Tick ${deviceName(row)}`;
  }
}

/** All devices, and the filters that one has kept. */
function Views({ views, query }: Props) {
  const kept = views.map((view) => ({
    href: view.query ? `/devices?${view.query}` : '/devices',
    label: view.name,
    on: view.query === query,
  }));
  return <Tabs label="Views" tabs={[{ href: '/devices', label: 'All', on: query === '' }, ...kept]} />;
}

/** Labels for what the filters leave. */
function labelsHref({ filter, sort }: Props): string {
  const set = Object.entries({ ...filter, sort }).filter(([, value]) => value !== '');
  return `/labels?${new URLSearchParams([['of', 'devices'], ...set])}`;
}

/** The list's URL with its filters. */
function hrefOf({ filter }: Props) {
  const set = new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== ''));
  return (sort: string, cursor?: string): string => {
    const query = new URLSearchParams(set);
    if (sort) query.set('sort', sort);
    if (cursor) query.set('cursor', cursor);
    return `/devices${query.size > 0 ? `?${query}` : ''}`;
  };
}

function columnsOf(
  { frame, page, filter, sees, sorting, sorts }: Props,
  href: (sort: string) => string,
): readonly Column<DeviceRow>[] {
  const sort = (name: 'tag' | 'serial' | 'due'): Pick<Column<DeviceRow>, 'sort'> => {
    if (!sorts.includes(name)) return {};
    if (sorting.order !== name) return { sort: { href: href(name) } };
    return sorting.descending
      ? { sort: { href: href(name), on: 'desc' } }
      : { sort: { href: href(`-${name}`), on: 'asc' } };
  };
  const due = sorts.includes('due') || page.items.some((row) => row.dueOn !== null);
  const dueColumn: Column<DeviceRow> = {
    key: 'due',
    head: 'Due',
    cell: (row) => dueCell(row, frame.today),
    narrow: true,
    ...sort('due'),
  };
  const columns: readonly Column<DeviceRow>[] = [
    { key: 'tag', head: 'Tag', cell: tagCell, phone: 'title', mono: true, narrow: true, ...sort('tag') },
    { key: 'model', head: 'Model', cell: (row) => row.modelName },
    { key: 'status', head: 'Status', cell: statusCell, narrow: true },
    { key: 'who', head: 'Who has it', cell: (row) => whoText(row, sees) },
    { key: 'home', head: 'Home', cell: (row) => row.homeName, phone: 'hide' },
    { key: 'use', head: 'Use', cell: (row) => USE_WORDS[row.use] ?? row.use, narrow: true, phone: 'hide' },
    ...(due ? [dueColumn] : []),
    {
      key: 'serial',
      head: 'Serial',
      cell: (row) => row.serial,
      mono: true,
      narrow: true,
      phone: 'hide',
      ...sort('serial'),
    },
  ];
  // What was filtered for is the same on every line.
  const said: Partial<Record<string, string>> = { home: filter.home, model: filter.model, use: filter.use };
  return columns.filter(({ key }) => !said[key]);
}

const tagCell = (row: DeviceRow) =>
  row.tag ||
  (row.serial
    ? html`<span class="quiet">no tag <span class="phone-only">${row.serial}</span></span>`
    : 'Unidentified');

const UNHURRIED = status('good', 'In service');

function statusCell(row: DeviceRow) {
  if (row.state !== 'in_service')
    return status(STATE_TONES[row.state] ?? 'plain', STATE_WORDS[row.state] ?? row.state);
  if (row.repair)
    return status(REPAIR_STATE_TONES[row.repair] ?? 'wait', REPAIR_STATE_WORDS[row.repair] ?? row.repair);
  return UNHURRIED;
}

function dueCell(row: DeviceRow, today: string) {
  if (row.dueOn === null) return '';
  const date = dateText(row.dueOn, today);
  return row.dueOn < today ? status('bad', `Overdue ${date}`) : date;
}

function whoText(row: DeviceRow, sees: SeesNames): string {
  const place =
    row.awayName && row.awayName !== row.placeName
      ? `${row.awayName}, ${row.placeName}`
      : (row.placeName ?? '');
  if (row.given === null) return place;
  const name = `${row.given} ${row.family}`;
  const person = personWords(sees, {
    name,
    kind: row.holderKind,
    grade: row.holderGrade,
    site: row.holderSite,
  });
  return row.awayName ? `${person}, ${row.awayName}` : person;
}

const DUE = [
  { value: 'overdue', label: 'Overdue' },
  { value: 'week', label: 'Due within a week' },
  { value: 'any', label: 'On loan' },
];

function filtersOf({ filter, choices }: Props): Filter[] {
  const named = (name: keyof DeviceFilter, label: string, text: string | null): Filter[] =>
    filter[name]
      ? [{ name, label, value: filter[name], options: [{ value: filter[name], label: text ?? '?' }] }]
      : [];
  return [
    { name: 'home', label: 'Home', value: filter.home, options: choices.sites },
    { name: 'model', label: 'Model', value: filter.model, options: choices.models },
    { name: 'use', label: 'Use', value: filter.use, options: optionsOf(USE_WORDS) },
    { name: 'state', label: 'State', value: filter.state, options: optionsOf(STATE_WORDS) },
    { name: 'tag', label: 'Tag begins with', value: filter.tag },
    { name: 'serial', label: 'Serial begins with', value: filter.serial },
    ...(filter.at
      ? named('at', 'Is now at', choices.names.at)
      : [{ name: 'at', label: 'Is now at (code)', value: '' }]),
    { name: 'kind', label: 'Kind', value: filter.kind, options: optionsOf(DEVICE_KIND_WORDS) },
    { name: 'due', label: 'Loan', value: filter.due, options: DUE },
    { name: 'aue', label: 'Updates end before (YYYY-MM)', value: filter.aue },
    { name: 'from', label: 'Purchased from (YYYY-MM)', value: filter.from },
    { name: 'to', label: 'Purchased until (YYYY-MM)', value: filter.to },
    { name: 'funding', label: 'Funding source', value: filter.funding },
    {
      name: 'unidentified',
      label: 'Identified',
      value: filter.unidentified,
      options: [{ value: '1', label: 'Unidentified only' }],
    },
    ...(choices.fields.length > 0
      ? [
          { name: 'field', label: 'Own field', value: filter.field, options: choices.fields },
          { name: 'value', label: 'has the value', value: filter.value },
        ]
      : []),
    ...named('place', 'Place', choices.names.place),
    ...named('holder', 'Who has it', choices.names.holder),
    ...named('assigned', 'Issued to', choices.names.assigned),
    ...named('room', 'Issued to', choices.names.room),
  ];
}
