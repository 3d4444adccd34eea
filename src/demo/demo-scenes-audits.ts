/** Audits of the demo: one that is signed, one that is being counted, one that is planned. */
import { closeCounting } from '../audits/close.ts';
import { recordEvents } from '../audits/events.ts';
import { planAudit } from '../audits/plan.ts';
import { resolveFindings } from '../audits/resolve.ts';
import { signAudit } from '../audits/sign.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import type { Today } from './demo-today.ts';

const PLAN = {
  kind: 'place',
  title: '',
  models: [],
  everyone: false,
  blind: false,
  signer: 'any',
  confidence: '95',
  margin: 5,
  dueOn: null,
  note: '',
  start: true,
} as const;

interface Line {
  tag: string;
  place: string | null;
}

/** A school was counted by its contact and a technician; some were missing, and an auditor has signed. */
export async function signedAudit(today: Today): Promise<void> {
  const [school = ''] = today.sitesOf('contact');
  const id = await begin(today.as('manager'), today.stage.place(school).id);
  if (!id) return;
  const list = await expected(today.as('manager'), id);
  const half = Math.ceil(list.length / 2);
  const seen = list.filter((_, n) => n % 11 !== 4);
  await scan(today.as('contact'), id, 'demo-phone-contact', seen.slice(0, half));
  await scan(today.as('specialist-1'), id, 'demo-phone-specialist', [
    ...seen.slice(half),
    { tag: await strayTag(today.as('manager'), today.stage.place(school).id), place: null },
    { tag: 'PTA-0031', place: null },
  ]);
  await closeCounting(today.as('contact'), id, { override: false, reason: '' }, 'all');
  const settle = async (kind: string, what: 'throw_out' | 'leave', reason: string) => {
    const ctx = today.as('specialist-2');
    const rows = await ctx.db.all<{ id: string }>({
      sql: 'SELECT id FROM audit_findings WHERE audit = ? AND kind = ? LIMIT 20',
      parameters: [id, kind],
    });
    const form = { findings: rows.map((row) => row.id), what, reason, ...NOTHING };
    if (rows.length > 0) await resolveFindings(ctx, id, form, 'all');
  };
  await settle('unknown', 'throw_out', 'Belongs to the parents’ association');
  await settle('misplaced', 'leave', 'Goes back with the next drive');
  const auditor = today.as('auditor');
  const row = await auditor.db.first<{ version: number }>({
    sql: 'SELECT version FROM audits WHERE id = ?',
    parameters: [id],
  });
  await signAudit(auditor, id, { version: row?.version ?? 1 }, 'all');
}

const NOTHING = { device: '', tag: false, model: null, home: null } as const;

/** Two count a school at this moment; another one is planned. */
export async function auditsToday(today: Today): Promise<void> {
  const [running] = today.sitesOf('specialist-1').toReversed();
  const next = today.sitesOf('specialist-2').find((site) => site !== running) ?? running;
  if (running) {
    const id = await begin(today.as('specialist-1'), today.stage.place(running).id);
    if (id) {
      const list = await expected(today.as('specialist-1'), id);
      const third = Math.ceil(list.length / 3);
      await scan(today.as('specialist-1'), id, 'demo-phone-specialist', list.slice(0, third));
      await scan(today.as('intern'), id, 'demo-phone-intern', list.slice(third, 2 * third - 1));
    }
  }
  if (!next) return;
  const ctx = today.as('manager');
  const location = today.stage.place(next).id;
  const note = 'Before the state tests';
  await planAudit(
    ctx,
    { ...PLAN, models: [], location, start: false, signer: 'auditor', dueOn: ctx.today, note },
    'all',
  );
}

/** @returns null where by the books nothing is there */
async function begin(ctx: Ctx, location: string): Promise<string | null> {
  try {
    return (await planAudit(ctx, { ...PLAN, models: [], location }, 'all')).id;
  } catch (error) {
    if (error instanceof Invalid) return null;
    throw error;
  }
}

function expected(ctx: Ctx, audit: string): Promise<Line[]> {
  return ctx.db.all<Line>({
    sql: `SELECT CASE WHEN tag <> '' THEN tag ELSE serial END AS tag, place FROM audit_devices
          WHERE audit = ? AND listed = 'expected' ORDER BY tag, serial`,
    parameters: [audit],
  });
}

/** A device that the books have at another school. */
async function strayTag(ctx: Ctx, site: string): Promise<string> {
  const row = await ctx.db.first<{ tag: string }>({
    sql: `SELECT tag FROM devices WHERE home <> ? AND at_site = home AND holder IS NULL AND state = 'in_service'
            AND joined_into IS NULL AND tag <> '' ORDER BY tag LIMIT 1`,
    parameters: [site],
  });
  return row?.tag ?? 'UNKNOWN-1';
}

async function scan(ctx: Ctx, audit: string, phone: string, lines: readonly Line[]): Promise<void> {
  const events = lines.map(({ tag, place }, seq) => ({
    id: newId(),
    seq,
    kind: 'scan',
    value: tag,
    location: place,
    at: ctx.now,
  }));
  for (let i = 0; i < events.length; i += 400)
    await recordEvents(
      ctx,
      audit,
      { phone, clock: null, waiting: 0, events: events.slice(i, i + 400) },
      'all',
    );
}
