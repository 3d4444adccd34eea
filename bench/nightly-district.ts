import Sqlite from 'better-sqlite3';
import { newId } from '../src/db/id.ts';
import { randomFrom } from './forecast-district.ts';

/** Of the whole district: what the nightly run's goals are set for. */
export const MODELS = 9;
export const MONTHS = 60;
const USES = 300_000;

/**
 * Makes a demo district as wide as the goals say: every part in a group of its own (5,000), every group on nine
 * models, five years of use of it. Set by set, for the bench alone: what pages draw of it is not looked after.
 * @returns groups, fits and uses that are there
 */
export function widen(path: string): { groups: number; fits: number; uses: number } {
  const file = new Sqlite(path);
  const random = randomFrom(11);
  file.function('id', { deterministic: false }, () => newId());
  file.function('random_share', { deterministic: false }, () => random());
  file.pragma('foreign_keys = OFF');
  file.pragma('synchronous = OFF');
  // What is written at once goes into many indexes: with the usual cache that takes ten minutes.
  file.pragma('cache_size = -2000000');
  file.pragma('temp_store = MEMORY');
  file.transaction(() => {
    // Part by part one group each: the first part of a group keeps it.
    file.exec(`
      CREATE TEMP TABLE lone AS SELECT p.id AS part, id() AS thing FROM parts AS p
        WHERE p.n > (SELECT min(x.n) FROM parts AS x WHERE x.interchange_group = p.interchange_group);
      INSERT INTO interchange_groups (id, name, part_kind)
        SELECT l.thing, p.sku || ' and its like', p.part_kind FROM lone AS l JOIN parts AS p ON p.id = l.part;
      UPDATE parts SET interchange_group = (SELECT thing FROM lone WHERE part = parts.id)
        WHERE id IN (SELECT part FROM lone);
      CREATE TEMP TABLE group_nr AS SELECT row_number() OVER (ORDER BY n) - 1 AS nr, id FROM interchange_groups
        WHERE retired_at IS NULL;
      CREATE TEMP TABLE model_nr AS SELECT row_number() OVER (ORDER BY n DESC, model) - 1 AS nr, model FROM (
        SELECT model, count(*) AS n FROM devices GROUP BY model);
      CREATE INDEX temp.group_nrs ON group_nr (nr);
      CREATE INDEX temp.model_nrs ON model_nr (model);
      INSERT OR IGNORE INTO fits (id, model, fault, interchange_group, state, at)
        SELECT id(), m.model, (SELECT code FROM faults ORDER BY code LIMIT 1), g.id, 'confirmed', '2021-01-01T00:00:00.000Z'
        FROM group_nr AS g CROSS JOIN model_nr AS m
        WHERE (m.nr + 1000 * (SELECT count(*) FROM model_nr) - g.nr) % (SELECT count(*) FROM model_nr) < ${MODELS};
      UPDATE device_states SET from_at = max(date('now', '-${MONTHS} months'),
          (SELECT purchased_on FROM devices WHERE id = device)) || 'T12:30:00.000Z'
        WHERE state = 'in_service' AND substr(from_at, 1, 10) = (SELECT min(substr(from_at, 1, 10)) FROM device_states)
          AND (SELECT purchased_on FROM devices WHERE id = device) < substr(from_at, 1, 10);`);
  })();
  file.transaction(() => {
    use(file, USES, MONTHS * 30.4);
    stockFor(file);
  })();
  file.exec('ANALYZE');
  const count = (sql: string) => file.prepare(sql).pluck().get() as number;
  const made = {
    groups: count('SELECT count(*) FROM interchange_groups WHERE retired_at IS NULL'),
    fits: count('SELECT count(DISTINCT interchange_group || model) FROM fits'),
    uses: count('SELECT count(*) FROM repair_parts'),
  };
  file.pragma('wal_checkpoint(TRUNCATE)');
  file.close();
  return made;
}

/** Another night comes: so many parts were used since. */
export function usedSince(path: string, uses: number): void {
  const file = new Sqlite(path);
  const random = randomFrom(uses);
  file.function('id', { deterministic: false }, () => newId());
  file.function('random_share', { deterministic: false }, () => random());
  file.pragma('foreign_keys = OFF');
  file.transaction(() => use(file, uses, 1))();
  file.close();
}

