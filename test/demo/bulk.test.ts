import { describe, expect, test } from 'vitest';
import { brokenIn, bulkDistrict, digestOf, playedDistrict } from '../support/made.ts';

describe('a district made by bulk statements', () => {
  const { engine, counts } = bulkDistrict(2_000);
  const { file } = engine;
  const one = <T>(sql: string, ...values: (string | number)[]) =>
    file
      .prepare(sql)
      .pluck()
      .get(...values) as T;

  test('breaks no rule, and its history is unbroken', async () => {
    expect(await brokenIn(engine)).toEqual([]);
    expect(counts.devices).toBe(2_000);
    expect(one('SELECT count(*) FROM devices')).toBe(2_000);
    expect(one('SELECT count(*) FROM records')).toBe(counts.records);
    expect(counts.records).toBeGreaterThan(8 * counts.devices);
  });

  test('has every index of the schema again, and figures for the planner', () => {
    const indexes = (of: typeof file) =>
      of.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").pluck().all();
    const small = bulkDistrict(30).engine.file;
    expect(indexes(file)).toEqual(indexes(small));
    expect(indexes(file).length).toBeGreaterThan(100);
    expect(one('SELECT count(*) FROM sqlite_stat1')).toBeGreaterThan(50);
    expect(one('PRAGMA synchronous')).toBe(2);
    expect(one('PRAGMA foreign_keys')).toBe(1);
  });

  test('finds what it holds', () => {
    const serial = one<string>("SELECT serial FROM devices WHERE serial <> '' ORDER BY n DESC LIMIT 1");
    const found = one<string>(
      `SELECT value FROM identifiers WHERE n IN (SELECT rowid FROM identifiers_fts WHERE identifiers_fts MATCH ?)`,
      `"${serial.slice(2)}"`,
    );
    expect(found).toBe(serial);
    const name = 'SELECT count(*) FROM people_fts WHERE people_fts MATCH ?';
    expect(one<number>(name, 'piper AND pebbleworthy')).toBe(1);
  });

  test('numbers its history by time', () => {
    const early = one(
      `SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY n) AS before FROM records) WHERE at < before`,
    );
    expect(early).toBe(0);
  });

  test('is the same for the same numbers, another one for others', () => {
    const digest = digestOf(bulkDistrict(300).engine.file);
    expect(digestOf(bulkDistrict(300).engine.file)).toBe(digest);
    expect(digestOf(bulkDistrict(300, 2).engine.file)).not.toBe(digest);
  });

  test('goes into nothing that is not empty', () => {
    expect(() => bulkDistrict(30, 1, engine)).toThrow(/not empty/);
  });
});

/** Names of the facts of each verb, but for the scanning session: the loader has none. */
function words(file: ReturnType<typeof bulkDistrict>['engine']['file']): Map<string, Set<string>> {
  const rows = file
    .prepare(
      `SELECT DISTINCT kind || ' ' || verb AS word,
         (SELECT group_concat(key, ' ') FROM
           (SELECT key FROM json_each(data) WHERE key <> 'session' ORDER BY key)) AS facts FROM records`,
    )
    .all() as { word: string; facts: string | null }[];
  const found = new Map<string, Set<string>>();
  for (const { word, facts } of rows) found.set(word, (found.get(word) ?? new Set()).add(facts ?? ''));
  return found;
}

test('the bulk loader writes the history that the app writes', async () => {
  const bulk = words(bulkDistrict(400).engine.file);
  const played = words((await playedDistrict(400)).engine.file);
  // What arrives is received in one and counted in in the other; classes are collected by scanning in a row.
  const own = ['bin received parts', 'device collected', 'proposal proposal agreed'];
  const strange = [...bulk.keys()].filter((word) => !played.has(word) && !own.includes(word));
  expect(strange).toEqual([]);
  const differing = [...bulk].flatMap(([word, facts]) => {
    const known = played.get(word);
    if (!known) return [];
    return [...facts]
      .filter((one) => !known.has(one))
      .map((one) => `${word}: ${one}, not ${[...known].join(' or ')}`);
  });
  expect(differing).toEqual([]);
}, 120_000);
