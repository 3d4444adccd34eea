import type { Answer, TestApp } from '../support/app.ts';
import { UndoneSqlite } from '../support/undone.ts';
import type { Cast } from '../support/world.ts';
import { BODIES, type Body, QUERIES } from './bodies.ts';
import { appOf, type Pair, type Things, type World } from './world.ts';

/** Which thing a request is about: one's own school's, another's, or none that there is. */
export type Side = 'own' | 'other' | 'none';

/** The columns of the table: who asks. The last contact asks about the other school. */
export const COLUMNS = [
  'intern',
  'I',
  'II',
  'III',
  'manager',
  'contact',
  'elsewhere',
  'auditor',
  'admin',
] as const;
export type Column = (typeof COLUMNS)[number];

export function personIn(w: Cast, column: Column): string {
  const people: Record<Column, string> = {
    intern: w.ivy,
    I: w.ian,
    II: w.tess,
    III: w.sid,
    manager: w.mara,
    contact: w.cora,
    elsewhere: w.cora,
    auditor: w.audrey,
    admin: w.ada,
  };
  return people[column];
}

/** Which parameter stands for which kind of thing, by the end of the pattern up to it. */
const KINDS: readonly (readonly [RegExp, keyof Things])[] = [
  [/\/imports\/:\w+\/(rows|parts)\/:\w+$/, 'importRow'],
  [/\/imports\/:\w+$/, 'import'],
  [/\/webhooks\/:\w+\/messages\/:\w+$/, 'webhookMessage'],
  [/\/webhooks\/:\w+$/, 'webhook'],
  [/\/visits\/:\w+\/photos\/:\w+$/, 'visitPhoto'],
  [/\/follow-ups\/:\w+$/, 'followUp'],
  [/\/(visits\/rules|visit-rules)\/:\w+$/, 'visitRule'],
  [/\/(checklists|checks)\/:\w+$/, 'checklist'],
  [/\/drives\/:\w+$/, 'leg'],
  [/\/overtime\/:\w+$/, 'overtime'],
  [/\/windows\/:\w+$/, 'testingWindow'],
  [/\/visits\/:\w+$/, 'visit'],
  [/\/audits\/:\w+\/findings\/:\w+$/, 'auditFinding'],
  [/\/audits\/:\w+\/resolutions\/:\w+$/, 'auditResolution'],
  [/\/audits\/:\w+\/photos\/:\w+$/, 'auditPhoto'],
  [/\/audits\/:\w+$/, 'audit'],
  [/\/(papers|label-papers)\/:\w+$/, 'labelPaper'],
  [/\/(ranges|tag-ranges)\/:\w+$/, 'tagRange'],
  [/\/copy\/(sites|people)\/:\w+$/, 'site'],
  [/\/missing\/:\w+$/, 'missing'],
  [/\/orders\/:\w+\/lines\/:\w+$/, 'orderLine'],
  [/\/receipts\/:\w+\/lines\/:\w+$/, 'receiptLine'],
  [/\/receipts\/:\w+\/scans\/:\w+$/, 'receiptScan'],
  [/\/receipts\/:\w+$/, 'receipt'],
  [/\/invoices\/:\w+$/, 'invoice'],
  [/\/price-lists\/:\w+$/, 'priceList'],
  [/\/purchasing\/returns\/:\w+$|\/v1\/returns\/:\w+$/, 'supplierReturn'],
  [/\/orders\/:\w+$/, 'order'],
  [/\/budgets\/:\w+$/, 'budget'],
  [/\/lines\/:\w+$/, 'line'],
  [/\/repairs\/:\w+\/parts\/:\w+$/, 'use'],
  [/\/mentions\/:\w+$/, 'note'],
  [/\/views\/:\w+$/, 'view'],
  [/\/phones\/entries\/:\w+$/, 'phoneEntry'],
  [/\/entries\/:\w+$/, 'entry'],
  [/\/vendor-batches\/:\w+$/, 'claimBatch'],
  [/\/claims\/:\w+$/, 'claim'],
  [/\/scan\/:session\/:\w+$/, 'packEntry'],
  [/\/scan\/:\w+$/, 'packStation'],
  [/\/receive\/:session\/:\w+$/, 'receiveEntry'],
  [/\/receive\/:\w+$/, 'receiveStation'],
  [/\/hand-back\/:session\/:\w+$/, 'handEntry'],
  [/\/hand-back\/:\w+$/, 'handBack'],
  [/\/check\/:\w+$/, 'station'],
  [/\/photos\/:\w+$/, 'photo'],
  [/\/exports\/(lists|choose|save)\/:\w+$/, 'exportList'],
  [/\/directory\/runs\/:\w+$/, 'directoryRun'],
  [/\/directory\/write-back\/:\w+$/, 'writeBack'],
  [/\/people\/leavers\/:\w+$/, 'leaver'],
  [/\/(take-out|district-exports)\/:\w+$/, 'taking'],
  [/\/exports\/:\w+$/, 'savedExport'],
  [/\/stock\/counts\/:\w+$/, 'count'],
  [/\/vehicles\/:\w+$/, 'vehicle'],
  [/\/lots\/:\w+\/devices\/:\w+$/, 'lotDevice'],
  [/\/lots\/:\w+$/, 'lot'],
  [/\/donors\/:\w+$/, 'repair'],
  [/\/kits\/:\w+$/, 'kit'],
  [/\/transfers\/:\w+$/, 'transfer'],
  [/\/reservations\/:\w+$/, 'reservation'],
  [/\/proposals\/:\w+$/, 'proposal'],
  [/\/swaps\/:\w+$/, 'swap'],
  [/\/bins\/:\w+$/, 'bin'],
  [/\/(parts|prices)\/:\w+$/, 'part'],
  [/\/suppliers\/:\w+$/, 'supplier'],
  [/\/forecast\/runs\/:\w+$/, 'run'],
  [/\/fleet-plan\/rows\/:\w+$/, 'planRow'],
  [/\/scenarios\/:\w+$/, 'scenario'],
  [/\/groups\/:\w+$/, 'group'],
  [/\/fits\/:\w+$/, 'fit'],
  [/\/custom-fields\/:\w+$/, 'field'],
  [/\/coverage-plans\/:\w+$/, 'plan'],
  [/\/variants\/:\w+$/, 'variant'],
  [/\/models\/:\w+$/, 'model'],
  [/\/faults\/:\w+$/, 'fault'],
  [/\/symptoms\/:\w+$/, 'symptom'],
  [/\/remedies\/:\w+$/, 'remedy'],
  [/\/users\/:\w+$/, 'user'],
  [/\/people\/:\w+$/, 'person'],
  [/\/locations\/:\w+$/, 'location'],
  [/\/(repairs|history)\/:\w+$/, 'repair'],
  [/\/devices\/:\w+$/, 'device'],
  [/\/t\/:\w+$/, 'tag'],
  [/\/l\/:\w+$/, 'locationCode'],
  [/\/b\/:\w+$/, 'binCode'],
  [/\/p\/:\w+$/, 'partCode'],
];

