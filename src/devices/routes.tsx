import { Hono } from 'hono';
import { BelongsPage } from '../../views/devices/belongs.tsx';
import { DeviceList } from '../../views/devices/list.tsx';
import { DevicePage } from '../../views/devices/page.tsx';
import { personWords, type SeesNames } from '../../views/people/words.ts';
import { can, type Scope, scopeOf } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { NotFound } from '../errors.ts';
import { Nothing } from '../repairs/move-forms.ts';
import { removeView, saveView } from '../repairs/save-view.ts';
import { ViewName } from '../repairs/view-forms.ts';
import { savedViews } from '../repairs/view-queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import { dayIn } from '../web/day.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { adviceFor } from './advice.ts';
import { filterQuery, readFilter } from './filter-rules.ts';
import { modelChoices, modelOptions } from './form-queries.ts';
import { identityRoutes } from './identity-routes.tsx';
import { lifeRoutes } from './life-routes.tsx';
import { fieldChoices, namesQuery, siteChoices } from './list-choices-queries.ts';
import { listDevices } from './list-queries.ts';
import type { DeviceFilter } from './list-rules.ts';
import { manyRoutes } from './many-routes.tsx';
import { offersFor } from './offers.ts';
import {
  auesOf,
  type CustodyRow,
  custodyChain,
  custodyOfJoined,
  exchangesOf,
  type IdentifierRow,
  identifiersOf,
  photosOf,
  type Remark,
  remarksOf,
  repairsOf,
  saidOf,
  valuesOf,
} from './page-queries.ts';
import { type Device, deviceByRef, findDevice, sees } from './queries.ts';
import { recordRoutes } from './record-routes.tsx';
import { foundBy } from './rules.ts';

export const deviceRoutes = new Hono<AppEnv>();

deviceRoutes.route('/', recordRoutes);
deviceRoutes.route('/', manyRoutes);

deviceRoutes.get('/devices', allow('device.see'), async (c) =>
  c.html(await devicesPage(c, c.req.query(), freshState())),
);

async function devicesPage(c: AppContext, query: Record<string, string>, saving: FormState) {
  const { db, actor, today } = c.var.ctx;
  const scope = scopeFor(c, 'device.see');
  const filter = await ownSite(c, readFilter(query), scope);
  const { sort = '', cursor } = query;
  const [found, { views, ...choices }] = await Promise.all([
    listDevices(db, { filter, sort, cursor, today }, scope),
    choicesFor(c, filter, scope),
  ]);
  return (
    <DeviceList
      frame={frameOf(c, 'devices')}
      filter={filter}
      sort={found.sorts.some((name) => name === sort.replace('-', '')) ? sort : ''}
      cursor={cursor}
      {...found}
      choices={choices}
      sees={seesNames(c)}
      mayCreate={can(actor, 'device.edit')}
      views={views}
      query={filterQuery(query)}
      saving={saving}
    />
  );
}

deviceRoutes.post('/devices/views', allow('device.see'), (c) =>
  submit(c, {
    schema: ViewName,
    run: (ctx, form) => saveView(ctx, { ...form, page: 'devices' }),
    done: ({ query }) => (query ? `/devices?${query}&done=saved` : '/devices?done=saved'),
    again: (state) =>
      devicesPage(c, Object.fromEntries(new URLSearchParams(String(state.values.query ?? ''))), state),
    taken: {
      'saved_views.person, saved_views.page, saved_views.name': ['name', 'You have a view of this name'],
    },
  }),
);

deviceRoutes.post('/devices/views/:id/remove', allow('device.see'), (c) =>
  submit(c, {
    schema: Nothing,
    run: (ctx) => removeView(ctx, c.req.param('id')),
    done: () => '/devices?done=saved',
    back: '/devices',
  }),
);

