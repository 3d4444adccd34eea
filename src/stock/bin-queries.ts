import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import type { Database } from '../db/database.ts';
import { q } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { openShortfalls } from './list-queries.ts';
import { reservedNow } from './reservation-queries.ts';
import { shortLines } from './transit-queries.ts';
import { binValue } from './value-queries.ts';

export interface Option {
  value: string;
  label: string;
}

/** A bin, what it holds by the books, and what is short there. @throws NotFound */
export async function binDetails(db: Database, id: string) {
  const [bins, held, shortfalls, reserved, worth, movements] = await db.read(
    q
      .selectFrom('bins as b')
      .innerJoin('locations as l', 'l.id', 'b.location')
      .leftJoin('people as k', 'k.id', 'b.keeper')
      .where('b.id', '=', id)
      .select([
        'b.id',
        'b.code',
        'b.name',
        'b.location',
        'b.keeper',
        'b.retired_at as retiredAt',
        'b.version',
      ])
      .select(['l.name as place', 'k.given_name as keeperGiven', 'k.family_name as keeperFamily']),
    q
      .selectFrom('stock as s')
      .innerJoin('parts as p', 'p.id', 's.part')
      .where('s.bin', '=', id)
      .select(['p.id', 'p.sku', 'p.name', 'p.price_cents as priceCents', 's.on_hand as onHand', 's.reserved'])
      .orderBy('p.sku')
      .limit(500),
    openShortfalls().where('s.bin', '=', id),
    reservedNow({ bin: id }),
    binValue(id),
    q
      .selectFrom('movements as x')
      .innerJoin('parts as p', 'p.id', 'x.part')
      .leftJoin('users as u', 'u.id', 'x.person')
      .leftJoin('repairs as r', 'r.id', 'x.repair')
      .where('x.bin', '=', id)
      .select(['x.id', 'x.quantity', 'x.why', 'x.done_at as doneAt', 'p.sku', 'p.id as part', 'u.name as by'])
      .select('r.number as repair')
      .orderBy('x.n', 'desc')
      .limit(20),
  );
  const bin = bins[0];
  if (!bin) throw new NotFound();
  return { bin, held, shortfalls, reserved, valueCents: worth[0]?.valueCents ?? 0, movements };
}

export type BinDetails = Awaited<ReturnType<typeof binDetails>>;

/** Bins in use with how many kinds of part each holds. */
export async function listBins(db: Database) {
  return db.all(
    q
      .selectFrom('bins as b')
      .innerJoin('locations as l', 'l.id', 'b.location')
      .leftJoin('people as k', 'k.id', 'b.keeper')
      .where('b.retired_at', 'is', null)
      .select(['b.id', 'b.code', 'b.name', 'l.name as place', 'k.given_name as keeperGiven'])
      .select(['k.family_name as keeperFamily'])
      .select((e) =>
        e
          .selectFrom('stock as s')
          .whereRef('s.bin', '=', 'b.id')
          .where('s.on_hand', '>', 0)
          .select((s) => s.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull()
          .as('parts'),
      )
      .orderBy('b.code')
      .limit(1_000),
  );
}

export type BinRow = Awaited<ReturnType<typeof listBins>>[number];

export async function binOptions(db: Database): Promise<Option[]> {
  const rows = await listBins(db);
  return rows.map((row) => ({ value: row.id, label: `${row.code}, ${row.name}` }));
}

/** People who may keep a vehicle: those who sign in. */
export async function keeperOptions(db: Database): Promise<Option[]> {
  return db.all<Option>({
    sql: `SELECT u.id AS value, u.name AS label FROM users AS u WHERE ${OPEN_LOGIN} ORDER BY u.name LIMIT 1000`,
    parameters: [],
  });
}

/** My vehicle, what is short anywhere, and how many fits wait. */
export async function stockOverview(db: Database, person: string | null) {
  const [mine, shortfalls, notArrived, waiting] = await db.read(
    q
      .selectFrom('bins as b')
      .innerJoin('stock as s', 's.bin', 'b.id')
      .innerJoin('parts as p', 'p.id', 's.part')
      .where('b.keeper', '=', person ?? '')
      .where('b.retired_at', 'is', null)
      .select(['b.id as bin', 'p.id', 'p.sku', 'p.name', 's.on_hand as onHand', 's.reserved'])
      .orderBy('p.sku')
      .limit(200),
    openShortfalls(),
    shortLines(10),
    q
      .selectFrom('fits')
      .where('state', '=', 'proposed')
      .select((e) => e.fn.countAll<number>().as('n')),
  );
  return { mine, shortfalls, notArrived, fitsWaiting: waiting[0]?.n ?? 0 };
}

export type StockOverview = Awaited<ReturnType<typeof stockOverview>>;
