/** The night's forecast of the demo, and a what-if that a manager has looked at. */
import type { Ctx } from '../context.ts';
import { createScenario, keepModel, planRow } from '../fleet-plan/actions.ts';
import { readPlan } from '../fleet-plan/plan-queries.ts';
import { advanceRuns, askRun } from '../forecast/run.ts';
import { patient } from '../forecast/worker.ts';
import { addMonths, monthOf } from '../months.ts';
import { takeOverStock } from '../stock/ledger-actions.ts';
import type { Today } from './demo-today.ts';

/** The last thing of all: what it is made from has happened. */
export async function playForecast(today: Today): Promise<void> {
  await countShelves(today);
  await askRun(today.program(), null);
  await run(today);
  const model = await mostLeaving(today.as('manager'));
  if (!model) return;
  const { id } = await createScenario(today.as('manager'), {
    name: `Keep the ${model.name} another year`,
    note: 'And buy fewer new ones next summer',
  });
  await keepModel(today.as('manager'), { scenario: id, model: model.id, months: 12 });
  await planRow(today.as('manager'), {
    scenario: id,
    model: model.id,
    month: addMonths(`${monthOf(today.program().today).slice(0, 4)}-07`, 12),
    direction: 'come',
    devices: 60,
    why: 'purchase',
    note: 'Refurbished ones, for spares',
    replaces: '',
  });
  await askRun(today.program(), id);
  await run(today);
}

/** What lies of the parts that are used most, shelf by shelf: less than the books say, as a first count finds. */
const LIES = [0, 1, 0, 2, 1, 0, 3, 1];

async function countShelves(today: Today): Promise<void> {
  const rows = await today
    .as('manager')
    .db.all<{ bin: string; part: string; nth: number; reserved: number }>({
      sql: `WITH busy AS (
            SELECT p.interchange_group AS grp, row_number() OVER (ORDER BY sum(u.quantity) DESC) AS nth
            FROM repair_parts AS u JOIN parts AS p ON p.id = u.part AND p.counted = 1
            WHERE u.returned_at IS NULL AND p.interchange_group IS NOT NULL GROUP BY 1 ORDER BY 2 LIMIT ?
          )
          SELECT s.bin AS bin, s.part AS part, b.nth AS nth, s.reserved AS reserved
          FROM busy AS b JOIN parts AS p ON p.interchange_group = b.grp JOIN stock AS s ON s.part = p.id
          WHERE s.on_hand > 0 ORDER BY s.bin, s.part`,
      parameters: [LIES.length],
    });
  const left = [...LIES];
  const byBin = new Map<string, Record<string, number>>();
  for (const { bin, part, nth, reserved } of rows) {
    const lies = Math.max(reserved, Math.min(1, left[nth - 1] ?? 0));
    left[nth - 1] = Math.max(0, (left[nth - 1] ?? 0) - lies);
    byBin.set(bin, { ...byBin.get(bin), [part]: lies });
  }
  for (const [bin, counted] of byBin) await takeOverStock(today.as('manager'), bin, counted);
}

async function run(today: Today): Promise<void> {
  await advanceRuns(patient(async () => today.program()));
}

/** The model of which most leave next in the plan. */
async function mostLeaving(ctx: Ctx): Promise<{ id: string; name: string } | null> {
  const { rows, models } = await readPlan(ctx, null);
  const leaving = rows.filter(({ devices }) => devices < 0);
  const [first] = leaving.sort((a, b) =>
    a.month < b.month ? -1 : a.month > b.month ? 1 : a.devices - b.devices,
  );
  return models.find(({ id }) => id === first?.model) ?? null;
}