deviceRoutes.get('/devices/:ref', allow('device.see'), async (c) => {
  const { ctx } = c.var;
  const ref = c.req.param('ref');
  const [devices, identifiers, repairs, custody, photos, values, remarks, exchanges, said, aues] =
    await ctx.db.read(
      deviceByRef(ref),
      identifiersOf(ref),
      repairsOf(ref),
      custodyChain(ref, 11),
      photosOf(ref),
      valuesOf(ref),
      remarksOf(ref),
      exchangesOf(ref),
      saidOf(ref),
      auesOf(ref),
    );
  const device = devices[0];
  if (!device) throw new NotFound();
  const joined = remarks.filter((remark) => remark.what === 'join').map((remark) => remark.value);
  if (!sees(scopeFor(c, 'device.see'), device)) return c.html(belongsPage(c, device, ref, identifiers));
  return c.html(
    <DevicePage
      frame={frameOf(c, 'devices')}
      device={device}
      foundBy={foundBy(ref, device, identifiers)}
      asked={ref}
      identifiers={identifiers}
      repairs={repairs}
      custody={await wholeChain(ctx.db, custody, joined)}
      photos={photos}
      values={values}
      remarks={remarks.filter((remark) => remark.what !== 'handed' || isOwnOfToday(ctx, remark))}
      exchanges={exchanges}
      said={said[0] ?? null}
      aues={aues}
      advice={adviceFor(ctx, device, repairs)}
      offers={offersFor(ctx.actor, device)}
      sees={seesNames(c)}
    />,
  );
});

deviceRoutes.get('/devices/:ref/history', allow('history.see'), async (c) => {
  const device = await findDevice(c.var.ctx.db, c.req.param('ref'), 'all');
  return c.redirect(`/history/${device.id}`, 303);
});

deviceRoutes.route('/', identityRoutes);
deviceRoutes.route('/', lifeRoutes);

/** Whoever handed it on may take that back on the same day. */
function isOwnOfToday(ctx: Ctx, { value, at }: Remark): boolean {
  return value === ctx.actor.person && dayIn(ctx.district.zone, at) === ctx.today;
}

/** The chains of joined records stay with them: few devices have any, and only they cost another read. */
async function wholeChain(db: Database, custody: readonly CustodyRow[], joined: readonly string[]) {
  if (joined.length === 0) return custody;
  const theirs = await db.all(custodyOfJoined(joined, 11));
  return [...custody, ...theirs].sort((a, b) => (a.fromAt < b.fromAt ? 1 : -1)).slice(0, 11);
}

/** Whose students the person may see by name. */
export function seesNames(c: AppContext): SeesNames {
  return { students: scopeOf(c.var.ctx.actor, 'student.see') };
}

/**
 * Another site's device, for whom a school's own is all there is: an exact scan says whose it is, nothing else does.
 * @throws NotFound it was named by its id
 */
function belongsPage(c: AppContext, device: Device, ref: string, identifiers: readonly IdentifierRow[]) {
  if (ref === device.id || foundBy(ref, device, identifiers) === 'joined record') throw new NotFound();
  return (
    <BelongsPage
      frame={frameOf(c, 'devices')}
      state={freshState()}
      scanned={ref}
      homeName={device.homeName}
      modelName={device.modelName}
    />
  );
}

/** A school's contact starts with the own school: what is home there. */
async function ownSite(
  c: AppContext,
  filter: DeviceFilter,
  scope: Exclude<Scope, null>,
): Promise<DeviceFilter> {
  if (scope === 'all' || filter.home || filter.at || filter.place || filter.room) return filter;
  const sites = await c.var.ctx.db.all(siteChoices(scope));
  return { ...filter, home: sites[0]?.value ?? 'none' };
}

async function choicesFor(c: AppContext, filter: DeviceFilter, scope: Exclude<Scope, null>) {
  const { db, actor } = c.var.ctx;
  const [sites, models, fields, [names], views] = await db.read(
    siteChoices(scope),
    modelChoices(),
    fieldChoices(),
    namesQuery(filter),
    savedViews(actor.person, 'devices'),
  );
  const nameless = filter.home && !sites.some((site) => site.value === filter.home);
  const may = seesNames(c);
  const person = (name: string | null, kind: string | null, site: string | null) =>
    name === null ? null : personWords(may, { name, kind, grade: null, site });
  return {
    sites: nameless ? [{ value: filter.home, label: names?.home ?? filter.home }, ...sites] : sites,
    models: modelOptions(models).map((model) => ({ ...model, label: `${model.group} ${model.label}` })),
    fields,
    views,
    names: {
      at: names?.at ?? null,
      place: names?.place ?? null,
      room: names?.room ?? null,
      holder: names ? person(names.holder, names.holderKind, names.holderSite) : null,
      assigned: names ? person(names.assigned, names.assignedKind, names.assignedSite) : null,
    },
  };
}
