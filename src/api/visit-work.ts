import type { Hono } from 'hono';
import { z } from 'zod';
import { NotFound } from '../errors.ts';
import { optionalDate, optionalId } from '../fields.ts';
import { storePhotos } from '../photos/actions.ts';
import { dayTrip } from '../visits/drive.ts';
import { settleFollowUp } from '../visits/follow-up.ts';
import { EditVisit, MoveVisit, Nothing, OrderDay, Tick } from '../visits/forms.ts';
import { mine } from '../visits/go.ts';
import { decideOvertime, withdrawDrive } from '../visits/hours.ts';
import { DecideOvertime, DropOff } from '../visits/hours-forms.ts';
import { overtimeWaiting } from '../visits/hours-queries.ts';
import { untickLoad } from '../visits/load.ts';
import { backIntoVehicle, dropOff } from '../visits/overnight.ts';
import { addVisitPhotos } from '../visits/photos.ts';
import { dayOf, editVisit, moveVisit, orderDay } from '../visits/plan.ts';
import { personAsked } from '../visits/who.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { lists, uploads, writes } from './operation.ts';
import { Done, day, time } from './shapes.ts';
import { Devices } from './shapes-visits.ts';
import { PHOTO_FILES, photosSent } from './uploaded.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Visits';
const work = ['visit.work'] as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';

const Day = z.object({ day });
const Overtime = z
  .object({
    id: z.string(),
    person: z.string(),
    personName: z.string(),
    day,
    minutes: z.int(),
    reason: z.string(),
    at: time,
  })
  .meta({ id: 'Overtime', description: 'Overtime that waits for a decision' });

/** Which visits are listed. */
export const VisitsAsked = z.object({
  from: optionalDate(),
  to: optionalDate(),
  site: optionalId(),
  person: optionalId().describe('Only those of this technician'),
});

const idOf = (c: AppContext) => c.req.param('visit') ?? '';

/** Changing the plan of a day, and what is in the vehicle. */
export function visitWorkOperations(api: Hono<AppEnv>): void {
  const writing = { rights: work, tag };
  writes(
    api,
    {
      ...writing,
      method: 'put',
      path: '/visits/:visit',
      summary: 'Site, day, times, purpose and technicians of a visit',
      schema: EditVisit,
      example: { version: 1, site: 'MAP', day: '2027-03-09', fromTime: '09:00', toTime: '11:00' },
      answer: Done,
    },
    (ctx, form, c) => editVisit(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      ...writing,
      path: '/visits/move',
      summary: 'A visit goes to another day',
      schema: MoveVisit,
      example: { visit: ID, day: '2027-03-09' },
      answer: Done.extend({ day }),
    },
    moveVisit,
  );
  writes(
    api,
    {
      ...writing,
      path: '/visits/order',
      summary: 'A stop of a day goes up or down, or all of them by distance again',
      schema: OrderDay,
      example: { day: '2027-03-09', to: 'distance' },
      answer: z.object({ day, person: z.string() }),
    },
    async (ctx, form) => {
      const person = personAsked(ctx, form.person);
      const trip = await dayTrip(ctx, person, await dayOf(ctx, person, form.day));
      const stops = trip.stops.map((stop) => stop.visit);
      return orderDay(ctx, form, stops);
    },
  );
  writes(
    api,
    {
      ...writing,
      path: '/visits/:visit/follow-ups/:followUp/done',
      summary: 'What was to be done at the site later is done',
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => settleFollowUp(ctx, idOf(c), c.req.param('followUp') ?? ''),
  );
  uploads(
    api,
    {
      ...writing,
      path: '/visits/:visit/photos',
      summary: 'Add photos to a visit',
      schema: Nothing,
      files: PHOTO_FILES,
      answer: Done,
    },
    async (ctx, _, c) => {
      await mine(ctx, idOf(c));
      return addVisitPhotos(ctx, idOf(c), await storePhotos(c.var.services.photos, await photosSent(c)));
    },
  );
  vehicleOperations(api);
  hoursOperations(api);
}

function vehicleOperations(api: Hono<AppEnv>): void {
  const writing = { rights: work, tag };
  writes(
    api,
    {
      ...writing,
      path: '/visits/load/:day/unticks',
      summary: 'A part is not in hand after all',
      schema: Tick,
      example: { part: 'LCD-116-30' },
      answer: Day,
    },
    (ctx, form, c) => untickLoad(ctx, dayParam(c), form),
  );
  writes(
    api,
    {
      ...writing,
      path: '/visits/vehicle/back',
      summary: 'What stayed elsewhere overnight is in the vehicle again',
      schema: Nothing,
      answer: Devices,
    },
    (ctx) => backIntoVehicle(ctx),
  );
  writes(
    api,
    {
      ...writing,
      path: '/visits/vehicle/drop-off',
      summary: 'Devices are handed over at a depot, all or some',
      schema: DropOff,
      example: { depot: 'DEP1' },
      answer: Devices,
    },
    dropOff,
  );
}

function hoursOperations(api: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/visits/drives/:drive/withdraw',
      rights: work,
      summary: 'Take back a drive that was added by hand',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => withdrawDrive(ctx, c.req.param('drive') ?? ''),
  );
  lists(
    api,
    {
      path: '/visits/overtime',
      rights: ['visit.manage'],
      summary: 'Overtime that waits for a decision',
      tag,
      item: Overtime,
    },
    async (c, paging) => pageOfWhole(await c.var.ctx.db.all(overtimeWaiting()), paging),
  );
  writes(
    api,
    {
      path: '/visits/overtime/:overtime/decide',
      rights: ['visit.manage'],
      summary: 'Approve or refuse overtime',
      tag,
      schema: DecideOvertime,
      example: { decision: 'approved' },
      answer: Done,
    },
    (ctx, form, c) => decideOvertime(ctx, c.req.param('overtime') ?? '', form),
  );
}

function dayParam(c: AppContext): string {
  const asked = c.req.param('day') ?? '';
  if (!/^\d{4}-\d\d-\d\d$/.test(asked)) throw new NotFound();
  return asked;
}
