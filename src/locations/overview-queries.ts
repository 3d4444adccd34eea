import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Database } from '../db/database.ts';
import type { Query } from '../db/query.ts';
import { COUNT_CAP, type Count, cappedCount } from '../web/paging.ts';
import type { LocationKind } from './forms.ts';

/** A device on a location's page. */
export interface DeviceThere {
  id: string;
  tag: string;
  serial: string;
  modelName: string;
  state: string;
  use: string;
  placeName: string | null;
  siteName: string | null;
  given: string | null;
  family: string | null;
  holderKind: string | null;
  holderGrade: string | null;
  holderSite: string | null;
}

export interface RepairThere {
  id: string;
  number: number;
  state: string;
  headline: string;
  reportedAt: string;
  dueAt: string | null;
  tag: string;
  serial: string;
}

export interface SlotThere {
  slot: number | null;
  device: string;
  tag: string;
  serial: string;
  here: number;
}

export interface PersonThere {
  id: string;
  name: string;
  /** 'main', 'backup', or 'contact' */
  as: string;
}

/** A device of this home that turned up elsewhere, or that was missing. */
export interface FoundThere {
  id: string;
  device: string;
  tag: string;
  serial: string;
  siteName: string;
  was: string;
  note: string;
  at: string;
}

export interface Overview {
  here: { rows: DeviceThere[]; count: Count };
  away: { rows: DeviceThere[]; count: Count };
  /** at home here, by state: exact */
  home: { state: string; n: number }[];
  repairs: { rows: RepairThere[]; count: Count };
  slots: SlotThere[];
  people: PersonThere[];
  found: FoundThere[];
  bins: { id: string; code: string; name: string }[];
}

const SHOWN = 8;

const DEVICE = `SELECT d.id, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.state, d.use,
    p.name AS placeName, s.name AS siteName, o.given_name AS given, o.family_name AS family,
    o.kind AS holderKind, o.grade AS holderGrade, o.site AS holderSite`;
const NAMES = `JOIN models AS m ON m.id = d.model LEFT JOIN locations AS p ON p.id = d.place
  LEFT JOIN locations AS s ON s.id = d.at_site LEFT JOIN people AS o ON o.id = d.holder`;

/** Tables, and what a row has to be. */
type From = readonly [tables: string, where: string];

/** What lies below a root is found by its site, what is in a room or cart by the place itself. */
const HERE: Readonly<Record<'root' | 'place', From>> = {
  root: ['devices AS d INDEXED BY devices_at_site', 'd.at_site = ? AND d.joined_into IS NULL'],
  place: ['devices AS d INDEXED BY devices_place', 'd.place = ? AND d.joined_into IS NULL'],
};
const AWAY: From = [
  'devices AS d INDEXED BY devices_home_at',
  'd.home = ? AND d.at_site <> ? AND d.joined_into IS NULL',
];
const REPAIRS: Readonly<Record<'root' | 'place', From>> = {
  root: [
    'repairs AS r INDEXED BY repairs_open_site CROSS JOIN devices AS d ON d.id = r.device',
    'r.site = ? AND r.closed_at IS NULL',
  ],
  place: [
    'devices AS d INDEXED BY devices_place CROSS JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL',
    'd.place = ? AND d.joined_into IS NULL',
  ],
};

/** Everything that stands on a location's page, in one trip. */
export async function overviewOf(
  db: Database,
  location: { id: string; kind: LocationKind; top: string },
): Promise<Overview> {
  const { id } = location;
  const kind = location.top === id ? 'root' : 'place';
  const answersFor = location.kind === 'site' || location.kind === 'depot' ? id : '';
  const [here, hereCount, away, awayCount, home, repairs, repairCount, slots, people, found, bins] =
    await db.read(
      rowsOf<DeviceThere>(DEVICE, HERE[kind], 'ORDER BY d.tag, d.n', [id], NAMES),
      countOf(HERE[kind], [id]),
      rowsOf<DeviceThere>(DEVICE, AWAY, '', [answersFor, answersFor], NAMES),
      countOf(AWAY, [answersFor, answersFor]),
      homeStates(answersFor),
      rowsOf<RepairThere>(
        `SELECT r.id, r.number, r.state, r.headline, r.reported_at AS reportedAt, r.due_at AS dueAt, d.tag, d.serial`,
        REPAIRS[kind],
        'ORDER BY r.due_at, r.n',
        [id],
      ),
      countOf(REPAIRS[kind], [id]),
      slotsOf(kind === 'place' ? id : ''),
      peopleOf(answersFor),
      foundOf(answersFor),
      binsOf(id),
    );
  const counted = (rows: readonly { n: number }[]) => cappedCount(rows[0]?.n ?? 0);
  return {
    here: { rows: here, count: counted(hereCount) },
    away: { rows: away, count: counted(awayCount) },
    home,
    repairs: { rows: repairs, count: counted(repairCount) },
    slots,
    people,
    found,
    bins,
  };
}

function rowsOf<Row>(
  select: string,
  [tables, where]: From,
  order: string,
  values: string[],
  names = '',
): Query<Row> {
  return {
    sql: `${select} FROM ${tables} ${names} WHERE ${where} ${order} LIMIT ${SHOWN}`,
    parameters: values,
  };
}

function countOf([tables, where]: From, values: string[]): Query<{ n: number }> {
  return {
    sql: `SELECT count(*) AS n FROM (SELECT 1 FROM ${tables} WHERE ${where} LIMIT ${COUNT_CAP + 1})`,
    parameters: values,
  };
}

const homeStates = (home: string): Query<{ state: string; n: number }> => ({
  sql: `SELECT state, sum(n) AS n FROM device_tallies WHERE home = ? AND home <> '' GROUP BY state HAVING sum(n) > 0`,
  parameters: [home],
});

const slotsOf = (location: string): Query<SlotThere> => ({
  sql: `SELECT slot, id AS device, tag, serial, place IS assigned_location AS here FROM devices
        WHERE assigned_location = ? AND joined_into IS NULL ORDER BY slot LIMIT 200`,
  parameters: [location],
});

const peopleOf = (site: string): Query<PersonThere> => ({
  sql: `SELECT p.id, p.given_name || ' ' || p.family_name AS name, x.how AS "as"
        FROM (SELECT person, rank AS how FROM person_sites WHERE site = ?
              UNION ALL SELECT person, 'contact' FROM user_roles WHERE role = 'contact' AND site = ?) AS x
        JOIN people AS p ON p.id = x.person JOIN users AS u ON u.id = p.id
        WHERE ${OPEN_LOGIN} ORDER BY x.how = 'contact', x.how DESC, p.sort_name LIMIT 50`,
  parameters: [site, site],
});

const foundOf = (home: string): Query<FoundThere> => ({
  sql: `SELECT f.id, f.device, d.tag, d.serial, s.name AS siteName, f.was, f.note, f.at
        FROM found_reports AS f JOIN devices AS d ON d.id = f.device JOIN locations AS s ON s.id = f.site
        WHERE f.home = ? AND f.settled_at IS NULL ORDER BY f.at LIMIT 50`,
  parameters: [home],
});

const binsOf = (location: string): Query<{ id: string; code: string; name: string }> => ({
  sql: 'SELECT id, code, name FROM bins WHERE location = ? AND retired_at IS NULL ORDER BY code LIMIT 50',
  parameters: [location],
});
