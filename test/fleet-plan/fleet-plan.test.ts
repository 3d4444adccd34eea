import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { carryOn, type ForecastStage, forecastStage, runForecast } from '../support/forecast.ts';

let stage: ForecastStage;

beforeEach(async () => {
  stage = await forecastStage();
});

interface Plan {
  rows: { key: string; model: string; month: string; devices: number; proposed: boolean }[];
  models: { id: string; devices: number[] }[];
}

const plan = async (scenario = '') =>
  (await stage.app.json('GET', `/api/v1/fleet-plan?scenario=${scenario}`, undefined, stage.w.mara))
    .json as Plan;
const dell = async (scenario = '') =>
  (await plan(scenario)).models.find(({ id }) => id === stage.w.dell3100)?.devices ?? [];
const form = (more: Record<string, string>) => ({
  ...{ scenario: '', model: stage.w.dell3100, month: '2027-07', direction: 'come', devices: '400' },
  ...{ why: 'purchase', note: '', replaces: '' },
  ...more,
});
const put = (more: Record<string, string>) =>
  stage.app.post('/fleet-plan/rows/new', form(more), stage.w.mara);

describe('the plan', () => {
  test('a purchase counts from its month on, until it is taken out', async () => {
    const { app, w } = stage;
    const before = await dell();
    expect((await put({})).status).toBe(303);
    expect((await dell()).slice(0, 6)).toEqual([
      ...before.slice(0, 4),
      ...before.slice(4, 6).map((n) => n + 400),
    ]);
    const [row] = (await plan()).rows.filter(({ proposed }) => !proposed);
    expect((await app.post(`/fleet-plan/rows/${row?.key}/withdraw`, {}, w.mara)).status).toBe(303);
    expect(await dell()).toEqual(before);
    expect((await app.post(`/fleet-plan/rows/${row?.key}/withdraw`, {}, w.mara)).status).toBe(404);
  });

  test('a proposed row is changed, then changed again; 0 keeps them', async () => {
    const [proposed] = (await plan()).rows;
    expect(proposed).toMatchObject({ month: '2029-06', proposed: true });
    const replaces = proposed?.key ?? '';
    await put({ direction: 'leave', month: '2028-01', devices: '100', why: 'age', replaces });
    await put({ direction: 'leave', month: '2028-02', devices: '50', why: 'age', replaces });
    const rows = (await plan()).rows.filter(({ proposed: is, devices }) => !is && devices < 0);
    expect(rows.map(({ month, devices }) => [month, devices])).toEqual([['2028-02', -50]]);
    await put({ direction: 'leave', month: '2028-02', devices: '0', why: 'age', replaces });
    expect((await plan()).rows.some(({ key }) => key === replaces)).toBe(false);
  });

  test('more leave than there will be: told, and nothing is saved', async () => {
    const answer = await put({ direction: 'leave', devices: '1000', why: 'refresh' });
    expect(answer.status).toBe(422);
    expect(
      answer.text.includes(
        'The plan would take out 1000 Dell Chromebook 3100 in Jul 2027, but only 305 will be there',
      ),
    ).toBe(true);
    expect(answer.text.includes('value="1000"')).toBe(true);
    expect((await plan()).rows.every(({ proposed }) => proposed)).toBe(true);
  });

  test('it is told as well where two rows together are too many', async () => {
    const leave = { direction: 'leave', devices: '200', why: 'refresh' };
    expect((await put(leave)).status).toBe(303);
    const second = await put({ ...leave, month: '2027-08' });
    expect(second.status).toBe(422);
    expect(second.text.includes('only 105 will be there')).toBe(true);
    expect((await put({ ...leave, month: '2027-08', devices: '105' })).status).toBe(303);
  });

  test('a month that is over, none, one far ahead; minus one; a model of which there is none', async () => {
    const wrongs: Record<string, string>[] = [
      { month: '2027-02' },
      { month: 'July' },
      { month: '2099-01' },
      { devices: '-1' },
      { devices: '0' },
      { direction: 'leave', model: stage.w.lenovo100e },
    ];
    for (const wrong of wrongs) expect((await put(wrong)).status).toBe(422);
  });
});

