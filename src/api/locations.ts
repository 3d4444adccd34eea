import type { Hono } from 'hono';
import { scopeOf } from '../accounts/permissions.ts';
import { issuedThere } from '../custody/queries.ts';
import { optionalChoice, optionalId } from '../fields.ts';
import { createLocation, editLocation, retireOrRestore } from '../locations/actions.ts';
import { LOCATION_KINDS, LocationEdit, NewLocation, Versioned } from '../locations/forms.ts';
import { findLocation, listLocations, treeOf } from '../locations/queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, reads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import { Location, LocationLine, Slot, TreeNode } from './shapes-places.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Locations';
const TAKEN = { 'locations.code': ['code', 'Another location has this code'] } as const;

export function locationOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/locations',
      rights: ['location.see'],
      summary: 'Locations by name',
      tag,
      filters: {
        kind: optionalChoice(LOCATION_KINDS),
        site: optionalId().describe('What lies in it, itself included'),
        show: optionalChoice(['retired']).describe('Those out of use; without it those in use'),
      },
      item: LocationLine,
    },
    async (c, { kind, site, show, limit, cursor }) => {
      const filter = { kind: kind ?? '', site: site ?? '', show: show ?? '', cursor, limit };
      return (await listLocations(c.var.ctx.db, filter, scopeFor(c, 'location.see'))).page;
    },
  );
  reads(
    api,
    { path: '/locations/:id', rights: ['location.see'], summary: 'One location', tag, answer: Location },
    (c) => here(c),
  );
  lists(
    api,
    {
      path: '/locations/:id/tree',
      rights: ['location.see'],
      summary: 'Everything that lies in the same site, depot, vehicle or vendor',
      tag,
      item: TreeNode,
    },
    async (c, paging) => pageOfWhole(await treeOf(c.var.ctx.db, (await here(c)).top), paging),
  );
  lists(
    api,
    {
      path: '/locations/:id/slots',
      rights: ['location.see'],
      summary: 'The devices that are issued to a room or cart, by slot',
      tag,
      item: Slot,
    },
    async (c, paging) => {
      const { db, actor } = c.var.ctx;
      const { id } = await here(c);
      return pageOfWhole(await issuedThere(db, id, scopeOf(actor, 'student.see')), paging);
    },
  );
  writes(
    api,
    {
      path: '/locations',
      rights: ['location.edit'],
      summary: 'Make a location',
      description: 'A site, depot, vehicle or vendor stands by itself; a room or cart needs a `parent`.',
      tag,
      schema: NewLocation,
      example: { kind: 'depot', code: 'DEP2', name: 'South depot', address: '12 Mill Lane' },
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/locations/${id}`,
    },
    createLocation,
  );
  writes(
    api,
    {
      method: 'put',
      path: '/locations/:id',
      rights: ['location.edit'],
      summary: 'Change a location',
      description: 'All its facts are stated, with the version that was seen.',
      tag,
      schema: LocationEdit,
      example: { version: 1, code: 'DEP2', name: 'South depot', address: '14 Mill Lane' },
      answer: Done,
      taken: TAKEN,
    },
    (ctx, form, c) => editLocation(ctx, c.req.param('id') ?? '', form),
  );
  writes(
    api,
    {
      path: '/locations/:id/retire',
      rights: ['location.edit'],
      summary: 'Take a location out of use, or back in',
      description: 'It must be empty, and no device may be at home there.',
      tag,
      schema: Versioned,
      example: { version: 2 },
      answer: Done,
    },
    (ctx, form, c) => retireOrRestore(ctx, c.req.param('id') ?? '', form),
  );
}

function here(c: AppContext) {
  return findLocation(c.var.ctx.db, c.req.param('id') ?? '', scopeFor(c, 'location.see'));
}
