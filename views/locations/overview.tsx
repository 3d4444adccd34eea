import type { DeviceThere, RepairThere } from '../../src/locations/overview-queries.ts';
import { newKey } from '../../src/web/key.ts';
import type { Count } from '../../src/web/paging.ts';
import {
  deviceHref,
  deviceName,
  REPAIR_STATE_TONES,
  REPAIR_STATE_WORDS,
  repairNumber,
  STATE_TONES,
  STATE_WORDS,
  USE_WORDS,
} from '../devices/words.ts';
import { personWords, type SeesNames } from '../people/words.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { html } from '../ui/html.ts';
import { countText } from '../ui/money.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { age, when } from '../ui/when.tsx';
import type { LocationPageProps } from './page.tsx';

const text = (count: Count) => (count.more ? `${countText(count.n)}+` : countText(count.n));

/** Devices of this home that turned up somewhere: a line each until somebody here settles it. */
export function FoundCard({ frame, overview, mayChange }: LocationPageProps) {
  if (overview.found.length === 0) return null;
  return (
    <Card title="Turned up" count={overview.found.length} tone="good">
      <ul class="links">
        {overview.found.map((one) => (
          <li>
            <a href={`/devices/${one.device}`}>{deviceName(one)}</a>{' '}
            <span class="quiet">
              {one.was === 'in_service' ? 'is' : `was ${one.was}, is`} at {one.siteName},{' '}
              {when(one.at, frame)}
              {one.note ? `: ${one.note}` : ''}
            </span>
            {mayChange ? (
              <ActionForm
                action={`/devices/${one.device}/found/settle`}
                formKey={newKey()}
                values={{ report: one.id }}
                submit="Settled"
                look="quiet"
                label={`Settled: ${deviceName(one)}`}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What is there now, and what is at home there but elsewhere. */
export function DevicesCards(props: LocationPageProps) {
  const { location, overview, sees } = props;
  const root = location.top === location.id;
  const { here, away, home } = overview;
  const all = root ? `/devices?at=${location.id}` : `/devices?place=${location.id}`;
  const atHome = home.reduce((sum, cell) => sum + cell.n, 0);
  const missing = home.filter((cell) => cell.state === 'lost' || cell.state === 'stolen');
  return (
    <Cards columns={2}>
      <Card
        title="There now"
        count={text(here.count)}
        actions={<a href={all}>List</a>}
        flush={here.rows.length > 0}
      >
        <List
          label="Devices that are there"
          columns={deviceColumns(sees, false)}
          rows={here.rows}
          href={deviceHref}
          empty={<p class="quiet">No device is there</p>}
        />
      </Card>
      {root && atHome > 0 ? (
        <Card
          title="At home there"
          count={countText(atHome)}
          actions={<a href={`/devices?home=${location.id}`}>List</a>}
          flush
        >
          <p class="lead">
            {text(away.count)} elsewhere
            {missing.map((cell) => (
              <>
                ,{' '}
                <a href={`/devices?home=${location.id}&state=${cell.state}`}>
                  {countText(cell.n)} {(STATE_WORDS[cell.state] ?? cell.state).toLowerCase()}
                </a>
              </>
            ))}
          </p>
          <List
            label="At home there, but elsewhere"
            columns={deviceColumns(sees, true)}
            rows={away.rows}
            href={deviceHref}
            empty={<p class="quiet">All of them are there</p>}
          />
        </Card>
      ) : null}
      <SlotsCard {...props} />
    </Cards>
  );
}

function deviceColumns(sees: SeesNames, away: boolean): readonly Column<DeviceThere>[] {
  const who = (row: DeviceThere) => {
    const person = personWords(sees, {
      name: row.given === null ? null : `${row.given} ${row.family}`,
      kind: row.holderKind,
      grade: row.holderGrade,
      site: row.holderSite,
    });
    const place =
      away && row.siteName !== row.placeName ? `${row.siteName}, ${row.placeName}` : row.placeName;
    return [person, away || !person ? place : ''].filter(Boolean).join(', ');
  };
  return [
    { key: 'tag', head: 'Device', cell: (row) => deviceName(row), mono: true, phone: 'title', narrow: true },
    { key: 'model', head: 'Model', cell: (row) => row.modelName },
    { key: 'who', head: away ? 'Where' : 'Who has it', cell: who },
    {
      key: 'use',
      head: 'Use',
      cell: (row) =>
        row.state === 'in_service'
          ? (USE_WORDS[row.use] ?? row.use)
          : status(STATE_TONES[row.state] ?? 'plain', STATE_WORDS[row.state] ?? row.state),
      narrow: true,
    },
  ];
}

/** A cart's slots, or what is issued to a room. */
function SlotsCard({ location, overview }: LocationPageProps) {
  const { slots } = overview;
  if (location.kind !== 'cart' && slots.length === 0) return null;
  const bySlot = new Map(slots.map((one) => [one.slot, one]));
  const numbers = Array.from({ length: location.slots ?? 0 }, (_, i) => i + 1);
  const there = slots.filter((one) => one.here).length;
  return (
    <Card
      title={location.kind === 'cart' ? 'Slots' : 'Issued to this room'}
      count={
        location.slots
          ? `${slots.length} of ${location.slots}, ${there} here`
          : `${slots.length}, ${there} here`
      }
      actions={<a href={`/locations/${location.id}/slots`}>All</a>}
    >
      <ol class="slots">
        {numbers.map((number) => {
          const one = bySlot.get(number);
          if (!one) return html`<li><b>${String(number)}</b> <span class="quiet">empty</span></li>`;
          return html`<li><b>${String(number)}</b> <a href="/devices/${one.device}">${deviceName(one)}</a>${
            one.here ? '' : html` <span class="quiet">out</span>`
          }</li>`;
        })}
      </ol>
    </Card>
  );
}

/** The open repairs of the site's devices, or of those in this room. */
export function RepairsCard({ frame, location, overview }: LocationPageProps) {
  const { rows, count } = overview.repairs;
  if (rows.length === 0) return null;
  const columns: readonly Column<RepairThere>[] = [
    {
      key: 'number',
      head: 'Repair',
      cell: (row) => html`${repairNumber(row.number)} ${row.headline}`,
      phone: 'title',
    },
    { key: 'device', head: 'Device', cell: (row) => deviceName(row), mono: true, narrow: true },
    {
      key: 'state',
      head: 'State',
      cell: (row) =>
        status(REPAIR_STATE_TONES[row.state] ?? 'plain', REPAIR_STATE_WORDS[row.state] ?? row.state),
      narrow: true,
    },
    { key: 'age', head: 'Age', cell: (row) => age(row.reportedAt, frame), narrow: true },
  ];
  const root = location.top === location.id;
  return (
    <Card
      title="Open repairs"
      count={text(count)}
      actions={root ? <a href={`/repairs?site=${location.id}`}>List</a> : null}
      flush
    >
      <List
        label="Open repairs"
        columns={columns}
        rows={rows}
        href={(row) => `/repairs/${row.id}`}
        tone={(row) => (row.dueAt !== null && row.dueAt < frame.now ? 'late' : '')}
      />
    </Card>
  );
}

const AS: Readonly<Record<string, string>> = {
  main: 'Looks after it',
  backup: 'Stands in',
  contact: 'School contact',
};

/** Who looks after the site, and whom to talk to there. */
export function PeopleCard({ overview }: LocationPageProps) {
  if (overview.people.length === 0) return null;
  return (
    <Card title="People">
      <ul class="links">
        {overview.people.map((person) => (
          <li>
            <a href={`/people/${person.id}`}>{person.name}</a>{' '}
            <span class="quiet">{AS[person.as] ?? person.as}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Where parts lie there. */
export function BinsCard({ overview, seesStock }: LocationPageProps) {
  if (overview.bins.length === 0 || !seesStock) return null;
  return (
    <Card title="Bins" count={overview.bins.length}>
      <ul class="links">
        {overview.bins.map((bin) => (
          <li>
            <a href={`/stock/bins/${bin.id}`}>{bin.name}</a> <span class="quiet">{bin.code}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
