import { Hono } from 'hono';
import { LocationForm } from '../../views/locations/form.tsx';
import { LocationList } from '../../views/locations/list.tsx';
import { LocationPage } from '../../views/locations/page.tsx';
import { can, scopeOf } from '../accounts/permissions.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { createLocation, editLocation, retireOrRestore } from './actions.ts';
import { LOCATION_KINDS, LocationEdit, NewLocation, Versioned } from './forms.ts';
import { overviewOf } from './overview-queries.ts';
import { findLocation, listLocations, locationOptions, treeOf } from './queries.ts';
import { isRoot, parentKinds } from './rules.ts';

export const locationRoutes = new Hono<AppEnv>();

const TAKEN = { 'locations.code': ['code', 'Another location has this code'] } as const;

locationRoutes.get('/locations', allow('location.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const { kind = '', site = '', show = '', cursor } = c.req.query();
  const filter = { kind, site, show, cursor };
  const scope = scopeFor(c, 'location.see');
  const [found, sites] = await Promise.all([
    listLocations(db, filter, scope),
    locationOptions(db, ['site', 'depot', 'vehicle', 'vendor'], scope),
  ]);
  return c.html(
    <LocationList
      frame={frameOf(c, 'locations')}
      filter={filter}
      {...found}
      sites={sites}
      mayEdit={can(actor, 'location.edit')}
    />,
  );
});

locationRoutes.get('/locations/new', allow('location.edit'), async (c) => {
  const { kind = 'room', parent = '' } = c.req.query();
  return c.html(await newForm(c, freshState({ kind, parent })));
});

locationRoutes.post('/locations/new', allow('location.edit'), (c) =>
  submit(c, {
    schema: NewLocation,
    run: createLocation,
    done: ({ id }) => `/locations/${id}?done=created`,
    again: (state) => newForm(c, state),
    taken: TAKEN,
  }),
);

locationRoutes.get('/locations/:id', allow('location.see'), async (c) => {
  const { db, actor } = c.var.ctx;
  const location = await findLocation(db, c.req.param('id'), scopeFor(c, 'location.see'));
  const [tree, overview] = await Promise.all([treeOf(db, location.top), overviewOf(db, location)]);
  return c.html(
    <LocationPage
      frame={frameOf(c, 'locations')}
      location={location}
      tree={tree}
      overview={overview}
      sees={{ students: scopeOf(actor, 'student.see') }}
      mayEdit={can(actor, 'location.edit')}
      mayChange={can(actor, 'custody.change')}
      seesStock={can(actor, 'stock.see')}
    />,
  );
});

locationRoutes.get('/locations/:id/edit', allow('location.edit'), async (c) => {
  const location = await findLocation(c.var.ctx.db, c.req.param('id'), 'all');
  const { version, ...values } = location;
  return c.html(await editForm(c, freshState(asTyped(values), version)));
});

locationRoutes.post('/locations/:id/edit', allow('location.edit'), (c) =>
  submit(c, {
    schema: LocationEdit,
    run: (ctx, form) => editLocation(ctx, c.req.param('id'), form),
    done: ({ id }) => `/locations/${id}?done=saved`,
    again: (state) => editForm(c, state),
    taken: TAKEN,
  }),
);

/** Why a place is not retired, by the guard that held. */
const NOT_EMPTY: Readonly<Record<string, readonly [string, string]>> = {
  'no location in use lies in it': ['', 'Rooms or carts in use lie in it. Retire or move those first.'],
  'no device is there or at home there': [
    '',
    'Devices are there, or have it as their home school. Move those first.',
  ],
};

locationRoutes.post('/locations/:id/retire', allow('location.edit'), (c) => {
  const id = c.req.param('id');
  return submit(c, {
    schema: Versioned,
    run: (ctx, form) => retireOrRestore(ctx, id, form),
    done: () => `/locations/${id}?done=saved`,
    taken: NOT_EMPTY,
    back: `/locations/${id}`,
  });
});

async function newForm(c: AppContext, state: FormState) {
  const kind = LOCATION_KINDS.find((known) => known === state.values.kind) ?? 'room';
  const parents = isRoot(kind) ? [] : await locationOptions(c.var.ctx.db, parentKinds(kind));
  return <LocationForm frame={frameOf(c, 'locations')} state={state} kind={kind} parents={parents} />;
}

async function editForm(c: AppContext, state: FormState) {
  const { db } = c.var.ctx;
  const location = await findLocation(db, c.req.param('id') ?? '', 'all');
  const parents = isRoot(location.kind) ? [] : await locationOptions(db, parentKinds(location.kind));
  // After a conflict the form goes on from what is there now.
  const current = { ...state, version: state.version ?? location.version };
  return (
    <LocationForm
      frame={frameOf(c, 'locations')}
      state={current}
      kind={location.kind}
      parents={parents}
      location={location}
    />
  );
}
