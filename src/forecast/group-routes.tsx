import { Hono } from 'hono';
import { GroupPage, UnknownGroup } from '../../views/forecast/group.tsx';
import { GroupList } from '../../views/forecast/groups.tsx';
import { NoRun } from '../../views/forecast/no-run.tsx';
import { can } from '../accounts/permissions.ts';
import { daysBetween, monthOf } from '../months.ts';
import { allow } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { elapsedOf } from './calendar-rules.ts';
import type { Factor } from './fleet-rules.ts';
import { GroupFilter } from './forms.ts';
import { projected } from './group-page-rules.ts';
import { groupDetails, listGroups, MODEL_NAMES, ordersAhead, partsOf } from './group-queries.ts';
import { totalUsed, type Used } from './input-rules.ts';
import { unpackSums } from './kept-json-rules.ts';
import { plannedOf } from './plan-page-queries.ts';
import { stepAt } from './plan-rules.ts';
import { findRun, latestRun, OPEN_RUNS } from './run-queries.ts';
import { HOW_WORDS, oneLessText, reasonText, stopText, UNKNOWN_TEXT } from './words-rules.ts';

export const groupRoutes = new Hono<AppEnv>();

groupRoutes.get('/forecast', allow('order.see'), async (c) => {
  const { ctx } = c.var;
  const frame = frameOf(c, 'plan');
  const [[run], open] = await ctx.db.read(latestRun(null), OPEN_RUNS);
  if (!run) return c.html(<NoRun frame={frame} open={open} mayRun={can(ctx.actor, 'order.propose')} />);
  const filter = GroupFilter.safeParse(c.req.query()).data ?? { kind: null, q: '' };
  const cursor = c.req.query('cursor');
  const { page, kinds } = await listGroups(ctx.db, run.id, filter, cursor);
  return c.html(
    <GroupList frame={frame} run={run} filter={filter} cursor={cursor ?? ''} page={page} kinds={kinds} />,
  );
});

groupRoutes.get('/forecast/groups/:id', allow('order.see'), async (c) => {
  const { db } = c.var.ctx;
  const thing = c.req.param('id') ?? '';
  const asked = c.req.query('run');
  const details = await groupDetails(db, thing, asked ? await findRun(db, asked) : null);
  const frame = frameOf(c, 'plan');
  if (!('run' in details))
    return c.html(<UnknownGroup frame={frame} name={details.name} text={UNKNOWN_TEXT} />);
  const [parts, orders, models] = await db.read(partsOf(thing), ordersAhead(thing), MODEL_NAMES);
  const { run } = details;
  const sums = unpackSums(details.sums);
  const elapsed = monthOf(run.today) === run.month ? elapsedOf(run.today) : 0;
  const planned = details.line ? plannedOf(details.line, 0) : null;
  const used = JSON.parse(details.used) as Used;
  const factors = JSON.parse(details.factors) as Factor[];
  const names = new Map(models.map(({ id, name }) => [id, name]));
  const lastYear = totalUsed(used)
    .slice(-12)
    .reduce((sum, n) => sum + n, 0);
  const devices = factors.reduce((sum, factor) => sum + factor.devices, 0);
  const now = planned ? planned.line.onHand + planned.line.harvest - planned.line.waiting : 0;
  const arrivals = orders
    .filter(({ state }) => state === 'approved' || state === 'sent')
    .map(({ expectedOn, quantity }) => ({
      days: expectedOn ? daysBetween(run.today, expectedOn) : 21,
      quantity,
    }));
  const nothing = lastYear === 0 && devices === 0 && (planned?.line.marks.includes('no price') ?? true);
  const units = Number(c.req.query('units') ?? 0);
  const last = planned ? stepAt(planned.steps, units) : null;
  return c.html(
    <GroupPage
      frame={frame}
      group={details}
      factors={factors.map((factor) => ({
        ...factor,
        name: (factor.model && names.get(factor.model)) || 'No device known',
      }))}
      used={{ first: used.first, units: totalUsed(used), empty: used.empty }}
      line={planned?.line ?? null}
      parts={parts}
      orders={orders}
      projected={planned ? projected({ sums, elapsed }, now, arrivals, run.today) : []}
      how={HOW_WORDS[details.how]}
      reason={
        nothing
          ? UNKNOWN_TEXT
          : reasonText({ how: details.how, factors, names, lastYear }, monthOf(run.today))
      }
      stop={planned ? stopText(planned.line, run) : ''}
      oneLess={planned && last ? `Ordering ${units}, one less: ${oneLessText(last, planned.line.delay)}` : ''}
    />,
  );
});
