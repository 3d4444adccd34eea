import { Hono } from 'hono';
import { CountPage } from '../../views/counts/count.tsx';
import { CountsHome } from '../../views/counts/home.tsx';
import { SettlePage } from '../../views/counts/settle.tsx';
import { WaitingPage } from '../../views/counts/waiting.tsx';
import { can } from '../accounts/permissions.ts';
import { Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { freshState, submit } from '../web/submit.tsx';
import { countPart, findPart, giveUp, startCount, takeBack } from './count.ts';
import { decideLines } from './decide.ts';
import { binsDue } from './due-queries.ts';
import { CountEntry, DecideLines, Nothing, SettleCount, StartCount } from './forms.ts';
import { linesOf, waitingCount, waitingLines } from './line-queries.ts';
import { readLines } from './lines.ts';
import { countListRoutes } from './list-routes.tsx';
import { type CodedPart, type CountRow, countedIn, findCount, openCounts, partsToCount } from './queries.ts';
import { finishCount, settleCount } from './settle.ts';
import { vehicleRoutes } from './vehicle-routes.tsx';

export const countRoutes = new Hono<AppEnv>();
countRoutes.route('/', countListRoutes);
countRoutes.route('/', vehicleRoutes);

const HOME = '/stock/counts';
const WAITING = 50;

countRoutes.get(HOME, allow('stock.see'), async (c) => c.html(await home(c, freshState())));

countRoutes.post(HOME, allow('stock.count'), (c) =>
  submit(c, {
    schema: StartCount,
    run: startCount,
    done: ({ id }) => `${HOME}/${id}`,
    again: (state) => home(c, state),
  }),
);

countRoutes.get(`${HOME}/waiting`, allow('stock.see'), async (c) => c.html(await waiting(c, freshState())));

countRoutes.post(`${HOME}/waiting`, allow('stock.open'), (c) =>
  submit(c, {
    schema: DecideLines,
    run: decideLines,
    done: () => `${HOME}/waiting?done=${c.var.body.fields.decision === 'refuse' ? 'refused' : 'counted'}`,
    again: (state) => waiting(c, state),
  }),
);

countRoutes.get(`${HOME}/:id`, allow('stock.see'), async (c) => {
  const count = await findCount(c.var.ctx.db, c.req.param('id'));
  return c.html(await countPage(c, count, freshState()));
});

countRoutes.post(`${HOME}/:id`, allow('stock.count'), async (c) => {
  const count = await findCount(c.var.ctx.db, c.req.param('id'));
  return submit(c, {
    schema: CountEntry,
    run: (ctx, form) => countPart(ctx, count.id, form),
    done: ({ id, count: of }) => `${HOME}/${of}?last=${id}`,
    again: async (state) => countPage(c, await findCount(c.var.ctx.db, count.id), state),
  });
});

countRoutes.post(`${HOME}/:id/parts/:part/withdraw`, allow('stock.count'), (c) => {
  const { id, part } = c.req.param();
  return submit(c, {
    schema: Nothing,
    run: (ctx) => takeBack(ctx, id, part),
    done: () => `${HOME}/${id}?done=withdrawn`,
    back: `${HOME}/${id}`,
  });
});

countRoutes.post(`${HOME}/:id/finish`, allow('stock.count'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => finishCount(ctx, id),
    done: ({ open, waiting: held }) => afterwards(id, open, held),
    back: `${HOME}/${id}`,
  });
});

countRoutes.post(`${HOME}/:id/settle`, allow('stock.count'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: SettleCount,
    run: (ctx, form) => settleCount(ctx, id, form),
    done: ({ open, waiting: held }) => afterwards(id, open, held),
    again: async (state) => countPage(c, await findCount(c.var.ctx.db, id), state),
  });
});

countRoutes.post(`${HOME}/:id/give-up`, allow('stock.count'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Nothing,
    run: (ctx) => giveUp(ctx, id),
    done: () => `${HOME}?done=withdrawn`,
    back: `${HOME}/${id}`,
  });
});

/** Where a count leads that was closed: to its reasons, to whoever waits for it, or to its end. */
export function afterwards(id: string, open: number, held: number): string {
  return `${HOME}/${id}?done=${open > 0 ? 'compared' : held > 0 ? 'second_look' : 'counted'}`;
}

async function home(c: AppContext, state: FormState) {
  const { db, actor, today } = c.var.ctx;
  const show = c.req.query('show');
  const keeps = can(actor, 'stock.open') && !can(actor, 'catalog.edit');
  const mine = show === 'mine' || (show !== 'all' && keeps);
  const [bins, open, counted] = await db.read(
    binsDue(today, mine ? actor.person : null, 500),
    openCounts(),
    waitingCount(),
  );
  return (
    <CountsHome
      frame={frameOf(c, 'stock')}
      state={state}
      bins={bins}
      open={open}
      waiting={counted[0]?.n ?? 0}
      mine={mine}
      mayCount={can(actor, 'stock.count')}
      mayDecide={can(actor, 'stock.open')}
    />
  );
}

async function waiting(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const after = decodeCursor(c.req.query('cursor'), 'ss') as [string, string] | null;
  const lines = await readLines(ctx, waitingLines(after, WAITING + 1));
  const page = pageOf(lines, WAITING, (line) => [line.at, line.id]);
  return (
    <WaitingPage
      frame={frameOf(c, 'stock')}
      state={state}
      lines={page.items}
      next={page.next}
      mayDecide={can(ctx.actor, 'stock.open')}
      me={ctx.actor.person}
    />
  );
}

async function countPage(c: AppContext, count: CountRow, state: FormState) {
  const { ctx } = c.var;
  const frame = frameOf(c, 'stock');
  if (count.state !== 'counting') {
    const lines = await readLines(ctx, linesOf(count.id));
    const maySettle = can(ctx.actor, 'stock.count') && count.state === 'closed';
    return <SettlePage frame={frame} count={count} lines={lines} state={state} maySettle={maySettle} />;
  }
  const [parts, rows] = await ctx.db.read(partsToCount(count.bin, count.id), countedIn(count.id));
  const counted = rows.map((row) => shownTo(ctx.actor.person, row));
  const { part, scan } = await chosen(c, count, state);
  const last = c.req.query('last');
  return (
    <CountPage
      frame={frame}
      count={count}
      part={part}
      before={counted.find((row) => row.part === part?.id) ?? null}
      state={scan}
      parts={parts}
      counted={counted}
      last={counted.find((row) => row.entry === last) ?? null}
      mayGiveUp={count.startedBy === ctx.actor.person || can(ctx.actor, 'stock.adjust')}
    />
  );
}

/** The part that was scanned or tapped, and the state of the box that asks for it or for its number. */
async function chosen(
  c: AppContext,
  count: CountRow,
  state: FormState,
): Promise<{ part: CodedPart | null; scan: FormState }> {
  const typed = typeof state.values.part === 'string' ? state.values.part : '';
  const text = typed || c.req.query('part') || c.req.query('q') || '';
  if (!text || !can(c.var.ctx.actor, 'stock.count')) return { part: null, scan: state };
  try {
    return { part: await findPart(c.var.ctx, count.bin, text.slice(0, 60)), scan: state };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    const words = error.fields.part ?? '';
    return { part: null, scan: { ...state, values: { q: text }, errors: { q: words } } };
  }
}

/** What another person counted is not told before the count is closed: the second count is as blind as the first. */
function shownTo<Row extends { person: string | null; quantity: number }>(
  person: string | null,
  row: Row,
): Omit<Row, 'quantity'> & { quantity: number | null } {
  return { ...row, quantity: row.person === person ? row.quantity : null };
}
