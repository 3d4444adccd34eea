/**
 * Which role a file has, known by where it lies and what it is called, and which roles it may import: the table of
 * the house plan. Any other file of a domain is an action, or an adapter of it: one file per action.
 */
export type Role =
  | 'entry'
  | 'adapter'
  | 'base'
  | 'calendar'
  | 'db'
  | 'record'
  | 'web'
  | 'forms'
  | 'rules'
  | 'queries'
  | 'changes'
  | 'action'
  | 'routes'
  | 'view'
  | 'ui'
  | 'browser'
  | 'generated';

const BY_PLACE: [RegExp, Role][] = [
  [/^static\/build\//, 'generated'],
  [/^views\/ui\//, 'ui'],
  [/^views\//, 'view'],
  [/^src\/browser\//, 'browser'],
  [/^src\/(app|routes|node|worker|cli)\.tsx?$/, 'entry'],
  [/^src\/node-[a-z]+\.ts$/, 'entry'],
  [/^src\/(cli|demo)\//, 'entry'],
  // What needs one runtime says which one in its name.
  [/^src\/.*[/-](sqlite|d1|files|folder|r2|node|workers)\.ts$/, 'adapter'],
  // D1 is migrated by wrangler; this runner is SQLite's.
  [/^src\/db\/migrate\.ts$/, 'adapter'],
  // Months as texts: arithmetic that rules need as well.
  [/^src\/months\.ts$/, 'calendar'],
  // The kinds of field are what every form is made of.
  [/^src\/fields\.ts$/, 'forms'],
  [/^src\/[^/]+\.ts$/, 'base'],
  // Ids, form keys, cursors and days: nothing is read or written, and everyone needs them.
  [/^src\/(db\/id|web\/(key|paging|day|zone))\.ts$/, 'base'],
  // Readers of files: bytes in, rows of texts out.
  [/^src\/imports\/(table|read-[a-z]+)\.ts$/, 'base'],
  // What the engine and every kind of import agree on: types, and the names of the kinds.
  [/^src\/imports\/kind\.ts$/, 'base'],
  [/^src\/db\//, 'db'],
  [/^src\/history\/(record|chain|announce)\.ts$/, 'record'],
  [/^src\/web\//, 'web'],
  [/^src\/api\//, 'routes'],
  // What a list exports is what its page shows: the queries of every domain in the words of its views.
  [/^src\/exports\/lists\//, 'routes'],
  // What a phone sends goes through the forms and actions of every domain, as the JSON face does.
  [/^src\/sync\/(kinds|kinds-visits|take|photo|settle)\.ts$/, 'routes'],
  // What lies in the inbox goes through the actions of imports, as it does from their pages.
  [/^src\/directory\/take-in\.ts$/, 'routes'],
  // What the bytes of a picture say: pure functions.
  [/^src\/photos\/(metadata(-[a-z0-9]+)?|content-type)\.ts$/, 'rules'],
  [/[/-]forms\.ts$/, 'forms'],
  [/[/-](rules|permissions)\.ts$/, 'rules'],
  [/[/-]queries\.ts$/, 'queries'],
  [/[/-]changes\.ts$/, 'changes'],
  [/^src\/stock\/(posting|reservations|average-cost)\.ts$/, 'changes'],
  [/[/-]routes\.tsx?$/, 'routes'],
];

/** The role of a file, by its path from the top of the checkout. */
export function roleOf(file: string): Role {
  return BY_PLACE.find(([place]) => place.test(file))?.[1] ?? 'action';
}

/** `devices` for src/devices/forms.ts and views/devices/list.tsx. */
export function domainOf(file: string): string {
  return file.split('/')[1] ?? '';
}

interface Arrows {
  /** Roles that may be imported at run time; `own x`: from the same domain only. */
  readonly values: string;
  /** Roles whose types may be imported besides. */
  readonly types: string;
}

const PURE_TYPES = 'base forms rules queries record db';

const ARROWS: Record<Role, Arrows> = {
  calendar: { values: '', types: '' },
  entry: {
    values:
      'calendar entry adapter base db record web forms rules queries changes action routes view ui generated',
    types: '',
  },
  adapter: { values: 'adapter base db own rules own action', types: PURE_TYPES },
  base: { values: 'base', types: 'db web' },
  db: { values: 'db base record', types: '' },
  record: { values: 'record base', types: 'db' },
  forms: { values: 'forms', types: 'own rules' },
  rules: { values: 'calendar own forms own rules', types: PURE_TYPES },
  queries: { values: 'calendar db base rules own forms own queries', types: PURE_TYPES },
  changes: { values: 'calendar db base record rules own forms own changes', types: PURE_TYPES },
  action: { values: 'calendar db base record forms rules queries changes own action', types: 'action web' },
  web: {
    values: 'calendar web base db record forms rules queries changes action view ui generated',
    types: '',
  },
  routes: { values: 'calendar own routes web base db forms rules queries action view ui', types: 'record' },
  view: { values: 'calendar view ui base', types: `${PURE_TYPES} action web` },
  ui: { values: 'calendar ui base', types: `${PURE_TYPES} web` },
  // What both sides must decide alike is written once; forms are zod, which is never loaded there.
  browser: { values: 'browser rules', types: '' },
  generated: { values: '', types: '' },
};

function allows(list: string, role: Role, own: boolean): boolean {
  return new RegExp(own ? `(^| )(own )?${role}( |$)` : `(^|(?<!own) )${role}( |$)`).test(list);
}

/** True where `from` may import `to`, at run time or (`typeOnly`) for its types. */
export function mayImport(from: string, to: string, typeOnly: boolean): boolean {
  const arrows = ARROWS[roleOf(from)];
  const own = domainOf(from) === domainOf(to);
  const role = roleOf(to);
  return allows(arrows.values, role, own) || (typeOnly && allows(arrows.types, role, own));
}
