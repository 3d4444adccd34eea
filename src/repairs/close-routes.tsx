import { Hono } from 'hono';
import { CloseFields } from '../../views/repairs/close.tsx';
import { EditFields, NoteFields } from '../../views/repairs/move-fields.tsx';
import { MovePage } from '../../views/repairs/move-page.tsx';
import { scopeOf } from '../accounts/permissions.ts';
import { issuedTo } from '../custody/now.ts';
import { findDevice } from '../devices/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { closeRepair } from './close.ts';
import { editRepair } from './edit.ts';
import { peopleWhoSignIn } from './list-queries.ts';
import { loanersFor } from './loaner-queries.ts';
import { Close, NewNote, RepairEdit } from './move-forms.ts';
import { addNote, scopeForNotes } from './note.ts';
import { placesFor } from './place-queries.ts';
import { findRepair } from './queries.ts';
import { stateAfter } from './rules.ts';

export const repairCloseRoutes = new Hono<AppEnv>();

repairCloseRoutes.get('/repairs/:ref/close', allow('repair.work'), async (c) =>
  c.html(await closePage(c, freshState())),
);

repairCloseRoutes.post('/repairs/:ref/close', allow('repair.work'), (c) =>
  submit(c, {
    schema: Close,
    run: (ctx, form) => closeRepair(ctx, c.req.param('ref'), form),
    done: ({ number }) => `/repairs/${number}?done=closed`,
    again: (state) => closePage(c, state),
  }),
);

async function closePage(c: AppContext, state: FormState) {
  const { db, actor } = c.var.ctx;
  const repair = await repairHere(c);
  const device = await findDevice(db, repair.device, 'all');
  const [places, loaners] = await db.read(
    placesFor(repair.site, actor.person),
    loanersFor(device.id, device.assignedPerson),
  );
  const names = scopeOf(actor, 'student.see');
  const to = device.assignedPerson || device.assignedLocation ? issuedTo(device, names) : device.homeName;
  return (
    <MovePage
      frame={frameOf(c, 'repairs')}
      state={state}
      repair={repair}
      title={repair.state === 'ready' ? 'Hand back' : 'Close'}
      path="close"
      submit="Close the repair"
      busy="Closing"
      legal={stateAfter('close', repair.state) !== null}
    >
      <CloseFields
        state={state}
        issuedTo={to}
        places={places}
        loaners={loaners}
        hasOutcome={repair.outcome !== null && repair.state === 'ready'}
      />
    </MovePage>
  );
}

repairCloseRoutes.get('/repairs/:ref/edit', allow('repair.work'), async (c) => {
  const { version, priority, level, expectedOn, covered } = await repairHere(c);
  return c.html(await editPage(c, freshState(asTyped({ priority, level, expectedOn, covered }), version)));
});

repairCloseRoutes.post('/repairs/:ref/edit', allow('repair.work'), (c) =>
  submit(c, {
    schema: RepairEdit,
    run: (ctx, form) => editRepair(ctx, c.req.param('ref'), form),
    done: ({ number }) => `/repairs/${number}?done=saved`,
    again: (state) => editPage(c, state),
  }),
);

async function editPage(c: AppContext, state: FormState) {
  const repair = await repairHere(c);
  return (
    <MovePage
      frame={frameOf(c, 'repairs')}
      state={{ ...state, version: state.version ?? repair.version }}
      repair={repair}
      title="Priority, expected date, coverage"
      path="edit"
      submit="Save"
      legal
    >
      <EditFields state={state} />
    </MovePage>
  );
}

const mayWrite = allow('repair.work', 'repair.report');

repairCloseRoutes.get('/repairs/:ref/note', mayWrite, async (c) => c.html(await notePage(c, freshState())));

repairCloseRoutes.post('/repairs/:ref/note', mayWrite, (c) =>
  submit(c, {
    schema: NewNote,
    run: (ctx, form) => addNote(ctx, c.req.param('ref'), form),
    done: ({ number }) => `/repairs/${number}?done=saved#notes`,
    again: (state) => notePage(c, state),
  }),
);

async function notePage(c: AppContext, state: FormState) {
  const { ctx } = c.var;
  const repair = await findRepair(ctx.db, c.req.param('ref') ?? '', scopeForNotes(ctx));
  const people = await ctx.db.all(peopleWhoSignIn());
  return (
    <MovePage
      frame={frameOf(c, 'repairs')}
      state={state}
      repair={repair}
      title="Write a note"
      path="note"
      submit="Save"
      legal
    >
      <NoteFields state={state} people={people.filter((person) => person.value !== ctx.actor.person)} />
    </MovePage>
  );
}

function repairHere(c: AppContext) {
  return findRepair(c.var.ctx.db, c.req.param('ref') ?? '', scopeFor(c, 'repair.work'));
}
