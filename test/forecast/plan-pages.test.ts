import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { type ForecastStage, forecastStage, runForecast } from '../support/forecast.ts';
import { row } from '../support/world-row.ts';

let stage: ForecastStage;
let run: string;

/** Panels at two suppliers, one on the shelf: some have to be ordered. */
beforeEach(async () => {
  stage = await forecastStage();
  const { engine, s, app } = stage;
  await engine.batch([
    { sql: 'UPDATE stock SET on_hand = 0', parameters: [] },
    { sql: 'DELETE FROM part_values', parameters: [] },
    row('part_values', { part: s.panel, on_hand: 1, value_cents: 2_000 }),
  ]);
  run = await runForecast(app);
});

const orders = () =>
  stage.app.rows<{
    id: string;
    supplier: string | null;
    plan: string;
    state: string;
    quantity: number;
    part: string;
  }>(
    `SELECT o.id, o.supplier, o.plan, o.state, l.quantity, l.part FROM orders AS o
     JOIN order_lines AS l ON l.order_id = o.id ORDER BY o.n`,
  );

interface PlanJson {
  run: string;
  costCents: number;
  fill: number;
  classes: { abc: string; lines: number; wants: number; short: number; cents: number }[];
  lines: {
    thing: string;
    vehicles: string;
    units: number;
    costCents: number;
    supplier: string;
    part: string;
    why: string;
    marks: string[];
  }[];
}

const plan = async (query: string) =>
  (await stage.app.json('GET', `/api/v1/plan?${query}`, undefined, stage.w.mara)).json as PlanJson;

