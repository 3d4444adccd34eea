import { Hono } from 'hono';
import { RangeForm, RangeList, RangePage } from '../../views/labels/ranges.tsx';
import { Invalid } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { NewRange, Nothing } from './forms.ts';
import { findRange, listRanges, usedElsewhere, usedIn } from './range-queries.ts';
import { giveBackRange, nextFree, reserveRange } from './ranges.ts';

export const rangeRoutes = new Hono<AppEnv>();
const manage = allow('label.manage');

rangeRoutes.get('/labels/ranges', manage, async (c) => {
  const { cursor, show = '' } = c.req.query();
  const page = await listRanges(c.var.ctx.db, show, cursor);
  return c.html(<RangeList frame={frameOf(c, 'labels')} page={page} show={show} cursor={cursor} />);
});

rangeRoutes.get('/labels/ranges/new', manage, async (c) => c.html(await rangeForm(c, freshState())));

rangeRoutes.post('/labels/ranges/new', manage, (c) =>
  submit(c, {
    schema: NewRange,
    run: reserveRange,
    done: ({ id }) => `/labels/ranges/${id}?done=reserved`,
    again: (state) => rangeForm(c, state),
  }),
);

rangeRoutes.get('/labels/ranges/:range', manage, async (c) => {
  const { db } = c.var.ctx;
  const range = await findRange(db, c.req.param('range'));
  const [used, elsewhere] = await db.read(usedIn(range), usedElsewhere(range));
  return c.html(
    <RangePage frame={frameOf(c, 'labels')} range={range} used={used[0]?.n ?? 0} elsewhere={elsewhere} />,
  );
});

rangeRoutes.post('/labels/ranges/:range/withdraw', manage, (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => giveBackRange(ctx, c.req.param('range')),
    done: ({ id }) => `/labels/ranges/${id}?done=withdrawn`,
    back: '/labels/ranges',
  }),
);

/** The form, with the numbers that it would get now. */
async function rangeForm(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const sites = await locationOptions(ctx.db, ['site']);
  const parsed = NewRange.safeParse({ count: 100, ...state.values, name: 'any' });
  let next: number | null = null;
  try {
    next = parsed.success ? await nextFree(ctx, parsed.data) : null;
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
  }
  const form = parsed.success ? parsed.data : { prefix: '', digits: 5, count: 100 };
  return <RangeForm frame={frameOf(c, 'labels')} state={state} sites={sites} next={next} form={form} />;
}
