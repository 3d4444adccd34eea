import { prepared, type Query, q } from '../db/query.ts';

/** What stands on a person's page, read together in one trip. */

export interface HeldDevice {
  id: string;
  tag: string;
  serial: string;
  modelName: string;
  state: string;
  /** issued to them, in their hands, or both */
  issued: number;
  held: number;
  dueOn: string | null;
  placeName: string | null;
  chargers: number | null;
  cases: number | null;
  hotspots: number | null;
  repair: string | null;
  repairState: string | null;
}

/** The devices that a person has, and those that are issued to them wherever they are. */
export function devicesOfPerson(person: string): Query<HeldDevice> {
  return { sql: DEVICES, parameters: [person, person, person, person] };
}

const DEVICES = `SELECT d.id, d.tag, d.serial, m.maker || ' ' || m.name AS modelName, d.state,
    d.assigned_person IS ? AS issued, d.holder IS ? AS held, d.due_on AS dueOn,
    p.name AS placeName, a.chargers, a.cases, a.hotspots, r.id AS repair, r.state AS repairState
  FROM (SELECT id FROM devices WHERE holder = ? UNION SELECT id FROM devices WHERE assigned_person = ?) AS mine
  JOIN devices AS d ON d.id = mine.id AND d.joined_into IS NULL
  JOIN models AS m ON m.id = d.model
  LEFT JOIN locations AS p ON p.id = d.place
  LEFT JOIN assignments AS a ON a.device = d.id AND a.to_at IS NULL
  LEFT JOIN repairs AS r ON r.device = d.id AND r.closed_at IS NULL
  ORDER BY issued DESC, d.tag LIMIT 100`;

const REPAIRS = prepared((p: { person: string }) =>
  q
    .selectFrom('repairs as r')
    .innerJoin('devices as d', 'd.id', 'r.device')
    .where('r.had_device', '=', p.person)
    .select([
      'r.id',
      'r.number',
      'r.state',
      'r.headline',
      'r.reported_at as reportedAt',
      'r.parts_cents as partsCents',
    ])
    .select(['r.covered', 'd.tag', 'd.serial', 'd.id as device'])
    .select((e) =>
      e
        .selectFrom('repair_lines as l')
        .whereRef('l.repair', '=', 'r.id')
        .where('l.withdrawn_at', 'is', null)
        .select((s) => s.fn<string | null>('group_concat', ['l.cause']).as('causes'))
        .as('causes'),
    )
    .orderBy('r.reported_at', 'desc')
    .limit(20),
);

/** Repairs of devices that the person had when they broke, newest first. */
export const repairsOfPerson = (person: string) => REPAIRS({ person });
export type PersonRepair = NonNullable<ReturnType<typeof REPAIRS>['rows']>;

const CUSTODY = prepared((p: { person: string }) =>
  q
    .selectFrom('custody as c')
    .innerJoin('devices as d', 'd.id', 'c.device')
    .innerJoin('models as m', 'm.id', 'd.model')
    .where('c.person', '=', p.person)
    .select(['c.id', 'c.why', 'c.from_at as fromAt', 'c.to_at as toAt', 'c.due_on as dueOn'])
    .select(['d.id as device', 'd.tag', 'd.serial', 'm.name as modelName'])
    .orderBy('c.from_at', 'desc')
    .limit(20),
);

/** What the person had, newest first. */
export const custodyOfPerson = (person: string) => CUSTODY({ person });
export type PersonCustody = NonNullable<ReturnType<typeof CUSTODY>['rows']>;

const MISSING = prepared((p: { person: string }) =>
  q
    .selectFrom('missing_accessories as m')
    .innerJoin('devices as d', 'd.id', 'm.device')
    .where('m.person', '=', p.person)
    .where('m.settled_at', 'is', null)
    .select(['m.id', 'm.what', 'm.at', 'd.id as device', 'd.tag', 'd.serial'])
    .orderBy('m.at'),
);

/** Chargers and cases that did not come back with a device. */
export const missingOfPerson = (person: string) => MISSING({ person });
export type PersonMissing = NonNullable<ReturnType<typeof MISSING>['rows']>;

const SITES = prepared((p: { person: string }) =>
  q
    .selectFrom('person_sites as ps')
    .innerJoin('locations as l', 'l.id', 'ps.site')
    .where('ps.person', '=', p.person)
    .select(['l.id', 'l.name', 'ps.rank'])
    .orderBy('ps.rank', 'desc')
    .orderBy('l.name'),
);

/** The sites that a specialist looks after. */
export const sitesOfPerson = (person: string) => SITES({ person });
