import { Hono } from 'hono';
import { ScrapPage } from '../../views/stock/scrap.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { binDetails } from './bin-queries.ts';
import { scrap } from './scrap.ts';
import { Scrap } from './scrap-forms.ts';

export const scrapRoutes = new Hono<AppEnv>();

scrapRoutes.get('/stock/bins/:id/scrap', allow('scrap.propose'), async (c) =>
  c.html(await scrapPage(c, freshState({ part: c.req.query('part') ?? '' }))),
);

scrapRoutes.post('/stock/bins/:id/scrap', allow('scrap.propose'), (c) =>
  submit(c, {
    schema: Scrap,
    run: (ctx, form) => scrap(ctx, c.req.param('id'), form),
    done: ({ bin, proposed }) => `/stock/bins/${bin}?done=${proposed ? 'proposed' : 'scrapped'}`,
    again: (state) => scrapPage(c, state),
  }),
);

async function scrapPage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const { bin, held } = await binDetails(db, c.req.param('id') ?? '');
  return (
    <ScrapPage
      frame={frameOf(c, 'stock')}
      state={state}
      bin={bin}
      held={held}
      decides={can(actor, 'scrap.do')}
    />
  );
}