const UNKNOWN = '01900000-0000-7000-8000-0000000000ff';

export interface Asked {
  answer: Answer;
  /** not one row was written */
  unchanged: boolean;
}

/** Makes requests, each on the same world: what one of them wrote is undone. */
export class Walker {
  readonly world: World;
  private readonly engine: UndoneSqlite;
  private app: TestApp;
  private readonly untouched: ReadonlyMap<string, string>;

  constructor(world: World) {
    this.world = world;
    this.engine = new UndoneSqlite(world.bytes);
    this.app = appOf(world, this.engine);
    this.untouched = new Map(tablesOf(this.engine).map((table) => [table, rowsOf(this.engine, table)]));
  }

  /** @param person null for nobody @param more fields beside those of the route */
  async ask(route: string, side: Side, person: string | null, more: Body = {}): Promise<Asked> {
    const answer = await this.send(this.app, route, side, person, more);
    const unchanged = !this.engine.changed;
    if (!unchanged) this.undo();
    return { answer, unchanged };
  }

  /** The rows of every table that a request changed. */
  async rowsAfter(route: string, person: string, more: Body): Promise<{ status: number; rows: string }> {
    this.undo();
    const { status } = await this.send(this.app, route, 'own', person, more);
    const words = new Set([...this.engine.written].flatMap((sql) => sql.match(/\w+/g) ?? []));
    const rows: string[] = [];
    for (const [table, before] of this.untouched) {
      const after = words.has(table) ? rowsOf(this.engine, table) : before;
      if (after !== before) rows.push(after);
    }
    this.undo();
    return { status, rows: rows.join('\n') };
  }

