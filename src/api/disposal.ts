import type { Hono } from 'hono';
import { findDevice } from '../devices/queries.ts';
import { finishLot } from '../disposal/close.ts';
import { takeFromDonor } from '../disposal/donors.ts';
import {
  CloseLot,
  Harvest,
  LotFilter,
  LotScan,
  MoveLot,
  NewLot,
  Nothing,
  TakeFromDonor,
  TickDevices,
} from '../disposal/forms.ts';
import { harvest } from '../disposal/harvest.ts';
import { donorLines, donorsFor, harvestItems, waitingRepair } from '../disposal/harvest-queries.ts';
import { bringBack, loadOut } from '../disposal/load-out.ts';
import { findLot, listLots, lotDevices } from '../disposal/lot-queries.ts';
import { addToLot, createLot, moveLot, takeOut, tick } from '../disposal/lots.ts';
import { NotFound } from '../errors.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { decodeCursor, pageOf } from '../web/paging.ts';
import { lists, reads, uploads, writes } from './operation.ts';
import { Done, Made } from './shapes.ts';
import * as shape from './shapes-disposal.ts';
import { pageOfWhole } from './whole-list.ts';

const tag = 'Disposal';
const see = ['disposal.see'] as const;
const work = ['disposal.work'] as const;
const strip = ['harvest.do', 'harvest.propose'] as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const OTHER = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b02';

export function disposalOperations(api: Hono<AppEnv>): void {
  lotReadings(api);
  lotWritings(api);
  harvestOperations(api);
}

function lotReadings(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/lots',
      rights: see,
      summary: 'Lots of retired devices, open or gone',
      tag,
      filters: LotFilter.shape,
      item: shape.Lot,
    },
    (c, { show, cursor, limit }) => listLots(c.var.ctx.db, show === 'closed', cursor, limit),
  );
  reads(api, { path: '/lots/:id', rights: see, summary: 'One lot', tag, answer: shape.Lot }, (c) =>
    findLot(c.var.ctx.db, idOf(c)),
  );
  lists(
    api,
    {
      path: '/lots/:id/devices',
      rights: see,
      summary: 'Devices of a lot, as they were added',
      tag,
      item: shape.LotDevice,
    },
    async (c, { cursor, limit }) => {
      const lot = await findLot(c.var.ctx.db, idOf(c));
      return lotDevices(c.var.ctx.db, lot.id, cursor, limit);
    },
  );
}