describe('what if', () => {
  const scenario = async (name = 'Keep the 3100s another year') => {
    const made = await stage.app.post('/fleet-plan/scenarios/new', { name, note: '' }, stage.w.mara);
    return made.location?.split('/').at(-1)?.split('?')[0] ?? '';
  };

  test('it stands on top of the plan and leaves the plan alone', async () => {
    const { app, w } = stage;
    const id = await scenario();
    const before = await dell();
    await app.post(`/fleet-plan/scenarios/${id}/keep`, { model: w.dell3100, months: '12' }, w.mara);
    await put({ scenario: id, devices: '4000' });
    expect((await plan(id)).rows.some(({ month, devices }) => month === '2030-06' && devices < 0)).toBe(true);
    expect((await dell(id))[4]).toBe((before[4] ?? 0) + 4_000);
    expect(await dell()).toEqual(before);
  });

  test('it runs for itself, and is compared beside the plan', async () => {
    const { app, w } = stage;
    await runForecast(app);
    const id = await scenario('Buy 4,000 in July');
    await put({ scenario: id, devices: '4000' });
    const asked = await app.post('/forecast/runs', { scenario: id }, w.mara);
    expect(asked.status).toBe(303);
    await carryOn(app);
    const runs = await app.rows<{ scenario: string | null; total: number; summary: string }>(
      'SELECT scenario, total, summary FROM forecast_runs ORDER BY n',
    );
    // What is counted was counted today already.
    expect(runs.map(({ total }) => total)).toEqual([10, 4]);
    const [base, own] = runs.map((run) => JSON.parse(run.summary) as { ahead: number[] });
    expect(own?.ahead[2]).toBeGreaterThan(4 * (base?.ahead[2] ?? 0));
    const page = await app.get(`/fleet-plan/scenarios/${id}`, w.audrey);
    expect(page.text.includes('Units wanted in 12 months')).toBe(true);
    expect(
      (await app.get(`/plan?scenario=${id}&show=all`, w.audrey)).text.includes(
        'Order plan, Buy 4,000 in July',
      ),
    ).toBe(true);
    // The plan itself is the plan still.
    expect((await app.get('/plan', w.audrey)).text.includes('Order plan, March')).toBe(true);
  });

  test('collection in June: school lasts until then', async () => {
    const { app, w } = stage;
    const id = await scenario('Collection in May');
    await app.post(`/fleet-plan/scenarios/${id}/collection`, { month: '2027-05' }, w.mara);
    await app.post('/forecast/runs', { scenario: id }, w.mara);
    await carryOn(app);
    const [run] = await app.rows<{ inputs: string }>('SELECT inputs FROM forecast_runs');
    const { schoolDays, months } = JSON.parse(run?.inputs ?? '{}') as {
      schoolDays: number[];
      months: number;
    };
    // March is the first month ahead: in May school ends on the 12th, in June there is none.
    expect(schoolDays.slice(months, months + 4)).toEqual([23, 22, 8, 0]);
  });

  test('a name that is taken, a stale version, one that was put away', async () => {
    const { app, w } = stage;
    const id = await scenario();
    const again = await app.post(
      '/fleet-plan/scenarios/new',
      { name: 'Keep the 3100s another year', note: '' },
      w.mara,
    );
    expect(again.status).toBe(422);
    await app.post(`/fleet-plan/scenarios/${id}/edit`, { name: 'Keep them', note: '', version: '1' }, w.mara);
    const stale = await app.post(
      `/fleet-plan/scenarios/${id}/edit`,
      { name: 'Keep', note: '', version: '1' },
      w.mara,
    );
    expect(stale.status).toBe(409);
    expect(stale.text.includes('Keep them')).toBe(true);
    await app.post(`/fleet-plan/scenarios/${id}/retire`, { version: '2' }, w.mara);
    const keep = await app.post(
      `/fleet-plan/scenarios/${id}/keep`,
      { model: w.dell3100, months: '12' },
      w.mara,
    );
    expect(keep.status).toBe(422);
    expect((await app.get(`/fleet-plan/scenarios/${newId()}`, w.mara)).status).toBe(404);
  });

  test('a model that does not leave cannot be kept longer', async () => {
    const { app, w } = stage;
    const id = await scenario();
    const answer = await app.post(
      `/fleet-plan/scenarios/${id}/keep`,
      { model: w.lenovo100e, months: '12' },
      w.mara,
    );
    expect(answer.status).toBe(422);
    expect(answer.text.includes('None of them leaves in the plan')).toBe(true);
  });
});
