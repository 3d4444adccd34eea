import { Hono } from 'hono';
import { AuditList, DueList } from '../../views/audits/list.tsx';
import { AuditPage } from '../../views/audits/page.tsx';
import { PlanPage } from '../../views/audits/plan.tsx';
import { can } from '../accounts/permissions.ts';
import { locationOptions } from '../locations/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { closeCounting, reopen } from './close.ts';
import { countRoutes } from './count-routes.tsx';
import { readDue } from './due.ts';
import { evidenceRoutes } from './evidence-routes.tsx';
import { findingRoutes } from './finding-routes.tsx';
import {
  AuditsFilter,
  CallOff,
  CloseAudit,
  Correct,
  DueFilter,
  Nothing,
  PlanAudit,
  SignAudit,
} from './forms.ts';
import { callOff, planAudit, startAudit } from './plan.ts';
import { findAudit, listAudits, modelOptions } from './queries.ts';
import { readAuditPage } from './read-page.ts';
import { correctAudit, signAudit } from './sign.ts';

export const auditRoutes = new Hono<AppEnv>();
auditRoutes.route('/', evidenceRoutes);

const LIMIT = 50;
const SCOPES = ['site', 'depot', 'vehicle', 'room', 'cart'] as const;

auditRoutes.get('/audits', allow('audit.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const filter = AuditsFilter.catch({ state: null, site: null }).parse(c.req.query());
  const scope = scopeFor(c, 'audit.see');
  const [page, sites] = await Promise.all([
    listAudits(db, filter, scope, c.req.query('cursor'), LIMIT),
    locationOptions(db, ['site', 'depot', 'vehicle'], scope),
  ]);
  return c.html(
    <AuditList
      frame={frameOf(c, 'audits')}
      audits={page.items}
      next={page.next}
      filter={filter}
      sites={sites}
      mayRun={can(actor, 'audit.run')}
    />,
  );
});

auditRoutes.get('/audits/due', allow('audit.see'), async (c) => {
  const { ctx } = c.var;
  const { kind, site } = DueFilter.catch({ kind: null, site: null }).parse(c.req.query());
  const scope = scopeFor(c, 'audit.see');
  const asked = { kind: kind ?? 'site', site, scope } as const;
  const [{ span, page }, sites] = await Promise.all([
    readDue(ctx, asked, c.req.query('cursor'), LIMIT),
    locationOptions(ctx.db, ['site', 'depot', 'vehicle'], scope),
  ]);
  return c.html(
    <DueList
      frame={frameOf(c, 'audits')}
      kind={asked.kind}
      site={site ?? ''}
      span={span}
      rows={page.items}
      next={page.next}
      sites={sites}
      mayRun={can(ctx.actor, 'audit.run')}
    />,
  );
});

auditRoutes.get('/audits/new', allow('audit.run'), async (c) => {
  const { location = '' } = c.req.query();
  return c.html(await planPage(c, freshState({ location })));
});

auditRoutes.post('/audits/new', allow('audit.run'), (c) =>
  submit(c, {
    schema: PlanAudit,
    run: (ctx, form) => planAudit(ctx, form, scopeFor(c, 'audit.run')),
    done: ({ id }) => `/audits/${id}?done=created`,
    again: (state) => planPage(c, state),
  }),
);

auditRoutes.get('/audits/:id', allow('audit.see'), async (c) => c.html(await auditPage(c, freshState())));

auditRoutes.post('/audits/:id/start', allow('audit.run'), async (c) => {
  const id = await idHere(c);
  return submit(c, {
    schema: Nothing,
    run: (ctx) => startAudit(ctx, id, scopeFor(c, 'audit.run')),
    done: () => `/audits/${id}`,
    again: (state) => auditPage(c, state),
  });
});

auditRoutes.post('/audits/:id/close', allow('audit.run'), async (c) => {
  const id = await idHere(c);
  return submit(c, {
    schema: CloseAudit,
    run: (ctx, form) => closeCounting(ctx, id, form, scopeFor(c, 'audit.run')),
    done: () => `/audits/${id}?done=closed`,
    again: (state) => auditPage(c, state),
  });
});

auditRoutes.post('/audits/:id/reopen', allow('audit.run'), async (c) => {
  const id = await idHere(c);
  return submit(c, {
    schema: Nothing,
    run: (ctx) => reopen(ctx, id, scopeFor(c, 'audit.run')),
    done: () => `/audits/${id}`,
    again: (state) => auditPage(c, state),
  });
});

auditRoutes.post('/audits/:id/call-off', allow('audit.run'), async (c) => {
  const id = await idHere(c);
  return submit(c, {
    schema: CallOff,
    run: (ctx, form) => callOff(ctx, id, form, scopeFor(c, 'audit.run')),
    done: () => `/audits/${id}?done=withdrawn`,
    again: (state) => auditPage(c, state),
  });
});

auditRoutes.post('/audits/:id/sign', allow('audit.sign'), async (c) => {
  const id = await idHere(c);
  return submit(c, {
    schema: SignAudit,
    run: (ctx, form) => signAudit(ctx, id, form, scopeFor(c, 'audit.sign')),
    done: () => `/audits/${id}?done=signed`,
    again: (state) => auditPage(c, state),
  });
});

auditRoutes.post('/audits/:id/corrections', allow('audit.sign'), async (c) => {
  const id = await idHere(c);
  return submit(c, {
    schema: Correct,
    run: (ctx, form) => correctAudit(ctx, id, form, scopeFor(c, 'audit.sign')),
    done: () => `/audits/${id}?done=saved`,
    again: (state) => auditPage(c, state),
  });
});

auditRoutes.route('/', countRoutes);
auditRoutes.route('/', findingRoutes);

/** Its id, where the person may see it. @throws NotFound */
async function idHere(c: AppContext): Promise<string> {
  const { ctx } = c.var;
  return (await findAudit(ctx.db, c.req.param('id') ?? '', scopeFor(c, 'audit.see'))).id;
}

async function auditPage(c: AppContext, state: FormState) {
  const read = await readAuditPage(c.var.ctx, c.req.param('id') ?? '', scopeFor(c, 'audit.see'));
  return <AuditPage frame={frameOf(c, 'audits')} state={state} {...read} />;
}

async function planPage(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const [places, models] = await Promise.all([
    locationOptions(db, SCOPES, scopeFor(c, 'audit.run')),
    db.all(modelOptions()),
  ]);
  return <PlanPage frame={frameOf(c, 'audits')} state={state} places={places} models={models} />;
}
