import { Hono } from 'hono';
import { Invalid } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { problemOf } from '../web/problems.tsx';
import { errorsOf } from '../web/submit.tsx';
import { keepAside, withdrawEntry } from './aside.ts';
import { correctedTime } from './clock-rules.ts';
import { copyRoutes } from './copy-routes.ts';
import { Entry, PhoneReport, PhotoEntry, Withdrawal } from './forms.ts';
import { passFits, passFor } from './pass.ts';
import { takePhoto } from './photo.ts';
import { doneBefore, hasLeft } from './queries.ts';
import { reportPhone } from './report-phone.ts';
import { takeEntry } from './take.ts';

export const syncRoutes = new Hono<AppEnv>();

syncRoutes.route('/', copyRoutes);

/** What went wrong as the phone understands it: nothing but an answer with a state takes an entry off it. */
syncRoutes.onError((error, c) => {
  const problem = problemOf(error);
  if (!problem) console.error(error);
  const fields = error instanceof Invalid ? error.fields : {};
  const { status, title, text } = problem ?? { status: 500, title: 'That did not work', text: '' };
  return c.json({ error: title, words: text, errors: fields }, status);
});

syncRoutes.post('/sync/entries', async (c) => {
  const { ctx } = c.var;
  const read = Entry.safeParse(c.var.body.json);
  if (!ctx.actor.person) return read.success ? fromWhoHasLeft(c, read.data) : signInFirst(c);
  const form = parsed(read);
  if (form.person !== ctx.actor.person) return anotherOne(c);
  return c.json(await takeEntry(ctx, form));
});

syncRoutes.post('/sync/entries/withdraw', async (c) => {
  const { ctx } = c.var;
  if (!ctx.actor.person) return signInFirst(c);
  const form = parsed(Withdrawal.safeParse(c.var.body.json));
  if (form.person !== ctx.actor.person) return anotherOne(c);
  return c.json(await withdrawEntry(ctx, form, timeOf(c, form)));
});

syncRoutes.post('/sync/photos', async (c) => {
  const { ctx, body, services } = c.var;
  if (!ctx.actor.person) return signInFirst(c);
  const form = parsed(PhotoEntry.safeParse(body.fields));
  if (form.person !== ctx.actor.person) return anotherOne(c);
  const bytes = (name: string) =>
    Promise.all((body.files[name] ?? []).map(async (file) => new Uint8Array(await file.arrayBuffer())));
  const upload = { photos: await bytes('photo'), thumbs: await bytes('thumb') };
  return c.json(await takePhoto(ctx, services.photos, form, upload));
});

syncRoutes.post('/sync/phone', allow('account.own'), async (c) => {
  const { ctx, services } = c.var;
  const form = parsed(PhoneReport.safeParse(c.var.body.json));
  const person = ctx.actor.person ?? '';
  const { aheadMs } = await reportPhone(ctx, form);
  return c.json({
    person,
    name: ctx.actor.name,
    now: ctx.now,
    aheadMs,
    pass: passFor(services.config, form.phone, person),
  });
});

function parsed<T>(
  result: { success: true; data: T } | { success: false; error: Parameters<typeof errorsOf>[0] },
): T {
  if (!result.success) throw new Invalid(errorsOf(result.error));
  return result.data;
}

/** The login of who did it was ended, or they have left: kept for a manager. Else they sign in first. */
async function fromWhoHasLeft(c: AppContext, form: Entry) {
  const { ctx, services } = c.var;
  if (!passFits(services.config, form.phone, form.person, form.pass)) return signInFirst(c);
  const [left, before] = await ctx.db.read(hasLeft(form.person), doneBefore(form.phone, form.seq));
  if (left.length === 0) return signInFirst(c);
  const time = timeOf(c, form, before[0]?.doneAt);
  return c.json(await keepAside(ctx, form, time, 'Their login was ended before it arrived'));
}

function timeOf(c: AppContext, form: Pick<Entry, 'at' | 'clock' | 'saw'>, before: string | null = null) {
  return correctedTime({ ...form, now: c.var.ctx.now, notBefore: [form.saw.at, before] });
}

const signInFirst = (c: AppContext) => c.json({ error: 'Sign in', words: 'Sign in first' }, 401);

/** A phone sends only what was done by who is signed in: the others sign in for theirs. */
const anotherOne = (c: AppContext) =>
  c.json({ error: 'Sign in', words: 'This was done by somebody else' }, 401);
