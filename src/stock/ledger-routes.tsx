import { Hono } from 'hono';
import { MovementList } from '../../views/stock/movements.tsx';
import { ValuePage } from '../../views/stock/value.tsx';
import { allow } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { errorsOf } from '../web/submit.tsx';
import { binOptions, keeperOptions } from './bin-queries.ts';
import { MovementFilter, NO_FILTER, ValueFilter } from './ledger-forms.ts';
import { filterNames, listMovements, spanOf } from './movement-queries.ts';
import { untilOf, valueByBin, valueByPart, wholeValue } from './value-queries.ts';

export const ledgerRoutes = new Hono<AppEnv>();

ledgerRoutes.get('/stock/movements', allow('stock.see'), async (c) => {
  const { db, district } = c.var.ctx;
  const { cursor, ...query } = c.req.query();
  const parsed = MovementFilter.safeParse(query);
  const filter = parsed.success ? parsed.data : NO_FILTER;
  const span = spanOf(district.zone, filter);
  const [page, names, bins, people] = await Promise.all([
    listMovements(db, { ...filter, ...span }, cursor),
    filterNames(db, filter),
    binOptions(db),
    keeperOptions(db),
  ]);
  return c.html(
    <MovementList
      frame={frameOf(c, 'stock')}
      filter={filter}
      names={names}
      problem={parsed.success ? null : Object.values(errorsOf(parsed.error)).join('. ')}
      page={page}
      cursor={cursor}
      bins={bins}
      people={people}
    />,
  );
});

ledgerRoutes.get('/stock/value', allow('stock.see'), async (c) => {
  const { db, district, today } = c.var.ctx;
  const { cursor, ...query } = c.req.query();
  const parsed = ValueFilter.safeParse(query);
  const filter = parsed.success ? parsed.data : { on: null, by: null, bin: null };
  const until = untilOf(district.zone, filter.on, today);
  const byBin = filter.by === 'bin' && filter.bin === null;
  const [whole, parts, places, bins] = await Promise.all([
    db.first(wholeValue(until)),
    byBin ? null : valueByPart(db, { until, bin: filter.bin }, cursor),
    byBin ? valueByBin(db, { until }, cursor) : null,
    binOptions(db),
  ]);
  return c.html(
    <ValuePage
      frame={frameOf(c, 'stock')}
      filter={filter}
      problem={parsed.success ? null : Object.values(errorsOf(parsed.error)).join('. ')}
      whole={whole ?? { onHand: 0, valueCents: 0, underWay: 0, underWayCents: 0 }}
      parts={parts}
      places={places}
      cursor={cursor}
      bins={bins}
    />,
  );
});
