import { afterAll, describe, expect, test } from 'vitest';
import { openCopy } from '../support/database.ts';
import { payloads } from '../ui/page-html.ts';
import { unsafeIn } from './safe-html.ts';
import { TABLE } from './table.ts';
import { personIn, Walker } from './walk.ts';
import { accessWorld, type World } from './world.ts';

/** Columns that hold what people have typed, in whichever table. */
const TYPED =
  /^(name|note|text|reason|address|title|number|maker|given_name|family_name|sort_name|headline|police_report|order_number|funding_source|grade|message|fund|account_code|tracking|carrier|rma|hint|subject|item|recycler|chase_note)$/;

const touched = new Set<string>();
const shown = new Set<string>();
const plain = await accessWorld();
const hostile: World = { ...plain, bytes: withPayloads(plain) };
const walker = new Walker(hostile);
afterAll(() => walker.close());

const pages = Object.keys(TABLE).filter((route) => /^GET (?!\/api\/)/.test(route));

describe('a page of rows that are full of scripts', () => {
  test.each(pages)('%s', async (route) => {
    for (const who of ['manager', 'admin', 'III'] as const) {
      for (const side of ['own', 'other'] as const) {
        const { answer } = await walker.ask(route, side, personIn(hostile.w, who));
        expect(answer.status).toBeLessThan(500);
        expect(unsafeIn(answer)).toEqual([]);
        if (answer.text.includes('alert(1)')) shown.add(route);
      }
    }
  });

  test('there were some, in many columns and on most pages', () => {
    expect(touched.size).toBeGreaterThan(30);
    expect(shown.size).toBeGreaterThan(pages.length / 2);
  });
});

/** Every typed text of the world is one of the payloads; made different by a number where it must be. */
function withPayloads(world: World): Buffer {
  const engine = openCopy(world.bytes);
  const file = engine.file;
  const columns = file
    .prepare(
      `SELECT t.name AS tableName, c.name AS column FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c
       WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE '%fts%' AND t.name NOT LIKE 'sqlite%' AND c.pk = 0 AND c.type = 'TEXT'`,
    )
    .all() as { tableName: string; column: string }[];
  const withoutRowid = new Set(
    file.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND wr = 1").pluck().all(),
  );
  let next = 0;
  for (const { tableName, column } of columns.filter((one) => TYPED.test(one.column))) {
    // A table without rowids is a short list of settings or links.
    if (withoutRowid.has(tableName)) continue;
    const rows = file.prepare(`SELECT rowid AS n FROM "${tableName}" WHERE "${column}" IS NOT NULL`);
    const set = file.prepare(`UPDATE "${tableName}" SET "${column}" = ? WHERE rowid = ?`);
    for (const { n } of rows.all() as { n: number }[]) {
      set.run(`${payloads[next++ % payloads.length]}${n}`, n);
      touched.add(`${tableName}.${column}`);
    }
  }
  const bytes = file.serialize();
  file.close();
  return bytes;
}
