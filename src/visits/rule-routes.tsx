import { Hono } from 'hono';
import { ChecklistList, ChecklistPage } from '../../views/visits/checklists.tsx';
import { ChecksPage } from '../../views/visits/checks.tsx';
import { RulesPage } from '../../views/visits/rules.tsx';
import { can } from '../accounts/permissions.ts';
import { NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { storePhotos } from '../photos/actions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { calendarPath, calendarText, makeCalendarLink, revokeCalendarLink } from './calendar.ts';
import { ChecklistEdit, Checks, NewChecklist, Versioned } from './checklist-forms.ts';
import { allChecklists, checklistById, checksOf } from './checklist-queries.ts';
import { itemsIn, linesFrom } from './checklist-rules.ts';
import { answerChecks, createChecklist, editChecklist, retireChecklist } from './checklists.ts';
import { NewRule, Nothing } from './forms.ts';
import { mine } from './go.ts';
import { bytesOf } from './photo-routes.ts';
import { addVisitPhotos } from './photos.ts';
import { technicians } from './queries.ts';
import { createRule, endRule } from './repeat.ts';
import { openRules } from './rule-queries.ts';
import { personOf } from './who.ts';

export const ruleRoutes = new Hono<AppEnv>();

const TAKEN = { 'checklists.name': ['title', 'Another checklist has this name'] } as const;

ruleRoutes.get('/visits/rules', allow('visit.work'), async (c) => c.html(await rulesPage(c, freshState())));

ruleRoutes.post('/visits/rules', allow('visit.work'), (c) =>
  submit(c, {
    schema: NewRule,
    run: createRule,
    done: () => '/visits/rules?done=created',
    again: (state) => rulesPage(c, state),
  }),
);

ruleRoutes.post('/visits/rules/:rule/end', allow('visit.work'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => endRule(ctx, c.req.param('rule')),
    done: () => '/visits/rules?done=revoked',
    back: '/visits/rules',
  }),
);

ruleRoutes.post('/visits/calendar', allow('visit.work'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => makeCalendarLink(ctx, c.var.services.config.secret),
    done: () => '/visits/rules?done=created',
    back: '/visits/rules',
  }),
);

ruleRoutes.post('/visits/calendar/revoke', allow('visit.work'), (c) =>
  submit(c, {
    schema: Nothing,
    run: revokeCalendarLink,
    done: () => '/visits/rules?done=revoked',
    back: '/visits/rules',
  }),
);

/** Calendar programs have no session: the address is the key. */
ruleRoutes.get('/calendar/:file', async (c) => {
  const token = c.req.param('file').replace(/\.ics$/, '');
  const text = await calendarText(c.var.ctx, token, c.var.services.config.baseUrl);
  return c.body(text, 200, {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="visits.ics"',
    'Cache-Control': 'private, max-age=300',
  });
});

ruleRoutes.get('/visits/checklists', allow('visit.work'), async (c) =>
  c.html(
    <ChecklistList
      frame={frameOf(c, 'visits')}
      lists={await c.var.ctx.db.all(allChecklists())}
      mayEdit={can(c.var.ctx.actor, 'visit.manage')}
    />,
  ),
);

ruleRoutes.get('/visits/checklists/new', allow('visit.manage'), (c) =>
  c.html(<ChecklistPage frame={frameOf(c, 'visits')} state={freshState()} list={null} />),
);

ruleRoutes.post('/visits/checklists/new', allow('visit.manage'), (c) =>
  submit(c, {
    schema: NewChecklist,
    run: createChecklist,
    done: () => '/visits/checklists?done=created',
    again: (state) => <ChecklistPage frame={frameOf(c, 'visits')} state={state} list={null} />,
    taken: TAKEN,
  }),
);

ruleRoutes.get('/visits/checklists/:list', allow('visit.manage'), async (c) => {
  const list = await listHere(c);
  const { name: title, purpose } = list;
  const items = linesFrom(itemsIn(list.items));
  return c.html(
    <ChecklistPage
      frame={frameOf(c, 'visits')}
      state={freshState({ title, purpose, items }, list.version)}
      list={list}
    />,
  );
});

ruleRoutes.post('/visits/checklists/:list', allow('visit.manage'), async (c) => {
  const list = await listHere(c);
  return submit(c, {
    schema: ChecklistEdit,
    run: (ctx, form) => editChecklist(ctx, list.id, form),
    done: () => '/visits/checklists?done=saved',
    again: (state) => (
      <ChecklistPage
        frame={frameOf(c, 'visits')}
        state={{ ...state, version: state.version ?? list.version }}
        list={list}
      />
    ),
    taken: TAKEN,
  });
});

ruleRoutes.post('/visits/checklists/:list/retire', allow('visit.manage'), async (c) => {
  const list = await listHere(c);
  return submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireChecklist(ctx, list.id, form),
    done: () => '/visits/checklists?done=saved',
    back: '/visits/checklists',
  });
});

ruleRoutes.get('/visits/:id/checks/:list', allow('visit.work'), async (c) =>
  c.html(await checksPage(c, freshState())),
);

ruleRoutes.post('/visits/:id/checks/:list', allow('visit.work'), async (c) => {
  const list = await listHere(c);
  const id = c.req.param('id');
  return submit(c, {
    schema: Checks,
    run: async (ctx, form) => {
      await mine(ctx, id);
      const pictures = new Map<string, string>();
      for (const item of itemsIn(list.items).filter(({ kind }) => kind === 'photo')) {
        const photos = await bytesOf(c, `photo.${item.key}`);
        const [kept] =
          photos.length > 0 ? await storePhotos(c.var.services.photos, { photos, thumbs: [] }) : [];
        if (!kept) continue;
        await addVisitPhotos({ ...ctx, submission: null }, id, [kept]);
        pictures.set(item.key, kept.name);
      }
      return answerChecks(ctx, id, list.id, form, pictures);
    },
    done: () => `/visits/${id}?done=saved`,
    again: (state) => checksPage(c, state),
  });
});

async function listHere(c: AppContext) {
  const list = await c.var.ctx.db.first(checklistById(c.req.param('list') ?? ''));
  if (!list) throw new NotFound();
  return list;
}

async function checksPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const [visit, list] = await Promise.all([mine(ctx, c.req.param('id') ?? ''), listHere(c)]);
  const checks = (await ctx.db.all(checksOf(visit.id))).filter((check) => check.checklist === list.id);
  return (
    <ChecksPage
      frame={frameOf(c, 'visits')}
      state={state}
      visit={visit}
      list={list}
      items={itemsIn(list.items)}
      checks={checks}
    />
  );
}

async function rulesPage(c: AppContext, state: FormState) {
  const { ctx, services } = { ctx: c.var.ctx, services: c.var.services };
  const all = can(ctx.actor, 'visit.manage');
  const [rules, people, sites, path] = await Promise.all([
    ctx.db.all(openRules(all ? null : personOf(ctx))),
    all ? ctx.db.all(technicians()) : [],
    locationOptions(ctx.db, ['site', 'depot']),
    calendarPath(ctx, services.config.secret),
  ]);
  return (
    <RulesPage
      frame={frameOf(c, 'visits')}
      state={state}
      rules={rules}
      people={people}
      sites={sites}
      link={path ? `${services.config.baseUrl}${path}` : null}
      seesAll={can(ctx.actor, 'visit.all')}
    />
  );
}