/** Closed repairs with a part each, spread over so many days back from now, few groups having most of the use. */
function use(file: Sqlite.Database, uses: number, days: number): void {
  file.exec(`
    CREATE TEMP TABLE IF NOT EXISTS group_nr AS SELECT row_number() OVER (ORDER BY n) - 1 AS nr, id
      FROM interchange_groups WHERE retired_at IS NULL;
    CREATE TEMP TABLE IF NOT EXISTS model_nr AS SELECT row_number() OVER (ORDER BY n DESC, model) - 1 AS nr, model FROM (
      SELECT model, count(*) AS n FROM devices GROUP BY model);
    CREATE INDEX IF NOT EXISTS temp.group_nrs ON group_nr (nr);
    CREATE INDEX IF NOT EXISTS temp.model_nrs ON model_nr (model);
    DROP TABLE IF EXISTS temp.made;
    CREATE TEMP TABLE made (i INTEGER PRIMARY KEY, repair TEXT, line TEXT, used TEXT, nr INTEGER, at TEXT, share REAL,
      shift INTEGER, quantity INTEGER, device TEXT, model INTEGER, part TEXT);
    INSERT INTO made (repair, line, used, nr, at, share, shift, quantity)
      WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${uses}),
        last AS (SELECT max(n) AS n FROM devices)
      SELECT id(), id(), id(), 1 + CAST(random_share() * last.n AS INTEGER),
        strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || round(${days} * random_share(), 4) || ' days'),
        random_share(), CAST(random_share() * ${MODELS} AS INTEGER), 1 + (random_share() < 0.15)
      FROM numbers, last;
    UPDATE made SET device = (SELECT id FROM devices WHERE n >= nr ORDER BY n LIMIT 1);
    DELETE FROM made WHERE device IS NULL;
    UPDATE made SET model = (SELECT m.nr FROM devices AS d JOIN model_nr AS m ON m.model = d.model WHERE d.id = device);
    UPDATE made SET part = (SELECT min(+p.id) FROM group_nr AS g CROSS JOIN parts AS p ON p.interchange_group = g.id
      WHERE g.nr = (model + 1000 * models.n - shift) % models.n
        + models.n * CAST((groups.n / models.n) * share * share * share AS INTEGER))
      FROM (SELECT count(*) AS n FROM model_nr) AS models, (SELECT count(*) AS n FROM group_nr) AS groups;
    DELETE FROM made WHERE part IS NULL;
    INSERT INTO repairs (id, number, device, site, state, outcome, reported_at, recorded_at, closed_at, minutes, parts_cents)
      SELECT m.repair, (SELECT max(number) FROM repairs) + m.i, m.device, ifnull(d.at_site, d.home), 'closed', 'repaired',
        m.at, m.at, m.at, 15, p.price_cents * m.quantity
      FROM made AS m JOIN devices AS d ON d.id = m.device JOIN parts AS p ON p.id = m.part;
    INSERT INTO repair_lines (id, repair, position, fault, remedy)
      SELECT m.line, m.repair, 1, f.code, (SELECT code FROM remedies ORDER BY code LIMIT 1) FROM made AS m
      JOIN (SELECT row_number() OVER (ORDER BY code) - 1 AS nr, code FROM faults LIMIT 12) AS f ON f.nr = m.i % 12;
    INSERT INTO repair_parts (id, repair, line, part, bin, quantity, cost_cents, at)
      SELECT m.used, m.repair, m.line, m.part, (SELECT id FROM bins ORDER BY code LIMIT 1), m.quantity,
        p.price_cents, m.at FROM made AS m JOIN parts AS p ON p.id = m.part;
    INSERT INTO movements (id, part, bin, quantity, why, repair, repair_part, done_at, at, value_cents)
      SELECT id(), m.part, (SELECT id FROM bins ORDER BY code LIMIT 1), -m.quantity, 'use', m.repair, m.used, m.at, m.at,
        -p.price_cents * m.quantity FROM made AS m JOIN parts AS p ON p.id = m.part;`);
}

/** As much lay there at first as was used since, and three pieces more: most shelves were never empty. */
function stockFor(file: Sqlite.Database): void {
  file.exec(`
    DROP TABLE IF EXISTS temp.opened;
    DROP TABLE IF EXISTS temp.first_use;
    CREATE TEMP TABLE first_use AS SELECT min(at) AS at FROM made;
    CREATE TEMP TABLE opened AS SELECT part, sum(quantity) + 3 AS n FROM made GROUP BY part;
    INSERT INTO movements (id, part, bin, quantity, why, done_at, at, value_cents)
      SELECT id(), o.part, (SELECT id FROM bins ORDER BY code LIMIT 1), o.n, 'opening', x.at, x.at, p.price_cents * o.n
      FROM opened AS o JOIN parts AS p ON p.id = o.part CROSS JOIN temp.first_use AS x;
    INSERT INTO stock (bin, part, on_hand) SELECT (SELECT id FROM bins ORDER BY code LIMIT 1), part, 3 FROM opened
      WHERE true ON CONFLICT (bin, part) DO UPDATE SET on_hand = on_hand + 3;
    INSERT INTO part_values (part, on_hand, value_cents)
      SELECT o.part, 3, 3 * p.price_cents FROM opened AS o JOIN parts AS p ON p.id = o.part WHERE true
      ON CONFLICT (part) DO UPDATE SET on_hand = on_hand + 3, value_cents = value_cents + excluded.value_cents;`);
}
