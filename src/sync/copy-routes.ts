import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { can, scopeOf, within, worksAsIntern } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import type { Query } from '../db/query.ts';
import { NotFound } from '../errors.ts';
import { findLocation } from '../locations/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import {
  auditsOf,
  type CopyDevice,
  type CopySite,
  catalogOf,
  devicesOf,
  goneFrom,
  lastRecord,
  peopleMark,
  peopleOf,
  placesOf,
  sitesOf,
  stockFor,
  visitsOf,
} from './copy-queries.ts';
import { copyDays, deltaFrom, sitesThatFit } from './copy-rules.ts';

export const copyRoutes = new Hono<AppEnv>();

const seen = allow('device.see');

/** What this person's phone carries, and the version of each part. */
copyRoutes.get('/sync/manifest', seen, async (c) => {
  const { ctx } = c.var;
  const sites = await carried(c);
  const ids = sites.map(({ id }) => id);
  const [[marks, visits, audits], ...parts] = await Promise.all([
    ctx.db.read(
      peopleMark(ids),
      visitsOf(ctx.actor.person, dayBefore(ctx.today), '9999'),
      auditsOf(ctx.actor.person, ids),
    ),
    ...PARTS.map((name) => partOf(ctx, name, ids)),
  ]);
  const people = Object.fromEntries(marks.map(({ site, mark }) => [`people:${site}`, mark]));
  const versions = Object.fromEntries(PARTS.map((name, i) => [name, versionOf(JSON.stringify(parts[i]))]));
  const { actor } = ctx;
  return c.json({
    now: ctx.now,
    person: actor.person,
    name: actor.name,
    district: ctx.district.name,
    zone: ctx.district.zone,
    days: copyDays(ctx.district.settings),
    can: {
      work: can(actor, 'repair.work'),
      report: can(actor, 'repair.report'),
      custody: can(actor, 'custody.change'),
      swap: scopeOf(actor, 'custody.change') === 'all',
      create: can(actor, 'device.edit'),
      intern: worksAsIntern(actor),
    },
    sites,
    visits: can(actor, 'visit.work') ? visits : [],
    audits: can(actor, 'audit.run') ? audits : [],
    versions: { ...versions, ...people },
  });
});

const PARTS = ['catalog', 'stock', 'places'] as const;
type Part = (typeof PARTS)[number];

copyRoutes.get('/sync/copy/:part', seen, async (c) => {
  const part = PARTS.find((name) => name === c.req.param('part'));
  if (!part) throw new NotFound();
  const ids = (await carried(c)).map(({ id }) => id);
  return versioned(c, await partOf(c.var.ctx, part, ids));
});

/** The devices of a site; with ?after= those that changed since, and which are of it no more. */
copyRoutes.get('/sync/copy/sites/:site', seen, async (c) => {
  const { ctx } = c.var;
  const scope = scopeFor(c, 'device.see');
  const { id: site } = await findLocation(ctx.db, c.req.param('site'), scope);
  const last = (await ctx.db.first(lastRecord()))?.n ?? 0;
  const after = deltaFrom(Number(c.req.query('after') ?? 0) || 0, last, scope === 'all');
  const [devices, gone] = await ctx.db.read(devicesOf(site, after), goneFrom(site, after > 0 ? after : last));
  const names = scopeOf(ctx.actor, 'student.see');
  const rows = devices.map((device) => Object.values(asSeen(device, names)));
  const columns = devices[0] ? Object.keys(asSeen(devices[0], names)) : [];
  return c.json({ cursor: last, whole: after === 0, columns, rows, gone: gone.map(({ id }) => id) });
});

/** Whom a device can be handed to at a site. */
copyRoutes.get('/sync/copy/people/:site', seen, async (c) => {
  const { ctx } = c.var;
  const { id: site } = await findLocation(ctx.db, c.req.param('site'), scopeFor(c, 'device.see'));
  const hands = within(scopeOf(ctx.actor, 'custody.change'), site);
  const students = within(scopeOf(ctx.actor, 'student.see'), site);
  const people = hands ? await ctx.db.all(peopleOf(site, students)) : [];
  return versioned(c, { people: table(people) });
});

async function carried(c: AppContext): Promise<CopySite[]> {
  const { ctx } = c.var;
  const scope = scopeFor(c, 'device.see');
  const sites = await ctx.db.all(sitesOf(ctx.actor.person, scope === 'all' ? [] : scope, ctx.today));
  return sitesThatFit(sites.filter(({ id }) => within(scope, id)));
}

async function partOf(ctx: Ctx, part: Part, sites: readonly string[]) {
  const queries = queriesOf(ctx, part, sites);
  const names = Object.keys(queries);
  if (names.length === 0) return {};
  const lists = await ctx.db.read(...Object.values(queries));
  return Object.fromEntries(names.map((name, i) => [name, table(lists[i] ?? [])]));
}

function queriesOf(ctx: Ctx, part: Part, sites: readonly string[]): Record<string, Query<object>> {
  const { person } = ctx.actor;
  if (part === 'catalog') return catalogOf(sites);
  if (part === 'places') return placesOf(sites, person);
  return can(ctx.actor, 'stock.see') ? stockFor(person) : {};
}

/** Names of columns once, then a row each: a third of what objects weigh. */
function table(rows: readonly object[]): { columns: string[]; rows: unknown[][] } {
  return { columns: Object.keys(rows[0] ?? {}), rows: rows.map((row) => Object.values(row)) };
}

/** A device as it may be carried: students' names only by those who may know them. */
function asSeen(device: CopyDevice, names: ReturnType<typeof scopeOf>) {
  const { holderKind, holderGrade, issuedKind, issuedGrade, assignedPlace, lines, former, ...rest } = device;
  const named = within(names, device.at, device.home);
  return {
    ...rest,
    holder: words(device.holder, holderKind, holderGrade, named),
    issued: words(device.issued, issuedKind, issuedGrade, named) ?? assignedPlace,
    lines: lines === null || device.repair === null ? null : (JSON.parse(lines) as unknown[]),
    former: former === null || former === '[]' ? null : (JSON.parse(former) as unknown[]),
  };
}

function words(
  name: string | null,
  kind: string | null,
  grade: string | null,
  named: boolean,
): string | null {
  if (name === null || kind !== 'student' || named) return name;
  return grade ? `a student of grade ${grade}` : 'a student';
}

/** A visit that went on over midnight still stands there. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The document, or 304 where the phone has this version. */
function versioned(c: AppContext, document: object) {
  const text = JSON.stringify(document);
  const etag = `"${versionOf(text)}"`;
  const headers = { ETag: etag, 'Cache-Control': 'private, no-cache' };
  if (c.req.header('If-None-Match') === etag) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'Content-Type': 'application/json' });
}
