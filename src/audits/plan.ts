import { type Scope, within } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { record } from '../history/record.ts';
import {
  callOffAudit,
  freezeList,
  insertAudit,
  mustBe,
  mustBeAlone,
  type NewAudit,
  scopeOf,
} from './changes.ts';
import type { CallOff, PlanAudit } from './forms.ts';
import { type Audit, findAudit, overlapping, placeByRef, type ScopePlace } from './queries.ts';
import { sampleSize } from './sample-rules.ts';

type Where = Exclude<Scope, null>;

/**
 * Plans an audit, and begins it at once where the form says so.
 * @throws Invalid no such place, an empty scope, or one that is being counted already
 */
export async function planAudit(ctx: Ctx, form: PlanAudit, scope: Where): Promise<{ id: string }> {
  const place = await placeOf(ctx, form.location, scope);
  if (!place && scope !== 'all') throw new Invalid({ location: 'Choose a place of your school' });
  const id = newId();
  const sample = form.kind === 'sample';
  const audit: NewAudit = {
    id,
    title: form.title || titleOf(form, place),
    kind: form.kind,
    location: place?.id ?? null,
    site: place?.top ?? null,
    models: form.kind === 'place' ? [] : form.models,
    everyone: form.everyone,
    blind: form.blind,
    signer: form.signer,
    confidence: sample ? Number(form.confidence) : null,
    margin: sample ? form.margin : null,
    dueOn: form.dueOn,
    note: form.note,
    by: ctx.actor.person,
  };
  const changes = [
    insertAudit(audit, ctx.now),
    record({
      thing: id,
      kind: 'audit',
      verb: 'planned',
      site: audit.site,
      data: { what: form.kind, location: audit.location, models: audit.models, due: form.dueOn },
      text: form.note,
      first: true,
    }),
  ];
  if (!form.start) return commit(ctx, { id }, changes);
  return commit(ctx, { id }, changes, await starting(ctx, audit, place?.name ?? ctx.district.name));
}

/** Freezes the list: from now on it is counted. @throws NotFound, Invalid, Conflict */
export async function startAudit(ctx: Ctx, id: string, scope: Scope): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, id, scope);
  if (audit.state !== 'planned') throw new Conflict('must', 'the audit has not begun');
  return commit(
    ctx,
    { id },
    mustBe(id, 'planned'),
    await starting(
      ctx,
      { ...audit, models: modelsOf(audit), everyone: audit.everyone === 1 },
      nameOf(ctx, audit),
    ),
  );
}

/** @throws NotFound, Conflict it was closed already */
export async function callOff(ctx: Ctx, id: string, form: CallOff, scope: Scope): Promise<{ id: string }> {
  const audit = await findAudit(ctx.db, id, scope);
  return commit(
    ctx,
    { id },
    callOffAudit(id),
    record({ thing: id, kind: 'audit', verb: 'called off', site: audit.site, data: {}, text: form.reason }),
  );
}

type Planned = Pick<
  NewAudit,
  'id' | 'kind' | 'location' | 'site' | 'models' | 'everyone' | 'confidence' | 'margin'
>;

async function starting(ctx: Ctx, audit: Planned, name: string) {
  const whole = audit.kind === 'place' && audit.location !== null;
  if (whole && audit.location) {
    const [other] = await ctx.db.all(overlapping(audit.location));
    if (other)
      throw new Invalid({
        location: `${other.name} is being counted already (${other.title}), and one lies in the other: join that audit, or close it first`,
      });
  }
  const population = await peopled(ctx, audit);
  if (population === 0)
    throw new Invalid({
      location: audit.everyone
        ? `By the books no device is in ${name}: there is nothing to count`
        : `By the books no device is in ${name} itself: there is nothing to count. What people hold counts in an audit where everyone brings theirs.`,
    });
  const sample = audit.kind === 'sample';
  const size = sample ? sampleSize(population, audit.confidence ?? 95, audit.margin ?? 5) : null;
  const seed = sample ? 1 + Math.floor(Math.random() * 2_147_483_645) : null;
  return [
    whole && audit.location ? mustBeAlone(audit.location) : null,
    freezeList(
      { ...audit, audit: audit.id, size, seed, population: sample ? population : null, by: ctx.actor.person },
      ctx.now,
    ),
    record({
      thing: audit.id,
      kind: 'audit',
      verb: 'begun',
      site: audit.site,
      data: { population, size, seed, everyone: audit.everyone },
    }),
  ];
}

/** How many devices the scope has to count: those with people only where they bring them. */
async function peopled(ctx: Ctx, audit: Planned): Promise<number> {
  const { sql, parameters } = scopeOf(audit);
  const row = await ctx.db.first<{ n: number }>({
    sql: `SELECT count(*) AS n FROM ${sql} WHERE d.holder IS NULL OR ?`,
    parameters: [...parameters, audit.everyone ? 1 : 0],
  });
  return row?.n ?? 0;
}

/** @throws Invalid there is none of that code, or it is out of use */
async function placeOf(ctx: Ctx, ref: string, scope: Where): Promise<ScopePlace | null> {
  if (ref === '') return null;
  const place = await ctx.db.first(placeByRef(ref));
  if (!place || !within(scope, place.top)) throw new Invalid({ location: 'No place has this code' });
  if (place.retiredAt) throw new Invalid({ location: `${place.name} is out of use` });
  return place;
}

function titleOf(form: PlanAudit, place: ScopePlace | null): string {
  const where = place
    ? place.id === place.top
      ? place.name
      : `${place.topName}, ${place.name}`
    : 'The district';
  if (form.kind === 'sample') return `${where}, sample`;
  return form.kind === 'models' ? `${where}, models` : where;
}

/** The models that an audit names. */
export function modelsOf(audit: Pick<Audit, 'models'>): string[] {
  return JSON.parse(audit.models) as string[];
}

function nameOf(ctx: Ctx, audit: Audit): string {
  if (audit.location === null) return ctx.district.name;
  if (!audit.locationName) throw new NotFound();
  return audit.locationName;
}
