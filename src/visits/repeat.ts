import { RRule, rrulestr } from 'rrule';
import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { type Change, commit, must } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { q } from '../db/query.ts';
import { Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertVisit } from './changes.ts';
import type { NewRule } from './forms.ts';
import { refuseOthers } from './plan.ts';
import { closedDays, siteByRef, technicians } from './queries.ts';
import { type RuleRow, ruleById, rulesBefore } from './rule-queries.ts';
import { addDays } from './rules.ts';
import { personOf } from './who.ts';

/** Visits stand in the calendar for so many days ahead. */
const AHEAD_DAYS = 70;
const WEEKDAYS = [RRule.MO, RRule.TU, RRule.WE, RRule.TH, RRule.FR, RRule.SA, RRule.SU];

/** The rule as RFC 5545 text, without its start. */
function textOf(form: Pick<NewRule, 'weekday' | 'every'>): string {
  const day = WEEKDAYS[form.weekday - 1] ?? RRule.MO;
  const options =
    form.every === 'monthly'
      ? { freq: RRule.MONTHLY, byweekday: [day.nth(1)] }
      : { freq: RRule.WEEKLY, interval: form.every === 'weekly' ? 1 : 2, byweekday: [day] };
  return RRule.optionsToString(options).replace(/^RRULE:/, '');
}

/** The days of a rule after one day and up to another, both YYYY-MM-DD; days are taken as UTC, so no zone moves them. */
export function daysOf(
  rule: Pick<RuleRow, 'rule' | 'fromOn' | 'toOn'>,
  after: string,
  until: string,
): string[] {
  const last = rule.toOn !== null && rule.toOn < until ? rule.toOn : until;
  const dates = rrulestr(`DTSTART:${rule.fromOn.replaceAll('-', '')}T000000Z\nRRULE:${rule.rule}`).between(
    new Date(`${addDays(after, 1)}T00:00:00Z`),
    new Date(`${last}T00:00:00Z`),
    true,
  );
  return dates.map((date) => date.toISOString().slice(0, 10));
}

/**
 * A rule with its first visits; holidays and testing windows are left out.
 * @throws Invalid no such site, Forbidden for somebody else
 */
export async function createRule(ctx: Ctx, form: NewRule): Promise<{ id: string; visits: number }> {
  const person = form.person ?? personOf(ctx);
  refuseOthers(ctx, [person]);
  const site = await ctx.db.first(siteByRef(form.site));
  if (!site) throw new Invalid({ site: 'Choose a site in use, or type its code' });
  if (form.person && !(await ctx.db.all(technicians())).some(({ value }) => value === person))
    throw new Invalid({ person: 'Choose a technician who signs in' });
  const id = newId();
  const rule = textOf(form);
  const until = addDays(ctx.today, AHEAD_DAYS);
  const start = form.fromOn > ctx.today ? form.fromOn : ctx.today;
  const { changes, days } = await visitsFor(
    ctx,
    { ...form, id, site: site.id, person, rule },
    addDays(start, -1),
    until,
  );
  if (days.length === 0 && form.fromOn <= until)
    throw new Invalid({ toOn: 'No day of this rule is a school day before it ends' });
  return commit(
    ctx,
    { id, visits: days.length },
    q.insertInto('visit_rules').values({
      id,
      site: site.id,
      person,
      rule,
      from_on: form.fromOn,
      to_on: form.toOn,
      from_time: form.fromTime,
      to_time: form.toTime,
      purpose: form.purpose,
      made_until: until,
      at: ctx.now,
      by: ctx.actor.person,
    }),
    changes,
    record({
      thing: id,
      kind: 'visit rule',
      verb: 'created',
      site: site.id,
      data: { rule, from: form.fromOn, to: form.toOn, people: [person], visits: days.length },
      first: true,
    }),
  );
}

/** It makes no more visits; those ahead that are still planned are called off. */
export async function endRule(ctx: Ctx, id: string): Promise<{ id: string }> {
  const rule = await ctx.db.first(ruleById(id));
  if (!rule || (rule.person !== ctx.actor.person && !can(ctx.actor, 'visit.manage')))
    throw new NotFound('There is no such rule');
  return commit(
    ctx,
    { id },
    must('the rule goes on', {
      sql: 'SELECT 1 FROM visit_rules WHERE id = ? AND ended_at IS NULL',
      parameters: [id],
    }),
    q.updateTable('visit_rules').set({ ended_at: ctx.now }).where('id', '=', id),
    {
      sql: `UPDATE visits SET state = 'called_off', reason = 'The rule has ended', version = version + 1
            WHERE rule = ? AND state = 'planned' AND day >= ?`,
      parameters: [id, ctx.today],
    },
    record({ thing: id, kind: 'visit rule', verb: 'ended', site: rule.site }),
  );
}

/** Every night: rules reach as far ahead as before. A rule that fails does not keep the others from it. */
export async function extendRules(ctx: Ctx): Promise<number> {
  const until = addDays(ctx.today, AHEAD_DAYS);
  let made = 0;
  for (const rule of await ctx.db.all(rulesBefore(addDays(until, -6)))) {
    const { changes, days } = await visitsFor(ctx, rule, rule.madeUntil, until);
    made += await commit(
      ctx,
      days.length,
      must('nobody else has made them', {
        sql: 'SELECT 1 FROM visit_rules WHERE id = ? AND made_until = ? AND ended_at IS NULL',
        parameters: [rule.id, rule.madeUntil],
      }),
      q.updateTable('visit_rules').set({ made_until: until }).where('id', '=', rule.id),
      changes,
    );
  }
  return made;
}

async function visitsFor(
  ctx: Ctx,
  rule: Omit<RuleRow, 'siteName' | 'personName' | 'madeUntil' | 'endedAt'>,
  after: string,
  until: string,
): Promise<{ changes: Change; days: string[] }> {
  const closed = await ctx.db.all(closedDays(rule.site, after, until));
  const days = daysOf(rule, after, until).filter(
    (day) => !closed.some((span) => span.from <= day && day <= span.to),
  );
  const changes = days.map((day) => {
    const id = newId();
    const { site, fromTime, toTime, purpose } = rule;
    const visit = {
      id,
      site,
      day,
      fromTime,
      toTime,
      purpose,
      note: '',
      people: [rule.person],
      rule: rule.id,
    };
    return [
      insertVisit({ ...visit, by: ctx.actor.person }, ctx.now),
      record({
        thing: id,
        kind: 'visit',
        verb: 'planned',
        site,
        data: { site, day, rule: rule.id, people: [rule.person] },
        first: true,
      }),
    ];
  });
  return { changes, days };
}
