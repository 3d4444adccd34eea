import { Hono } from 'hono';
import { NoRun } from '../../views/forecast/no-run.tsx';
import { OrderPlan, type PlanProps } from '../../views/forecast/plan.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { errorsOf, submit } from '../web/submit.tsx';
import { PlanQuery, Propose } from './forms.ts';
import { type PlanPage, readPlanPage } from './plan-read.ts';
import { proposeOrders } from './propose.ts';
import { markText } from './words-rules.ts';

export const planRoutes = new Hono<AppEnv>();

planRoutes.get('/plan', allow('order.see'), (c) => planPage(c, 200, c.req.query(), {}));

planRoutes.post('/plan/propose', allow('order.propose'), (c) =>
  submit(c, {
    schema: Propose,
    run: proposeOrders,
    done: ({ orders }) =>
      orders.length === 1
        ? `/purchasing/orders/${orders[0]?.id}?done=created`
        : '/purchasing/orders?state=draft&done=created',
    back: '/plan',
  }),
);

async function planPage(
  c: AppContext,
  code: 200 | 422,
  query: Record<string, string>,
  wrong: Record<string, string>,
): Promise<Response> {
  const parsed = PlanQuery.safeParse(query);
  const errors = parsed.success ? wrong : { ...errorsOf(parsed.error), ...wrong };
  // What cannot be read is shown as it was typed, and the plan as it is without it.
  const right = Object.fromEntries(Object.entries(query).filter(([name]) => !errors[name]));
  const asked = parsed.success ? parsed.data : (PlanQuery.safeParse(right).data ?? PlanQuery.parse({}));
  const page = await readPlanPage(c.var.ctx, asked);
  const frame = frameOf(c, 'plan');
  if (!('run' in page))
    return c.html(
      <NoRun frame={frame} open={page.open} mayRun={can(c.var.ctx.actor, 'order.propose')} />,
      code,
    );
  return c.html(
    <OrderPlan
      frame={frame}
      page={page}
      typed={typedOf(query, page)}
      errors={errors}
      mayPropose={can(c.var.ctx.actor, 'order.propose')}
      marks={page.marks
        .filter(({ mark }) => mark in TONES)
        .map(({ mark, lines }) => ({ mark, text: markText(mark, lines), tone: TONES[mark] ?? 'note' }))}
    />,
    parsed.success ? code : 422,
  );
}

const TONES: Readonly<Record<string, PlanProps['marks'][number]['tone']>> = {
  out: 'bad',
  late: 'wait',
  last: 'wait',
  leaving: 'note',
  price: 'wait',
};

function typedOf(query: Record<string, string>, { choice }: PlanPage): PlanProps['typed'] {
  const budget = choice.by === 'budget' ? String(Math.floor(choice.cents / 100)) : '';
  const percent = (share: number) => String(Math.round(share * 100));
  const goal = choice.by === 'goal' ? percent(choice.share) : '';
  const goals = choice.by === 'classes' ? choice.goals : null;
  const of = (own: string | undefined, share: number | undefined) => own || (share ? percent(share) : '');
  return {
    budget: query.budget || budget,
    goal: query.goal || goal,
    a: of(query.a, goals?.A),
    b: of(query.b, goals?.B),
    c: of(query.c, goals?.C),
  };
}
