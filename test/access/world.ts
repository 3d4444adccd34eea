import type { Engine } from '../../src/db/engine.ts';
import type { SqliteEngine } from '../../src/db/engine-sqlite.ts';
import { newId } from '../../src/db/id.ts';
import { startingRemedies } from '../../src/repairs/starting-list-remedies.ts';
import { startingSymptoms } from '../../src/repairs/starting-list-symptoms.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshSqlite, openCopy } from '../support/database.ts';
import { districtWithLists } from '../support/lists.ts';
import type { Cast } from '../support/world.ts';
import { device } from '../support/world-device.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair, Things } from './things.ts';
import { auditThings } from './things-audits.ts';
import { claimThings } from './things-claims.ts';
import { directoryThings } from './things-directory.ts';
import { exportThings } from './things-exports.ts';
import { forecastThings } from './things-forecast.ts';
import { importThings } from './things-imports.ts';
import { labelThings } from './things-labels.ts';
import { purchasingThings } from './things-purchasing.ts';
import { stockThings } from './things-stock.ts';
import { syncThings } from './things-sync.ts';
import { visitThings } from './things-visits.ts';
import { webhookThings } from './things-webhooks.ts';
import { countRows } from './world-counts.ts';
import { CERTIFICATES, lotRows } from './world-disposal.ts';

export type { Pair, Things } from './things.ts';

/** One of a kind at Maple, one at Birch (or: of one person, of another). */

export interface World {
  w: Cast;
  things: Things;
  /** everything, to begin each request anew from */
  bytes: Buffer;
}

const JPEG = 'a'.repeat(30);

let made: Promise<World> | undefined;

/** The cast with one of every kind of thing at two schools; the same to all who ask. */
export function accessWorld(): Promise<World> {
  made ??= makeAccessWorld();
  return made;
}

async function makeAccessWorld(): Promise<World> {
  const engine = freshSqlite();
  const { w, s } = await districtWithLists(engine);
  const app = testApp(engine);
  const birchSpare = newId();
  const lenovoVariant = newId();
  await engine.batch([
    ...device(w, birchSpare, {
      tag: '60009',
      serial: '5CD6009XYZ',
      home: w.birch,
      place: w.birch,
      at: w.birch,
      holder: null,
      assigned: null,
      use: 'loaner',
    }),
    row('variants', { id: lenovoVariant, model: w.lenovo100e, name: 'Touch', touch: 1 }),
    { sql: "UPDATE api_tokens SET last_used_on = '2027-03-02'", parameters: [] },
  ]);
  const repair = await repairs(app, w);
  const line = await pair(app, 'repair_lines', 'repair', repair);
  const plain = await plainRows(engine, w, s.panel, { repair, line });
  const stations = await stationsOf(app, w);
  const swap = await swaps(app, w, birchSpare);
  const ledger = await stockThings(app, w, s, repair);
  const purchasing = await purchasingThings(engine, w, s);
  const forecast = await forecastThings(engine, w, s);
  const [fit] = await app.rows<{ id: string }>('SELECT id FROM fits ORDER BY rowid LIMIT 1');
  const things: Things = {
    ...plain,
    ...(await countRows(engine, w, s)),
    ...(await lotRows(engine, w)),
    ...stations,
    ...(await claimThings(app, engine, w)),
    ...purchasing,
    ...forecast,
    ...(await auditThings(app, engine, w)),
    ...(await syncThings(engine, w)),
    ...(await importThings(engine, w)),
    ...(await labelThings(engine, w)),
    ...(await directoryThings(engine, w)),
    ...(await exportThings(app, engine, w)),
    ...ledger,
    ...(await visitThings(app, engine, w)),
    ...(await webhookThings(engine)),
    device: { own: w.spare, other: birchSpare },
    repair,
    line,
    swap,
    site: { own: w.maple, other: w.birch },
    location: { own: w.mapleRoom, other: w.birchRoom },
    person: { own: w.student, other: w.birchStudent },
    bin: { own: s.van, other: s.shelf },
    part: { own: s.panel, other: s.battery },
    group: { own: s.panels, other: s.touchPanels },
    fit: same(fit?.id),
    user: { own: w.sid, other: w.tess },
    tag: { own: '50001', other: '60009' },
    locationCode: { own: 'MAP', other: 'BIR' },
    binCode: { own: 'VAN1', other: 'D1-A1' },
    model: { own: w.dell3100, other: w.lenovo100e },
    variant: { own: w.dell3100Touch, other: lenovoVariant },
    fault: { own: 'screen', other: 'battery' },
    symptom: same(startingSymptoms[0]?.code),
    remedy: same(startingRemedies[0]?.code),
  };
  return { w, things, bytes: engine.file.serialize() };
}

export function openWorld(world: World): { app: TestApp; engine: SqliteEngine } {
  const engine = openCopy(world.bytes);
  return { app: appOf(world, engine), engine };
}

/** The program on this world, wherever its rows are. */
export function appOf({ things }: World, engine: Engine): TestApp {
  const app = testApp(engine);
  for (const name of [things.photo, things.auditPhoto, things.visitPhoto].flatMap((pair) =>
    Object.values(pair),
  ))
    void app.photos.put(name, { bytes: new Uint8Array(1), type: 'image/jpeg' });
  for (const id of Object.values(things.savedExport))
    app.files.kept.set(`exports/${id}/1`, new Uint8Array(1));
  app.files.kept.set(`exports/district-${things.taking.own}/1`, new Uint8Array(1));
  for (const name of CERTIFICATES)
    void app.photos.put(name, { bytes: new Uint8Array(1), type: 'application/pdf' });
  return app;
}