function lotWritings(api: Hono<AppEnv>): void {
  writes(
    api,
    {
      path: '/lots',
      rights: work,
      summary: 'Make a lot',
      tag,
      schema: NewLot,
      example: { name: 'Summer 2027, pallet 3', place: ID },
      answer: Made,
      status: 201,
      location: ({ id }) => `/lots/${id}`,
    },
    createLot,
  );
  writes(
    api,
    {
      path: '/lots/:id/devices',
      rights: work,
      summary: 'Put a retired device into a lot, by its tag or serial',
      tag,
      schema: LotScan,
      example: { q: '48213' },
      answer: shape.LotScanned,
      status: 201,
    },
    (ctx, form, c) => addToLot(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/lots/:id/devices/:device/remove',
      rights: work,
      summary: 'Take a device out of a lot',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => takeOut(ctx, idOf(c), deviceOf(c)),
  );
  writes(
    api,
    {
      path: '/lots/:id/devices/:device/back',
      rights: work,
      summary: 'A device did not leave after all',
      tag,
      schema: Nothing,
      answer: Done,
    },
    (ctx, _, c) => bringBack(ctx, idOf(c), deviceOf(c)),
  );
  writes(
    api,
    {
      path: '/lots/:id/tick',
      rights: work,
      summary: 'Say that devices are deprovisioned, wiped',
      description: 'By the rows of the lot. Both are needed before a device leaves.',
      tag,
      schema: TickDevices,
      example: { ids: [OTHER], what: 'both' },
      answer: shape.Ticked,
    },
    (ctx, form, c) => tick(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/lots/:id/move',
      rights: work,
      summary: 'Propose, approve, send back or withdraw a lot',
      description: 'Who has gathered it does not approve it.',
      tag,
      schema: MoveLot,
      example: { version: 1, move: 'propose' },
      answer: Done,
    },
    (ctx, form, c) => moveLot(ctx, idOf(c), form),
  );
  writes(
    api,
    {
      path: '/lots/:id/load-out',
      rights: work,
      summary: 'A device leaves: the scan that proves it',
      tag,
      schema: LotScan,
      example: { q: '48213' },
      answer: shape.LotScanned,
    },
    (ctx, form, c) => loadOut(ctx, idOf(c), form),
  );
  uploads(
    api,
    {
      path: '/lots/:id/close',
      rights: ['device.dispose'],
      summary: 'Close a lot with its recycler, day, proceeds and certificate',
      description: 'What was not scanned out stays. The proceeds are split over the devices.',
      tag,
      schema: CloseLot,
      files: { certificate: 'A PDF, JPEG or PNG; or say in noCertificate why there is none' },
      answer: shape.LotClosed,
    },
    async (ctx, form, c) => {
      const file = c.var.body.files.certificate?.[0];
      const certificate = file ? new Uint8Array(await file.arrayBuffer()) : null;
      return finishLot(ctx, c.var.services.photos, idOf(c), form, certificate);
    },
  );
}

function harvestOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/devices/:device/harvest',
      rights: strip,
      summary: 'What may come out of a device',
      tag,
      item: shape.HarvestItem,
    },
    async (c, paging) => {
      const { db } = c.var.ctx;
      const device = await findDevice(db, deviceOf(c), 'all');
      return pageOfWhole(await db.all(harvestItems(device.id, device.model, device.variant)), paging);
    },
  );
  writes(
    api,
    {
      path: '/devices/:device/harvest',
      rights: strip,
      summary: 'Take parts out of a device on its way to retirement, into a bin',
      description: 'Level I proposes it.',
      tag,
      schema: Harvest,
      example: { bin: ID, quantity: { [OTHER]: 1 } },
      answer: shape.Harvested,
      status: 201,
    },
    (ctx, form, c) => harvest(ctx, deviceOf(c), form),
  );
  lists(
    api,
    {
      path: '/donors',
      rights: strip,
      summary: 'Open repairs that wait for parts, with how many retired devices hold one',
      tag,
      item: shape.DonorLine,
    },
    async (c, { cursor, limit }) => {
      const after = decodeCursor(cursor, 'ss') as [string, string] | null;
      const rows = await c.var.ctx.db.all(donorLines(after, limit + 1));
      return pageOf(rows, limit, (row) => [row.since, row.repair]);
    },
  );
  lists(
    api,
    {
      path: '/donors/:repair',
      rights: strip,
      summary: 'Retired devices that hold what a repair waits for',
      tag,
      item: shape.Donor,
    },
    async (c, paging) => {
      const { db } = c.var.ctx;
      const repair = await db.first(waitingRepair(c.req.param('repair') ?? ''));
      if (!repair) throw new NotFound();
      return pageOfWhole(await db.all(donorsFor(repair.id)), paging);
    },
  );
  writes(
    api,
    {
      path: '/donors',
      rights: strip,
      summary: 'Take a part out of a retired device for a repair: it is kept for that repair',
      description: 'Without a bin into your own vehicle. Level I proposes it.',
      tag,
      schema: TakeFromDonor,
      example: { repair: ID, device: OTHER },
      answer: shape.Taken,
      status: 201,
    },
    takeFromDonor,
  );
}

function idOf(c: AppContext): string {
  return c.req.param('id') ?? '';
}

function deviceOf(c: AppContext): string {
  return c.req.param('device') ?? '';
}
