import { Hono } from 'hono';
import { RepairBoard } from '../../views/repairs/board.tsx';
import { ConfirmPage } from '../../views/repairs/confirm.tsx';
import { RepairQueue } from '../../views/repairs/queue.tsx';
import { can } from '../accounts/permissions.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { boardOf } from './board-queries.ts';
import { confirmRepairs } from './confirm.ts';
import { waitingToBeConfirmed } from './confirm-queries.ts';
import { isLate } from './due-rules.ts';
import { Nothing } from './move-forms.ts';
import { listRepairs } from './queue-queries.ts';
import { queueFilter, queueQuery, queueUrl } from './queue-rules.ts';
import { Confirm } from './quick-forms.ts';
import { removeView, saveView } from './save-view.ts';
import { ViewName } from './view-forms.ts';

export const repairQueueRoutes = new Hono<AppEnv>();

repairQueueRoutes.get('/repairs', allow('repair.see'), async (c) =>
  c.html(await queuePage(c, c.req.query(), freshState())),
);

async function queuePage(c: AppContext, query: Record<string, string>, saving: FormState) {
  const { db, actor, now } = c.var.ctx;
  const filter = queueFilter(query);
  const scope = scopeFor(c, 'repair.see');
  const found = await listRepairs(db, filter, { scope, person: actor.person, now });
  return (
    <RepairQueue
      frame={frameOf(c, 'repairs')}
      filter={filter}
      {...found}
      late={(row) => isLate(row, now)}
      url={(change, cursor) => queueUrl({ ...filter, ...change }, cursor ?? null)}
      query={queueQuery(filter).toString()}
      saving={saving}
      mayWork={can(actor, 'repair.work')}
      mayConfirm={can(actor, 'repair.confirm')}
      mayReport={can(actor, 'repair.report')}
      seesClaims={can(actor, 'claim.see')}
      manages={can(actor, 'catalog.edit')}
    />
  );
}

repairQueueRoutes.post('/repairs/views', allow('repair.see'), (c) =>
  submit(c, {
    schema: ViewName,
    run: saveView,
    done: ({ query }) => (query ? `/repairs?${query}&done=saved` : '/repairs?done=saved'),
    again: (state) => {
      const query = Object.fromEntries(new URLSearchParams(String(state.values.query ?? '')));
      return queuePage(c, query, state);
    },
    taken: {
      'saved_views.person, saved_views.page, saved_views.name': ['name', 'You have a view of this name'],
    },
  }),
);

repairQueueRoutes.post('/repairs/views/:id/remove', allow('repair.see'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => removeView(ctx, c.req.param('id')),
    done: () => '/repairs?done=saved',
    back: '/repairs',
  }),
);

repairQueueRoutes.get('/repairs/board', allow('repair.see'), async (c) => {
  const { db, actor, now } = c.var.ctx;
  const { site = '', technician = '' } = c.req.query();
  const mine = technician === 'me';
  const filter = { site, technician: mine ? actor.person : null };
  const board = await boardOf(db, filter, scopeFor(c, 'repair.see'));
  return c.html(
    <RepairBoard
      frame={frameOf(c, 'repairs')}
      {...board}
      site={site}
      technician={mine ? 'me' : ''}
      late={(row) => isLate(row, now)}
    />,
  );
});

repairQueueRoutes.get('/repairs/confirm', allow('repair.confirm'), async (c) =>
  c.html(await confirmPage(c, freshState())),
);

repairQueueRoutes.post('/repairs/confirm', allow('repair.confirm'), (c) =>
  submit(c, {
    schema: Confirm,
    run: confirmRepairs,
    done: () => '/repairs/confirm?done=confirmed',
    again: (state) => confirmPage(c, state),
  }),
);

async function confirmPage(c: AppContext, state: FormState) {
  const rows = await c.var.ctx.db.all(waitingToBeConfirmed());
  return <ConfirmPage frame={frameOf(c, 'repairs')} state={state} rows={rows} />;
}
