import { Hono } from 'hono';
import { HistoryPage, type Typed } from '../../views/history/list.tsx';
import { ThingHistoryPage } from '../../views/history/thing.tsx';
import { VerifyPage } from '../../views/history/verify.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import { startOfDay } from '../web/day.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { present } from './present.ts';
import { listRecords, recordsOfThing, whoIs } from './queries.ts';
import { verifyHistory } from './verify.ts';
import { visibleThing } from './visible.ts';

export const historyRoutes = new Hono<AppEnv>();

historyRoutes.get('/history', allow('history.see'), async (c) => {
  const { ctx } = c.var;
  const { who = '', kind = '', verb = '', site = '', from = '', to = '', cursor } = c.req.query();
  const typed: Typed = { who: who.trim(), kind, verb: verb.trim(), site, from: from.trim(), to: to.trim() };
  const [found, sites] = await Promise.all([
    findFor(c, typed, cursor),
    locationOptions(ctx.db, ['site', 'depot']),
  ]);
  return c.html(
    <HistoryPage
      frame={frameOf(c, 'history')}
      typed={typed}
      cursor={cursor}
      sites={sites}
      mayVerify={can(ctx.actor, 'history.verify')}
      {...found}
    />,
  );
});

historyRoutes.get('/history/verify', allow('history.verify'), async (c) => {
  const { db } = c.var.ctx;
  const { run, from } = c.req.query();
  const frame = frameOf(c, 'history');
  const row = await db.first<{ n: number | null }>({
    sql: 'SELECT max(n) AS n FROM records',
    parameters: [],
  });
  const total = row?.n ?? 0;
  if (!run)
    return c.html(<VerifyPage frame={frame} checked={null} total={total} broken={null} next={null} />);
  const { checked, broken, next } = await verifyHistory(db, PER_REQUEST, cursorIn(from));
  const href = next ? `/history/verify?run=1&from=${encodeURIComponent(next)}` : null;
  if (href) c.header('Refresh', `0; url=${href}`);
  return c.html(<VerifyPage frame={frame} checked={checked} total={total} broken={broken} next={href} />);
});

historyRoutes.get('/history/:thing', allow('account.own'), async (c) => {
  const { ctx } = c.var;
  const thing = await visibleThing(ctx, c.req.param('thing'));
  const { cursor } = c.req.query();
  const device = thing.kind === 'device';
  const { items, next } = await recordsOfThing(ctx.db, thing.id, device, cursor);
  const lines = await present(ctx, items);
  const own = lines.find((line) => line.thing === thing.id);
  const name = own?.name || thing.kind;
  const plain = own?.href.startsWith('/history') ?? true;
  return c.html(
    <ThingHistoryPage
      frame={frameOf(c, 'history')}
      title={`History of ${name}`}
      back={plain ? { href: '/', label: 'Today' } : { href: own?.href ?? '/', label: name }}
      lines={lines}
      base={`/history/${thing.id}`}
      next={next}
      cursor={cursor}
      named={device}
    />,
  );
});

const PER_REQUEST = 50_000;
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const DAY = /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

interface Found {
  lines: Awaited<ReturnType<typeof present>>;
  next: string | null;
  soFar: string | null;
  people: { id: string; name: string }[] | null;
  problem: string | null;
}

async function findFor(c: AppContext, typed: Typed, cursor: string | undefined): Promise<Found> {
  const { ctx } = c.var;
  const none: Found = { lines: [], next: null, soFar: null, people: null, problem: null };
  for (const day of [typed.from, typed.to])
    if (day && !DAY.test(day)) return { ...none, problem: `${day} is not a day: write it as 2027-03-31` };
  let { who } = typed;
  if (who && !ID.test(who)) {
    const people = await ctx.db.all(whoIs(who));
    if (people.length !== 1) return { ...none, people };
    who = people[0]?.id ?? '';
  }
  const zone = ctx.district.zone;
  const from = typed.from ? startOfDay(zone, typed.from) : '';
  const to = typed.to ? startOfDay(zone, nextDay(typed.to)) : '';
  const { items, next, soFar } = await listRecords(ctx.db, { ...typed, who, from, to, cursor });
  return { ...none, lines: await present(ctx, items), next, soFar };
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The state that a page before carries along; anything else begins anew. @throws NotFound */
function cursorIn(from: string | undefined): string | null {
  if (!from) return null;
  try {
    const state = JSON.parse(from) as Record<string, unknown>;
    const right =
      typeof state.thing === 'string' &&
      Number.isInteger(state.seq) &&
      typeof state.hash === 'string' &&
      Number.isInteger(state.checked);
    if (right) return from;
  } catch {
    throw new NotFound();
  }
  throw new NotFound();
}