describe('what to order', () => {
  test('the cheapest acceptable part from who has it, with a reason', async () => {
    const { s, b } = stage;
    const { lines } = await plan('by=goal&goal=95');
    const panels = lines.find(({ thing }) => thing === s.panels);
    expect(panels).toMatchObject({ supplier: b.east, part: s.panel });
    expect(panels?.units).toBeGreaterThan(2);
    expect(panels?.costCents).toBe((panels?.units ?? 0) * 1_700);
    expect(panels?.why).toMatch(/305 Dell Chromebook 3100/);
    expect(panels?.marks).toContain('out');
  });

  test('less money, fewer lines; none, none; more never leaves more short', async () => {
    let before = -1;
    for (const budget of ['0', '20', '60', '500', '4000']) {
      const { costCents, fill } = await plan(`by=budget&budget=${budget}`);
      expect(costCents).toBeLessThanOrEqual(Number(budget) * 100);
      expect(fill).toBeGreaterThanOrEqual(before);
      before = fill;
    }
    expect(before).toBeGreaterThan(0.9);
  });

  test('a goal for each class: what most money goes into is A, and each class keeps its own goal', async () => {
    const { app, engine, s, w } = stage;
    const low = await plan('by=classes&a=60&b=50&c=50&show=all');
    const high = await plan('by=classes&a=99&b=50&c=50&show=all');
    const units = (of: PlanJson) => of.lines.find(({ thing }) => thing === s.panels)?.units ?? 0;
    expect(units(high)).toBeGreaterThan(units(low));
    const [a] = high.classes;
    expect(a).toMatchObject({ abc: 'A', lines: 1 });
    expect(1 - (a?.short ?? 1) / (a?.wants ?? 1)).toBeGreaterThan(0.95);
    expect(high.classes.reduce((sum, { cents }) => sum + cents, 0)).toBe(high.costCents);
    const page = await app.get('/plan?by=classes&a=99', w.mara);
    expect(page.text.includes('A: 1 line, 9')).toBe(true);
    expect((await app.get('/plan?by=classes&b=120', w.mara)).status).toBe(422);
    // The orders are those of the goals that the page was asked for.
    await app.post('/plan/propose', { run, by: 'classes', a: '99', b: '', c: '', all: '1' }, w.mara);
    const first = (await orders()).find(({ part }) => part === s.panel);
    expect(first?.quantity).toBe(units(high));

    await engine.batch([
      {
        sql: 'UPDATE stock SET on_hand = 5 WHERE bin = ? AND part = ?',
        parameters: [s.van, s.panel],
      },
      row('vehicle_minimums', { bin: s.van, item: s.panels, proposed: 1, pinned: 3 }),
    ]);
    const with5 = await plan('by=goal&goal=95&show=all');
    expect(with5.lines.find(({ thing }) => thing === s.panels)?.vehicles).toMatch(
      /^5 lie in a vehicle, 2 more than it needs: a transfer to the depot spares ordering 2, 34\.00$/,
    );
  });

  test('a budget with a comma, a nonsense one, a goal above all', async () => {
    const { app, w } = stage;
    const comma = await app.get('/plan?by=budget&budget=1,200', w.mara);
    expect(comma.status).toBe(200);
    expect(comma.text.includes('value="1,200"')).toBe(true);
    const words = await app.get('/plan?by=budget&budget=a+lot', w.mara);
    expect(words.status).toBe(422);
    expect(words.text.includes('An amount, as 41.50')).toBe(true);
    expect(words.text.includes('value="a lot"')).toBe(true);
    expect((await app.get('/plan?by=goal&goal=120', w.mara)).status).toBe(422);
  });

  test('before the first run it says what will stand here', async () => {
    const { app, engine, w } = stage;
    await engine.batch([
      { sql: 'DELETE FROM forecast_groups', parameters: [] },
      { sql: 'DELETE FROM plan_lines', parameters: [] },
      { sql: 'DELETE FROM forecast_runs', parameters: [] },
    ]);
    const page = await app.get('/plan', w.mara);
    expect(page.text.includes('Work it out now')).toBe(true);
    expect((await app.get('/plan', w.ivy)).text.includes('Work it out now')).toBe(false);
    const asked = await app.post('/forecast/runs', {}, w.mara);
    expect(asked.location).toMatch(/^\/forecast\/runs\//);
    expect((await app.get(asked.location ?? '', w.mara)).text.includes('Look again')).toBe(true);
    expect((await app.post('/forecast/runs', {}, w.mara)).status).toBe(422);
  });
});

describe('draft orders from it', () => {
  const ticked = (ids: string[]) => ({ run, by: 'goal', goal: '95', budget: '', fund: stage.b.budget, ids });

  test('one for each supplier, in one commit, with budget, reason and plan', async () => {
    const { app, w, s, b } = stage;
    const { lines } = await plan('by=goal&goal=95');
    const all = await app.post('/plan/propose', { ...ticked([]), all: '1' }, w.mara);
    expect(all.status).toBe(303);
    const made = await orders();
    expect(made.map(({ part }) => part).sort()).toEqual(
      lines
        .filter(({ units }) => units > 0)
        .map(({ part }) => part)
        .sort(),
    );
    expect(made.every(({ plan: of, state }) => of === run && state === 'draft')).toBe(true);
    const panels = made.find(({ part }) => part === s.panel);
    expect(panels?.supplier).toBe(b.east);
    const [reason] = await app.rows<{ reason: string; budget: string }>(
      'SELECT l.reason, o.budget FROM order_lines AS l JOIN orders AS o ON o.id = l.order_id WHERE l.part = ?',
      s.panel,
    );
    expect(reason).toMatchObject({ budget: b.budget });
    expect(reason?.reason).toMatch(/devices|Chromebook/);
  });

  test('sent twice it is made once; what was drafted is not proposed again', async () => {
    const { app, w, s } = stage;
    const form = { ...ticked([s.panels]), idempotency_key: newId() };
    const first = await app.post('/plan/propose', form, w.sid);
    const second = await app.post('/plan/propose', form, w.sid);
    expect(second.location).toBe(first.location);
    expect(await orders()).toHaveLength(1);
    const { lines } = await plan('by=goal&goal=95&show=all');
    expect(lines.find(({ thing }) => thing === s.panels)?.units ?? 0).toBeLessThan(2);
    const page = await app.get('/plan?show=all', w.mara);
    expect(page.text.includes('In PO-00001 since')).toBe(true);
  });

  test('two at once: the second one is told', async () => {
    const { app, w, s } = stage;
    const answers = await Promise.all([
      app.post('/plan/propose', ticked([s.panels]), w.mara),
      app.post('/plan/propose', ticked([s.panels]), w.sid),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await orders()).toHaveLength(1);
  });

  test('nothing ticked, nothing to order of what is ticked, a run that is gone', async () => {
    const { app, engine, w, s } = stage;
    expect((await app.post('/plan/propose', ticked([]), w.mara)).status).toBe(422);
    expect((await app.post('/plan/propose', ticked([s.touchPanels]), w.mara)).status).toBe(422);
    expect((await app.post('/plan/propose', { ...ticked([s.panels]), run: newId() }, w.mara)).status).toBe(
      404,
    );
    await engine.batch([
      { sql: "UPDATE forecast_runs SET thinned_at = '2027-03-02T15:00:00.000Z'", parameters: [] },
    ]);
    expect((await app.post('/plan/propose', ticked([s.panels]), w.mara)).status).toBe(409);
    expect((await app.post('/plan/propose', ticked([s.panels]), w.ian)).status).toBe(403);
    expect(await orders()).toEqual([]);
  });
});

describe('the pages beside it', () => {
  test('a group: use, fan, factors, stock, what one less would cost', async () => {
    const { app, w, s } = stage;
    const page = await app.get(`/forecast/groups/${s.panels}?units=4`, w.audrey);
    expect(page.status).toBe(200);
    for (const words of [
      '<svg viewBox',
      'Dell Chromebook 3100',
      'Ordering 4, one less',
      'Jun 2026',
      'What it follows from',
    ])
      expect(page.text.includes(words)).toBe(true);
  });

  test('a part of which nothing is known says so', async () => {
    const { app, engine, w, s } = stage;
    const [id, priced] = [newId(), newId()];
    const made = { part_kind: 'stylus', created_at: '2027-03-01T12:00:00.000Z' };
    await engine.batch([
      row('parts', { id, sku: 'NEW-1', name: 'Stylus', ...made }),
      row('parts', { id: priced, sku: 'NEW-2', name: 'Stylus with a price', price_cents: 500, ...made }),
    ]);
    const sentence = 'Nothing is known of it yet';
    expect((await app.get(`/forecast/groups/${id}`, w.mara)).text.includes(sentence)).toBe(true);
    await runForecast(app);
    expect((await app.get(`/forecast/groups/${id}`, w.mara)).text.includes(sentence)).toBe(true);
    const { lines } = await plan('show=all');
    expect(lines.find(({ thing }) => thing === id)).toMatchObject({ units: 0, marks: ['no price'] });
    // A price alone is no reason to buy: nobody used one, and it fits nothing.
    const rich = await plan('show=all&by=budget&budget=1000000');
    expect(rich.lines.find(({ thing }) => thing === s.panels)?.units).toBeGreaterThan(0);
    expect(rich.lines.find(({ thing }) => thing === priced)).toMatchObject({ units: 0 });
    expect((await app.get(`/forecast/groups/${newId()}`, w.mara)).status).toBe(404);
  });

  test('a list of groups by name, found by a word, a page at a time', async () => {
    const { app, w, s } = stage;
    const all = (await app.json('GET', '/api/v1/forecast?limit=2', undefined, w.sid)).json as {
      items: { thing: string; name: string }[];
      next: string;
    };
    expect(all.items[0]?.thing).toBe(s.panels);
    const next = (await app.json('GET', `/api/v1/forecast?limit=50&cursor=${all.next}`, undefined, w.sid))
      .json as typeof all;
    expect(next.items.map(({ name }) => name)).toEqual(['Battery 3100', 'Keycap 3100']);
    expect((await app.get('/forecast?q=touch', w.sid)).text.includes('40 pin')).toBe(true);
    expect((await app.get('/forecast?kind=battery&q=%22%27%25', w.sid)).status).toBe(200);
  });

  test('failures by model, and by batch and age of one', async () => {
    const { app, w } = stage;
    const all = (await app.json('GET', '/api/v1/forecast/failures', undefined, w.mara)).json as {
      items: { model: string; found: number; rate: number; low: number; high: number; deviceYears: number }[];
    };
    const [dell] = all.items;
    expect(dell).toMatchObject({ model: w.dell3100, found: 77 });
    // 300 devices over 18 months; the cast's since January.
    expect(dell?.deviceYears).toBeCloseTo(450.8, 0);
    expect(dell?.rate).toBeCloseTo(17.1, 0);
    expect(dell?.low).toBeLessThan(dell?.rate ?? 0);
    const page = await app.get(`/forecast/failures?model=${w.dell3100}`, w.mara);
    expect(page.text.includes('Jul 2024')).toBe(true);
    expect(page.text.includes('1 to 2 years')).toBe(true);
  });

  test('the backtest says that it has seen too little, then whether to trust it', async () => {
    const { app, engine, w } = stage;
    expect((await app.get('/forecast/backtest', w.mara)).text.includes('not enough history yet')).toBe(true);
    await engine.batch([{ sql: 'DELETE FROM backtest_lines', parameters: [] }]);
    await runForecast(app);
    const page = await app.get('/forecast/backtest', w.mara);
    expect(page.text.includes('Wants met at once')).toBe(true);
    expect(page.text).toMatch(/was enough in \d+ of 100/);
  });
});