function same(id: string | undefined): Pair {
  return { own: id ?? '', other: id ?? '' };
}

async function repairs(app: TestApp, w: Cast): Promise<Pair> {
  const report = async (id: string) => {
    const made = await app.post(`/repairs/new?device=${id}`, { note: 'Broken', priority: 'normal' }, w.mara);
    if (made.status !== 303) throw new Error(`no repair: ${made.status}`);
    const [repair] = await app.rows<{ id: string }>('SELECT id FROM repairs WHERE device = ?', id);
    return repair?.id ?? '';
  };
  return { own: await report(w.one), other: await report(w.birchDevice) };
}

async function pair(app: TestApp, table: string, column: string, of: Pair): Promise<Pair> {
  const idOf = async (value: string) =>
    (await app.rows<{ id: string }>(`SELECT id FROM ${table} WHERE ${column} = ?`, value))[0]?.id ?? '';
  return { own: await idOf(of.own), other: await idOf(of.other) };
}

/** What needs no action of its own to be there. */
async function plainRows(
  engine: SqliteEngine,
  w: Cast,
  part: string,
  { repair, line }: { repair: Pair; line: Pair },
) {
  const two = (): Pair => ({ own: newId(), other: newId() });
  const use = two();
  const note = two();
  const view = two();
  const proposal = two();
  const missing = two();
  const [field, plan] = [newId(), newId()];
  const photo = { own: `${JPEG}1.jpg`, other: `${JPEG}2.jpg` };
  const each = (
    make: (
      side: keyof Pair,
      site: { device: string; person: string; home: string },
    ) => ReturnType<typeof row>,
  ) => [
    make('own', { device: w.two, person: w.sid, home: w.maple }),
    make('other', { device: w.birchDevice, person: w.tess, home: w.birch }),
  ];
  await engine.batch([
    ...each((side) =>
      row('repair_parts', {
        id: use[side],
        repair: repair[side],
        line: line[side],
        part,
        quantity: 1,
        cost_cents: 100,
        at: AT,
      }),
    ),
    ...each((side, { person }) =>
      row('repair_notes', { id: note[side], repair: repair[side], at: AT, person, text: 'Look' }),
    ),
    ...each((side, { person }) => row('mentions', { note: note[side], person, at: AT })),
    ...each((side, { person }) =>
      row('saved_views', { id: view[side], person, page: 'repairs', name: 'Mine', query: 'mine=1', at: AT }),
    ),
    ...each((side, { device: of, home }) =>
      row('proposals', {
        id: proposal[side],
        kind: 'retire',
        thing: of === w.birchDevice ? w.lostDevice : of,
        content: '{"why":"worn"}',
        site: home,
        proposed_by: w.ian,
        at: AT,
      }),
    ),
    ...each((side, { device: of }) =>
      row('missing_accessories', { id: missing[side], device: of, what: 'charger', at: AT }),
    ),
    ...each((side, { device: of }) =>
      row('photos', {
        id: newId(),
        device: of,
        repair: repair[side],
        name: photo[side],
        thumb: photo[side].replace('a', 'b'),
        type: 'image/jpeg',
        width: 1,
        height: 1,
        bytes: 1,
        at: AT,
        person: w.mara,
      }),
    ),
    row('coverage_plans', { id: plan, name: 'Accidents', per: 'year' }),
    row('custom_fields', { id: field, device_kind: 'chromebook', name: 'Case', type: 'text' }),
    row('holidays', { day: '2027-05-31', name: 'Spring day' }),
  ]);
  return { use, note, view, proposal, missing, photo, field: same(field), plan: same(plan) };
}

/** Scanning modes that are open: of the two contacts, and two technicians handing back. */
async function stationsOf(app: TestApp, w: Cast) {
  const begin = async (path: string, fields: Record<string, string>, person: string, scan: string) => {
    const begun = await app.post(path, fields, person);
    const station = begun.location?.split(/[/?]/).at(path === '/check' ? 2 : 3) ?? '';
    if (begun.status !== 303) throw new Error(`no station: ${begun.status}`);
    await app.post(`${path}/${station}`, { q: scan }, person);
    const [entry] = await app.rows<{ id: string }>('SELECT id FROM scan_entries WHERE session = ?', station);
    return { station, entry: entry?.id ?? '' };
  };
  const check = (person: string, to: string, scan: string) =>
    begin('/check', { mode: 'collection', to }, person, scan);
  const hand = (person: string, scan: string) =>
    begin('/repairs/hand-back', { place: w.maple }, person, scan);
  const [own, other] = [await check(w.cora, 'MAP', '48214'), await check(w.bert, 'BIR', '60001')];
  const [sid, tess] = [await hand(w.sid, '48214'), await hand(w.tess, '60001')];
  return {
    station: { own: own.station, other: other.station },
    entry: { own: own.entry, other: other.entry },
    handBack: { own: sid.station, other: tess.station },
    handEntry: { own: sid.entry, other: tess.entry },
  };
}

async function swaps(app: TestApp, w: Cast, birchSpare: string): Promise<Pair> {
  await app.post(`/devices/${w.one}/swap`, { spare: '50002', how: 'loaner', to: 'MAP' }, w.sid);
  await app.post(`/devices/${w.birchDevice}/swap`, { spare: '60009', how: 'loaner', to: 'BIR' }, w.sid);
  const own = await app.rows<{ id: string }>('SELECT id FROM swaps WHERE broken = ?', w.one);
  const other = await app.rows<{ id: string }>('SELECT id FROM swaps WHERE spare = ?', birchSpare);
  return { own: own[0]?.id ?? '', other: other[0]?.id ?? '' };
}