  /** What the test of rights posts there. */
  bodyOf(route: string): Body {
    return BODIES[route]?.(this.world, 'own') ?? {};
  }

  close(): void {
    this.engine.file.close();
  }

  private undo(): void {
    this.engine.undo();
    // Photos and the clock as well.
    this.app = appOf(this.world, this.engine);
  }

  private async send(
    app: TestApp,
    route: string,
    side: Side,
    person: string | null,
    more: Body,
  ): Promise<Answer> {
    const [method = 'GET', pattern = '/'] = route.split(' ');
    const body = { version: '1', ...BODIES[route]?.(this.world, side), ...more };
    const path = (await this.pathOf(app, pattern, side, person)) + (QUERIES[route]?.(this.world, side) ?? '');
    if (pattern.startsWith('/api/v1'))
      return app.json(method, path, method === 'GET' || method === 'DELETE' ? undefined : body, person);
    return method === 'GET' ? app.get(path, person) : app.post(path, body, person);
  }

  /** The address of a route, every parameter filled in. */
  private async pathOf(app: TestApp, pattern: string, side: Side, person: string | null): Promise<string> {
    const parts: string[] = [];
    let upTo = '';
    for (const segment of pattern.split('/').slice(1)) {
      upTo += `/${segment}`;
      const isParameter = segment.startsWith(':');
      parts.push(
        !isParameter ? segment : side === 'none' ? UNKNOWN : await this.idFor(app, upTo, side, person),
      );
    }
    return `/${parts.join('/')}`;
  }

  private async idFor(app: TestApp, upTo: string, side: keyof Pair, person: string | null): Promise<string> {
    const { w, things } = this.world;
    if (upTo.endsWith('/holidays/:day')) return '2027-05-31';
    if (upTo.endsWith('/load/:day')) return '2027-03-02';
    const table = { sessions: ['sessions', 'user_id'], tokens: ['api_tokens', 'person'] };
    const personal = /\/(sessions|tokens)\/:\w+$/.exec(upTo)?.[1] as keyof typeof table | undefined;
    if (personal) {
      const whose = upTo.startsWith('/me') ? (side === 'own' ? (person ?? w.sid) : w.ada) : things.user[side];
      const [rows, column] = table[personal];
      const [row] = await app.rows<{ id: string }>(`SELECT id FROM ${rows} WHERE ${column} = ?`, whose);
      return row?.id ?? '';
    }
    const kind = KINDS.find(([ending]) => ending.test(upTo))?.[1];
    return kind ? things[kind][side] : 'guess';
  }
}

/** Left out: what differs from one run to the next by chance, or with every request. */
const BY_CHANCE = /^(hash|previous|text_digest|salt|token|token_hash|hint|key|body_hash|result)$/;

function tablesOf({ file }: UndoneSqlite): string[] {
  const names = file
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    .pluck()
    .all() as string[];
  return names.filter((name) => name !== 'idempotency_keys' && !name.startsWith('sqlite_'));
}

/** A line for each row. */
function rowsOf({ file }: UndoneSqlite, table: string): string {
  const rows = file.prepare(`SELECT * FROM "${table}"`).all() as Record<string, unknown>[];
  return rows
    .map((row) => {
      for (const name of Object.keys(row)) if (BY_CHANCE.test(name)) delete row[name];
      return `${table} ${JSON.stringify(row)}`;
    })
    .join('\n');
}
