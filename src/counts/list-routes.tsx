import { Hono } from 'hono';
import { AccuracyPage, DueList, PastCounts } from '../../views/counts/lists.tsx';
import { CountSettingsPage } from '../../views/counts/settings.tsx';
import { CountSheet as SheetPage } from '../../views/counts/sheet.tsx';
import { NotFound } from '../errors.ts';
import { settingVersion } from '../settings/queries.ts';
import { binOptions, keeperOptions } from '../stock/bin-queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { readAccuracy } from './accuracy.ts';
import { partsDue } from './due-queries.ts';
import { AccuracyFilter, CountOne, CountSettingsForm, CountSheet, CountsFilter, DueFilter } from './forms.ts';
import { binToCount, listCounts, openCountOf, partsToCount } from './queries.ts';
import { saveCountSettings } from './save-settings.ts';
import { countSettingsOf } from './settings-rules.ts';
import { countOne, countSheet } from './sheet.ts';

/** Lists of what is to be counted and was, the sheet of a bin, and the settings. */
export const countListRoutes = new Hono<AppEnv>();

const LIMIT = 50;

countListRoutes.get('/stock/counts/parts', allow('stock.see'), async (c) => {
  const { db, today } = c.var.ctx;
  const filter = DueFilter.catch({ bin: null, person: null, show: null }).parse(c.req.query());
  const page = await partsDue(db, filter, today, c.req.query('cursor'), LIMIT);
  return c.html(
    <DueList
      frame={frameOf(c, 'stock')}
      filter={filter}
      rows={page.items}
      next={page.next}
      bins={await binOptions(db)}
      keepers={await keeperOptions(db)}
    />,
  );
});

countListRoutes.get('/stock/counts/past', allow('stock.see'), async (c) => {
  const { db } = c.var.ctx;
  const filter = CountsFilter.catch({ bin: null, state: null }).parse(c.req.query());
  const page = await listCounts(db, filter, c.req.query('cursor'), LIMIT);
  const bins = await binOptions(db);
  const frame = frameOf(c, 'stock');
  return c.html(
    <PastCounts frame={frame} counts={page.items} filter={filter} next={page.next} bins={bins} />,
  );
});

countListRoutes.get('/stock/counts/accuracy', allow('stock.see'), async (c) => {
  const { ctx } = c.var;
  const asked = AccuracyFilter.catch({ bin: null, person: null }).parse(c.req.query());
  const { filter, months, bins, people } = await readAccuracy(ctx, asked);
  return c.html(
    <AccuracyPage
      frame={frameOf(c, 'stock')}
      filter={filter}
      months={months}
      byBin={bins}
      byPerson={people}
      bins={await binOptions(ctx.db)}
    />,
  );
});

countListRoutes.get('/stock/bins/:id/count', allow('stock.count'), async (c) =>
  c.html(await sheet(c, freshState())),
);

countListRoutes.post('/stock/bins/:id/count', allow('stock.count'), async (c) => {
  const bin = await binHere(c);
  return submit(c, {
    schema: CountSheet,
    run: (ctx, form) => countSheet(ctx, bin.id, form),
    done: ({ id, open, waiting }) =>
      open > 0
        ? `/stock/counts/${id}?done=compared`
        : `/stock/bins/${bin.id}?done=${waiting > 0 ? 'second_look' : 'counted'}`,
    again: (state) => sheet(c, state),
  });
});

countListRoutes.post('/stock/bins/:id/count-one', allow('stock.count'), async (c) => {
  const bin = await binHere(c);
  return submit(c, {
    schema: CountOne,
    run: (ctx, form) => countOne(ctx, bin.id, form),
    done: ({ id }) => `/stock/counts/${id}`,
    again: (state) => sheet(c, { ...state, errors: { '': Object.values(state.errors).join('. ') } }),
  });
});

countListRoutes.get('/settings/counts', allow('settings.manage'), async (c) => {
  const { db, district } = c.var.ctx;
  const own = countSettingsOf(district.settings);
  const { limitCents, totalCents, vehicleCents, shortageCents, ...numbers } = own;
  const values = asTyped({
    ...numbers,
    limit: (limitCents / 100).toFixed(2),
    total: (totalCents / 100).toFixed(2),
    vehicle: (vehicleCents / 100).toFixed(2),
    shortage: (shortageCents / 100).toFixed(2),
  });
  const state = freshState(values, await settingVersion(db, 'counts'));
  return c.html(<CountSettingsPage frame={frameOf(c, 'settings')} state={state} />);
});

countListRoutes.post('/settings/counts', allow('settings.manage'), (c) =>
  submit(c, {
    schema: CountSettingsForm,
    run: saveCountSettings,
    done: () => '/settings?done=saved',
    again: async (state) => {
      const version = state.version ?? (await settingVersion(c.var.ctx.db, 'counts'));
      return <CountSettingsPage frame={frameOf(c, 'settings')} state={{ ...state, version }} />;
    },
  }),
);

async function binHere(c: AppContext) {
  const bin = await c.var.ctx.db.first(binToCount(c.req.param('id') ?? ''));
  if (!bin) throw new NotFound();
  return bin;
}

async function sheet(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const bin = await binHere(c);
  const open = await db.first(openCountOf(bin.id));
  const parts = await db.all(partsToCount(bin.id, open?.id ?? ''));
  return <SheetPage frame={frameOf(c, 'stock')} bin={bin} parts={parts} state={state} />;
}
