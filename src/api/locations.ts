import type { Hono } from 'hono';
import { z } from 'zod';
import { optionalText } from '../fields.ts';
import { createLocation, editLocation } from '../locations/actions.ts';
import { LocationEdit, NewLocation } from '../locations/forms.ts';
import { findLocation, listLocations } from '../locations/queries.ts';
import { scopeFor } from '../web/access.ts';
import type { AppEnv } from '../web/env.ts';
import { reads, writes } from './operation.ts';
import { cursor, Location, LocationLine, Made, pageOf } from './shapes.ts';

const tag = 'Locations';
const TAKEN = { 'locations.code': ['code', 'Another location has this code'] } as const;

export function locationOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/locations',
      rights: ['location.see'],
      summary: 'Locations by name',
      tag,
      query: z.object({ kind: optionalText(20), site: optionalText(40), show: optionalText(20), cursor }),
      answer: pageOf(LocationLine),
    },
    async (c, query) => (await listLocations(c.var.ctx.db, query, scopeFor(c, 'location.see'))).page,
  );
  reads(
    api,
    { path: '/locations/:id', rights: ['location.see'], summary: 'One location', tag, answer: Location },
    (c) => findLocation(c.var.ctx.db, c.req.param('id') ?? '', scopeFor(c, 'location.see')),
  );
  writes(
    api,
    {
      path: '/locations',
      rights: ['location.edit'],
      summary: 'Make a location',
      tag,
      schema: NewLocation,
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
      summary: 'Change a location; state the version that you saw',
      tag,
      schema: LocationEdit,
      answer: Made,
      taken: TAKEN,
    },
    (ctx, form, c) => editLocation(ctx, c.req.param('id') ?? '', form),
  );
}
