import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertVisit, mustBeIn, updateVisit } from './changes.ts';
import { checksOf } from './checklist-queries.ts';
import type { Leave } from './forms.ts';
import { mine, momentOf } from './go.ts';
import { contactsOf, happenedIn, partsUsedIn, type Span, takenIn } from './happened-queries.ts';
import { techniciansOf } from './plan.ts';
import { notesOf, repairsWaiting, type Visit } from './queries.ts';
import { type Counts, countsOf, type RecapInput, recapText } from './recap-rules.ts';
import { statesFor } from './rules.ts';

/** What belongs to a visit so far, derived from the history by when it was done. */
export async function readHappened(
  ctx: Ctx,
  visit: Visit,
): Promise<{ input: RecapInput; counts: Counts } | null> {
  if (!visit.arrivedAt) return null;
  const span: Span = {
    people: techniciansOf(visit),
    from: visit.arrivedAt,
    to: visit.leftAt ?? ctx.now,
  };
  const [happened, parts, taken, waiting, notes, checks] = await ctx.db.read(
    happenedIn(span),
    partsUsedIn(span),
    takenIn(span),
    repairsWaiting(visit.site),
    notesOf(visit.id),
    checksOf(visit.id),
  );
  const input: RecapInput = {
    siteName: visit.siteName,
    day: visit.day,
    people: visit.people,
    happened,
    parts,
    taken,
    waiting,
    failed: checks.filter((check) => check.failed === 1).map((check) => check.text),
    notes: notes.map((note) => note.text),
    nextOn: visit.nextOn,
  };
  return { input, counts: countsOf(input) };
}

/**
 * "I leave": keeps the recap, plans the next visit where a day is given, puts the mail into the outbox.
 * @throws NotFound, Conflict; Invalid before the arrival, or nobody to mail to
 */
export async function leave(ctx: Ctx, id: string, form: Leave): Promise<{ id: string }> {
  const visit = await mine(ctx, id);
  const at = momentOf(ctx, visit.day, form.at);
  if (visit.arrivedAt && at < visit.arrivedAt)
    throw new Invalid({ at: 'That is before you arrived: look at the time again' });
  if (form.nextOn && form.nextOn <= visit.day) throw new Invalid({ nextOn: 'After this visit' });
  const contacts = form.mail ? await ctx.db.all(contactsOf(visit.site)) : [];
  if (form.mail && contacts.length === 0)
    throw new Invalid({ mail: 'No contact of this site has a login: print the recap instead' });
  const read = await readHappened(ctx, { ...visit, nextOn: form.nextOn });
  const recap = form.recap || (read ? recapText(read.input) : '');
  const mail = form.mail ? newId() : null;
  const next = form.nextOn ? newId() : null;
  const people = techniciansOf(visit);
  return commit(
    ctx,
    { id },
    mustBeIn(id, statesFor('leave')),
    mail
      ? q.insertInto('outbox').values({
          id: mail,
          channel: 'mail',
          recipient: contacts.map(({ email }) => email).join(', '),
          subject: `Visit to ${visit.siteName} on ${visit.day}`,
          body: recap,
          at: ctx.now,
        })
      : null,
    updateVisit(id, {
      state: 'left',
      left_at: at,
      recap,
      recap_at: ctx.now,
      next_on: form.nextOn,
      ...(mail ? { mail } : {}),
    }),
    next
      ? [
          insertVisit(
            {
              id: next,
              site: visit.site,
              day: form.nextOn ?? '',
              fromTime: '',
              toTime: '',
              purpose: visit.purpose,
              note: '',
              people,
              by: ctx.actor.person,
            },
            ctx.now,
          ),
          record({
            thing: next,
            kind: 'visit',
            verb: 'planned',
            site: visit.site,
            data: { site: visit.site, day: form.nextOn, after: id, people },
            first: true,
          }),
        ]
      : null,
    record({
      thing: id,
      kind: 'visit',
      verb: 'left',
      site: visit.site,
      data: { mailed: mail !== null, next },
      text: recap,
      doneAt: at,
    }),
  );
}
