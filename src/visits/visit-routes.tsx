import { Hono } from 'hono';
import { VisitPage } from '../../views/visits/page.tsx';
import { RecapPage } from '../../views/visits/recap.tsx';
import { can } from '../accounts/permissions.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { auditsAt, checklistsFor, checksOf, followUpsAt, handOuts, photosOf } from './checklist-queries.ts';
import { addFollowUp, settleFollowUp } from './follow-up.ts';
import { Arrive, CallOff, FollowUp, Leave, Nothing, SetOut, VisitNote } from './forms.ts';
import { arrive, noteVisit, setOut } from './go.ts';
import { contactsOf, mailState } from './happened-queries.ts';
import { leave, readHappened } from './leave.ts';
import { callOffVisit, techniciansOf } from './plan.ts';
import { findVisit, notesOf, repairsWaiting } from './queries.ts';
import { recapText } from './recap-rules.ts';
import { whoSees } from './who.ts';

export const visitPageRoutes = new Hono<AppEnv>();

const idOf = (c: AppContext) => c.req.param('id') ?? '';

visitPageRoutes.get('/visits/:id', allow('visit.see'), async (c) => c.html(await visitPage(c, freshState())));

visitPageRoutes.post('/visits/:id/set-out', allow('visit.work'), (c) =>
  submit(c, {
    schema: SetOut,
    run: (ctx, form) => setOut(ctx, idOf(c), form),
    done: ({ id }) => `/visits/${id}?done=set_out`,
    again: (state) => visitPage(c, state),
  }),
);

visitPageRoutes.post('/visits/:id/arrive', allow('visit.work'), (c) =>
  submit(c, {
    schema: Arrive,
    run: (ctx, form) => arrive(ctx, idOf(c), form),
    done: ({ id }) => `/visits/${id}?done=arrived`,
    again: (state) => visitPage(c, state),
  }),
);

visitPageRoutes.get('/visits/:id/leave', allow('visit.work'), async (c) =>
  c.html(await recapPage(c, freshState())),
);

visitPageRoutes.post('/visits/:id/leave', allow('visit.work'), (c) =>
  submit(c, {
    schema: Leave,
    run: (ctx, form) => leave(ctx, idOf(c), form),
    done: ({ id }) => `/visits/${id}/recap?done=left`,
    again: (state) => recapPage(c, state),
  }),
);

visitPageRoutes.get('/visits/:id/recap', allow('visit.see'), async (c) =>
  c.html(await recapPage(c, freshState())),
);

visitPageRoutes.post('/visits/:id/call-off', allow('visit.work'), (c) =>
  submit(c, {
    schema: CallOff,
    run: (ctx, form) => callOffVisit(ctx, idOf(c), form),
    done: ({ id }) => `/visits/${id}?done=called_off`,
    again: (state) => visitPage(c, state),
  }),
);

visitPageRoutes.post('/visits/:id/notes', allow('visit.work'), (c) =>
  submit(c, {
    schema: VisitNote,
    run: (ctx, form) => noteVisit(ctx, idOf(c), form),
    done: ({ id }) => `/visits/${id}?done=saved`,
    again: (state) => visitPage(c, state),
  }),
);

visitPageRoutes.post('/visits/:id/follow-ups', allow('visit.work'), (c) =>
  submit(c, {
    schema: FollowUp,
    run: (ctx, form) => addFollowUp(ctx, idOf(c), form),
    done: ({ id }) => `/visits/${id}?done=saved`,
    again: (state) => visitPage(c, state),
  }),
);

visitPageRoutes.post('/visits/:id/follow-ups/:followUp/done', allow('visit.work'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => settleFollowUp(ctx, idOf(c), c.req.param('followUp')),
    done: ({ id }) => `/visits/${id}?done=saved`,
    back: `/visits/${idOf(c)}`,
  }),
);

async function visitPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const visit = await findVisit(ctx.db, idOf(c), whoSees(ctx), ctx.now);
  const [waiting, notes, checklists, checks, followUps, photos, audits, spares] = await ctx.db.read(
    repairsWaiting(visit.site),
    notesOf(visit.id),
    checklistsFor(visit.purpose),
    checksOf(visit.id),
    followUpsAt(visit.site),
    photosOf(visit.id),
    auditsAt(visit.site),
    handOuts(visit.site),
  );
  const own = techniciansOf(visit).includes(ctx.actor.person ?? '');
  return (
    <VisitPage
      frame={frameOf(c, 'visits')}
      state={state}
      visit={visit}
      happened={await readHappened(ctx, visit)}
      waiting={waiting}
      notes={notes}
      checklists={checklists}
      checks={checks}
      followUps={followUps}
      photos={photos}
      audits={can(ctx.actor, 'audit.see') ? audits : []}
      spares={spares}
      may={{ work: can(ctx.actor, 'visit.work') && (own || can(ctx.actor, 'visit.manage')) }}
    />
  );
}

async function recapPage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const visit = await findVisit(ctx.db, idOf(c), whoSees(ctx), ctx.now);
  const read = visit.recap ? null : await readHappened(ctx, visit);
  const [contacts, mails] = await ctx.db.read(contactsOf(visit.site), mailState(visit.mail ?? ''));
  return (
    <RecapPage
      frame={frameOf(c, 'visits')}
      state={state}
      visit={visit}
      text={visit.recap || (read ? recapText(read.input) : '')}
      contacts={contacts}
      mail={mails[0] ?? null}
      mailed={c.var.services.mail !== undefined}
      mayWork={can(ctx.actor, 'visit.work')}
    />
  );
}
