import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrationFaults } from './support/migration-rules.ts';
import { mayImport, roleOf } from './support/roles.ts';
import { cycleIn, filesUnder, importsOf, typescriptIn } from './support/source.ts';

const MOST_LINES = 300;
const GENERATED = 'src/db/schema.ts';
const RUNTIME_MODULES =
  /^(node:(fs|child_process|worker_threads|http|https|net|os|path|cluster|dgram|tls)(\/.*)?|better-sqlite3|@hono\/node-server.*|@cloudflare\/.*|cloudflare:.*|wrangler|hono\/cloudflare-workers)$/;
const DRAWERS = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'services',
  'common',
  'misc',
  'shared',
  'lib',
]);

const program = typescriptIn(filesUnder('src', 'views')).filter((file) => file !== GENERATED);
const everything = filesUnder('src', 'views', 'test', 'scripts', 'bench', 'static', 'docs', 'migrations');
const imports = new Map(program.map((file) => [file, importsOf(file)]));

/** Lines of `files` that match, as `file:line: text`. */
function linesWith(files: string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
}

describe('imports', () => {
  test('every arrow is in the table of roles', () => {
    const wrong = program.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter(({ local, target, typeOnly }) => local && !mayImport(file, target, typeOnly))
        .map(({ target }) => `${file} (${roleOf(file)}) -> ${target} (${roleOf(target)})`),
    );
    expect(wrong).toEqual([]);
  });

  test('no file imports itself in a circle', () => {
    const graph = new Map<string, string[]>();
    for (const [file, list] of imports) {
      graph.set(
        file,
        list.filter(({ local, typeOnly }) => local && !typeOnly).map(({ target }) => target),
      );
    }
    expect(cycleIn(graph)).toBeNull();
  });

  test('only entries and adapters know a runtime', () => {
    const wrong = program.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter(({ target, local }) => !local && RUNTIME_MODULES.test(target))
        .filter(() => !['entry', 'adapter'].includes(roleOf(file)))
        .map(({ target }) => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('the app reaches no adapter', () => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      for (const { local, typeOnly, target } of imports.get(file) ?? [])
        if (local && !typeOnly) visit(target);
    };
    visit(program.find((file) => /^src\/app\.tsx?$/.test(file)) ?? '');
    expect([...reached].filter((file) => roleOf(file) === 'adapter')).toEqual([]);
  });

  test('forms know zod alone, and the browser never loads it', () => {
    const wrong = program.flatMap((file) => {
      const packages = (imports.get(file) ?? []).filter(({ local }) => !local).map(({ target }) => target);
      const role = roleOf(file);
      const barred = role === 'forms' ? packages.filter((name) => name !== 'zod') : [];
      if (role === 'browser')
        barred.push(...packages.filter((name) => name === 'zod' || name.startsWith('node:')));
      if (role === 'rules') barred.push(...packages.filter((name) => name !== 'temporal-polyfill'));
      return barred.map((name) => `${file} -> ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test('no rule brings a schema or a calendar into the browser by the back door', () => {
    const reached = new Map<string, string>();
    const visit = (file: string, from: string): void => {
      if (reached.has(file)) return;
      reached.set(file, from);
      for (const { local, typeOnly, target } of imports.get(file) ?? [])
        if (!typeOnly && (local || /^(zod|temporal-polyfill)$/.test(target))) visit(target, file);
    };
    for (const file of program) if (roleOf(file) === 'browser') visit(file, '');
    const heavy = [...reached].filter(([file]) => /^(zod|temporal-polyfill)$/.test(file));
    expect(heavy.map(([file, from]) => `${from} -> ${file}`)).toEqual([]);
  });

  test('only actions commit', () => {
    const wrong = linesWith(program, /\bcommit\(/).filter((line) =>
      ['routes', 'queries', 'changes', 'rules', 'forms', 'view', 'ui'].includes(
        roleOf(line.split(':')[0] ?? ''),
      ),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  test(`none is longer than ${MOST_LINES} lines`, () => {
    const measured = filesUnder('src', 'views', 'test', 'scripts', 'bench', 'static/css').filter((file) =>
      /\.(tsx?|css)$/.test(file),
    );
    const long = measured
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > MOST_LINES && file !== GENERATED);
    expect(long).toEqual([]);
  });

  test('a class is given its looks in one stylesheet: two would mix on one page', () => {
    const homes = new Map<string, Set<string>>();
    for (const file of filesUnder('static/css').filter((one) => one.endsWith('.css')))
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/^\.([\w-]+) \{/gm))
        homes.set(name, (homes.get(name) ?? new Set()).add(file));
    expect(homes.size).toBeGreaterThan(100);
    expect([...homes].filter(([, files]) => files.size > 1)).toEqual([]);
  });

  test('no folder is a drawer for odds and ends', () => {
    const folders = new Set(everything.map((file) => dirname(file)));
    expect([...folders].filter((folder) => DRAWERS.has(basename(folder)))).toEqual([]);
  });

  test('nothing asks the database for what only one engine has', () => {
    const sources = program.filter((file) => !['browser', 'adapter'].includes(roleOf(file)));
    expect(linesWith(sources, /\.transaction\(|last_insert_rowid|lastInsertRowid|last_row_id/)).toEqual([]);
  });

  test('no hole in the types and no left-over mark', () => {
    // Spelled in pieces, so that this file does not find itself.
    const marks = [
      'TO' + 'DO',
      'FIX' + 'ME',
      '@ts-' + 'ignore',
      '@ts-' + 'nocheck',
      'biome-' + 'ignore',
      '\\bas ' + 'any\\b',
    ];
    const files = typescriptIn(filesUnder('src', 'views', 'test', 'scripts', 'bench'));
    expect(linesWith(files, new RegExp(marks.join('|')))).toEqual([]);
  });

  test('no test is skipped', () => {
    const pattern = new RegExp(
      `\\.(${['on' + 'ly', 'sk' + 'ip', 'to' + 'do', 'skip' + 'If', 'run' + 'If'].join('|')})\\(`,
    );
    const tests = typescriptIn(filesUnder('test')).filter((file) => file.includes('.test.'));
    expect(linesWith(tests, pattern)).toEqual([]);
  });

  test('raw form controls are written in views/ui alone', () => {
    const pages = program.filter((file) => ['view', 'routes', 'web', 'action'].includes(roleOf(file)));
    expect(linesWith(pages, /<(input|select|textarea|form)[\s>]/)).toEqual([]);
  });
});

describe('migrations', () => {
  const names = readdirSync('migrations').sort();

  test('have a number of their own each', () => {
    const numbers = names.map((name) => name.slice(0, 4));
    expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([]);
    expect(names.filter((name) => !/^\d{4}_[a-z_]+\.sql$/.test(name))).toEqual([]);
  });

  test.each(names)('%s keeps the rules', (name) => {
    expect(migrationFaults(name, readFileSync(`migrations/${name}`, 'utf8'))).toEqual([]);
  });

  test.each([
    ['CREATE TABLE a (x TEXT);\n', 'not STRICT'],
    ['CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;\n', 'TRIGGER'],
    ['CREATE TABLE a (x TEXT REFERENCES b (id) ON DELETE CASCADE) STRICT;\n', 'CASCADE'],
    ['CREATE TABLE a (n INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;\n', 'AUTOINCREMENT'],
    ['CREATE INDEX i ON a (x);\r\n', 'carriage return'],
    ['CREATE INDEX i ON a (x)\n', 'does not end'],
    ['SELECT 1; SELECT 2;\n', 'after a ;'],
  ])('%j is found out', (text, fault) => {
    expect(migrationFaults('0001_a.sql', text).join()).toContain(fault);
  });
});

describe('the table of roles itself', () => {
  test.each([
    ['src/devices/forms.ts', 'src/devices/queries.ts', false],
    ['src/devices/rules.ts', 'src/devices/forms.ts', true],
    ['src/devices/rules.ts', 'src/repairs/forms.ts', false],
    ['src/repairs/close.ts', 'src/custody/changes.ts', true],
    ['src/repairs/close.ts', 'src/custody/move.ts', false],
    ['src/repairs/queries.ts', 'src/repairs/changes.ts', false],
    ['src/repairs/bench-queries.ts', 'src/db/query.ts', true],
    ['src/repairs/changes.ts', 'src/history/record.ts', true],
    ['src/repairs/routes.tsx', 'views/repairs/page.tsx', true],
    ['src/repairs/routes.tsx', 'src/custody/changes.ts', false],
    ['views/repairs/page.tsx', 'src/repairs/rules.ts', false],
    ['views/repairs/page.tsx', 'views/ui/form.tsx', true],
    ['views/ui/form.tsx', 'views/repairs/page.tsx', false],
    ['src/browser/main.ts', 'src/errors.ts', false],
    ['src/db/commit.ts', 'src/db/engine-sqlite.ts', false],
    ['src/node.ts', 'src/db/engine-sqlite.ts', true],
  ])('%s may import %s: %s', (from, to, allowed) => {
    expect(mayImport(from, to, false)).toBe(allowed);
  });

  test('types may be had where values may not', () => {
    expect(mayImport('views/repairs/page.tsx', 'src/repairs/queries.ts', true)).toBe(true);
    expect(mayImport('src/browser/main.ts', 'src/repairs/queries.ts', true)).toBe(false);
  });

  test('imports are read as they are written', () => {
    const text = `import a from './a.ts';
import {
  type B,
  type C,
} from './b.ts';
import { type D, e } from './d.ts';
import type { F } from './f.ts';
export { g } from './g.ts';
import './h.ts';
const i = await import('./i.ts');`;
    const read = importsOf('src/x.ts', text).map(
      ({ target, typeOnly }) => `${target}${typeOnly ? ' type' : ''}`,
    );
    expect(read.sort()).toEqual(
      ['src/a.ts', 'src/b.ts type', 'src/d.ts', 'src/f.ts type', 'src/g.ts', 'src/h.ts', 'src/i.ts'].sort(),
    );
  });

  test('a circle is found', () => {
    expect(
      cycleIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
    ).toEqual(['b', 'c', 'b']);
  });
});
