import { type Change, must } from '../db/commit.ts';
import { q } from '../db/query.ts';
import type { Purpose, VisitState } from './forms.ts';

export interface NewVisit {
  id: string;
  site: string;
  day: string;
  fromTime: string;
  toTime: string;
  purpose: Purpose;
  note: string;
  people: readonly string[];
  by: string | null;
  rule?: string | null;
}

export function insertVisit(x: NewVisit, now: string): Change {
  return [
    q.insertInto('visits').values({
      id: x.id,
      site: x.site,
      day: x.day,
      from_time: x.fromTime,
      to_time: x.toTime,
      purpose: x.purpose,
      note: x.note,
      state: 'planned',
      rule: x.rule ?? null,
      planned_by: x.by,
      planned_at: now,
    }),
    setPeople(x.id, x.day, x.people),
  ];
}

/** Its technicians from now on. */
export function setPeople(visit: string, day: string, people: readonly string[]): Change {
  const list = JSON.stringify(people);
  return [
    {
      sql: 'DELETE FROM visit_people WHERE visit = ? AND person NOT IN (SELECT value FROM json_each(?))',
      parameters: [visit, list],
    },
    {
      sql: `INSERT INTO visit_people (visit, person, day) SELECT ?, value, ? FROM json_each(?) WHERE true
            ON CONFLICT (visit, person) DO UPDATE SET
              position = CASE WHEN day = excluded.day THEN position END, day = excluded.day`,
      parameters: [visit, day, list],
    },
  ];
}

type Columns = Partial<{
  site: string;
  day: string;
  from_time: string;
  to_time: string;
  purpose: string;
  note: string;
  state: VisitState;
  reason: string;
  set_out_at: string;
  arrived_at: string;
  left_at: string;
  recap: string;
  recap_at: string;
  mail: string;
  next_on: string | null;
}>;

export function updateVisit(id: string, columns: Columns): Change {
  return q
    .updateTable('visits')
    .set(columns)
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('id', '=', id);
}

const STATE_WORDS: Readonly<Record<VisitState, string>> = {
  planned: 'planned',
  on_the_way: 'on the way',
  arrived: 'going on',
  left: 'over',
  called_off: 'called off',
};

/** The commit fails where the visit is in another state by now. */
export function mustBeIn(id: string, states: readonly VisitState[]): Change {
  return must(`the visit is ${states.map((state) => STATE_WORDS[state]).join(' or ')}`, {
    sql: 'SELECT 1 FROM visits WHERE id = ? AND state IN (SELECT value FROM json_each(?))',
    parameters: [id, JSON.stringify(states)],
  });
}

/** Nobody may be at two sites at once, whoever planned first. */
export function mustBeFree(x: {
  id: string;
  day: string;
  fromTime: string;
  toTime: string;
  people: readonly string[];
}): Change {
  if (!x.fromTime || !x.toTime) return null;
  return must('its technicians are free then', {
    sql: `SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM visit_people AS p JOIN visits AS v ON v.id = p.visit
            WHERE p.person IN (SELECT value FROM json_each(?)) AND p.day = ? AND v.id <> ?
              AND v.state <> 'called_off' AND v.from_time <> '' AND v.to_time <> ''
              AND v.from_time < ? AND v.to_time > ?)`,
    parameters: [JSON.stringify(x.people), x.day, x.id, x.toTime, x.fromTime],
  });
}

/** The order of a person's day as set by hand; nothing: by distance again. */
export function setOrder(person: string, day: string, visits: readonly string[]): Change {
  return [
    {
      sql: 'UPDATE visit_people SET position = NULL WHERE person = ? AND day = ?',
      parameters: [person, day],
    },
    {
      sql: `UPDATE visit_people SET position = j.key FROM json_each(?) AS j
            WHERE visit_people.visit = j.value AND visit_people.person = ? AND visit_people.day = ?`,
      parameters: [JSON.stringify(visits), person, day],
    },
  ];
}

export function insertNote(
  x: { id: string; visit: string; text: string; by: string | null },
  at: string,
): Change {
  return q.insertInto('visit_notes').values({ ...x, at });
}

export interface NewLeg {
  id: string;
  person: string;
  day: string;
  visit: string | null;
  from: string | null;
  to: string | null;
  tenths: number;
  how: 'odometer' | 'measured' | 'computed' | 'typed';
  odometer: number | null;
  private: boolean;
}

export function insertLeg(x: NewLeg, now: string): Change {
  return q.insertInto('legs').values({
    id: x.id,
    person: x.person,
    day: x.day,
    visit: x.visit,
    from_site: x.from,
    to_site: x.to,
    tenths: x.tenths,
    how: x.how,
    odometer: x.odometer,
    private: x.private ? 1 : 0,
    at: now,
  });
}
