import { Hono } from 'hono';
import { CountPage, CountProgress } from '../../views/audits/count.tsx';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { attempt, conflictWords, freshState, submit } from '../web/submit.tsx';
import { lastOfOthers, lastScans } from './event-queries.ts';
import { scanOnce, toldOf, undoOnce } from './events.ts';
import { ScanOne, UndoOne } from './forms.ts';
import { findAudit, placesIn, roomsOf } from './queries.ts';
import { SOUNDS } from './tell-rules.ts';

/** The phone's page: with a script it decides from the list that it carries, without one each scan is a form. */
export const countRoutes = new Hono<AppEnv>();

const SHOWN = 8;

countRoutes.get('/audits/:id/count', allow('audit.run'), async (c) =>
  c.html(await countPage(c, freshState(), null)),
);

/** One scan. It answers with the page itself, as the stations do: one round trip a scan. */
countRoutes.post('/audits/:id/count', allow('audit.run'), async (c) => {
  const id = c.req.param('id');
  const scope = scopeFor(c, 'audit.run');
  const outcome = await attempt(
    c,
    { schema: ScanOne, run: (ctx, form) => scanOnce(ctx, id, form, scope), done: () => '' },
    c.var.body.fields,
  );
  const state = freshState();
  if (outcome.kind === 'done') return c.html(await countPage(c, state, outcome.result.event));
  state.values = { q: String(c.var.body.fields.q ?? '').slice(0, 500) };
  if (outcome.kind === 'invalid') {
    state.errors = outcome.errors;
    return c.html(await countPage(c, state, null), 422);
  }
  state.message =
    outcome.kind === 'conflict' ? conflictWords(outcome.conflict) : 'This scan was already saved.';
  return c.html(await countPage(c, state, null), 409);
});

countRoutes.post('/audits/:id/count/undo', allow('audit.run'), async (c) => {
  const audit = await findAudit(c.var.ctx.db, c.req.param('id'), scopeFor(c, 'audit.run'));
  const place = c.var.body.fields.place;
  const back = `/audits/${audit.id}/count${place ? `?place=${encodeURIComponent(String(place))}` : ''}`;
  return submit(c, {
    schema: UndoOne,
    run: (ctx, form) => undoOnce(ctx, audit.id, form, scopeFor(c, 'audit.run')),
    done: () => `${back}${place ? '&' : '?'}done=undone`,
    back,
  });
});

/** How far it is: the count page asks for it every few seconds. */
countRoutes.get('/audits/:id/progress', allow('audit.run'), async (c) => {
  const { db, actor } = c.var.ctx;
  const audit = await findAudit(db, c.req.param('id'), scopeFor(c, 'audit.run'));
  const [rooms, others] = await db.read(roomsOf(audit.id), lastOfOthers(audit.id, actor.person, SHOWN));
  return c.html(<CountProgress frame={frameOf(c, 'audits')} audit={audit} rooms={rooms} others={others} />);
});

async function countPage(c: AppContext, state: FormState, fresh: string | null) {
  const { db, actor } = c.var.ctx;
  const audit = await findAudit(db, c.req.param('id') ?? '', scopeFor(c, 'audit.run'));
  const phone = `page-${actor.person ?? ''}`;
  const [places, rooms, recent, others] = await db.read(
    placesIn(audit.location ?? ''),
    roomsOf(audit.id),
    lastScans(audit.id, phone, SHOWN),
    lastOfOthers(audit.id, actor.person, SHOWN),
  );
  const asked = String(c.var.body.fields.place ?? c.req.query('place') ?? '');
  const place =
    places.find(({ id }) => id === asked)?.id ?? (places.length === 1 ? (places[0]?.id ?? null) : null);
  return (
    <CountPage
      frame={frameOf(c, 'audits')}
      audit={audit}
      state={state}
      phone={phone}
      place={place}
      places={places}
      rooms={rooms}
      recent={recent.map((row) => {
        const told = toldOf(audit, row);
        return { ...row, told, sound: SOUNDS[told] };
      })}
      others={others}
      fresh={fresh}
    />
  );
}
