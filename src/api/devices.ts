import type { Hono } from 'hono';
import { personWords } from '../../views/people/words.ts';
import { changeManyHome, changeManyUse } from '../devices/change-use.ts';
import { createDevice } from '../devices/create.ts';
import { editDevice } from '../devices/edit.ts';
import { readFilter } from '../devices/filter-rules.ts';
import {
  ChangeManyHome,
  ChangeManyUse,
  DEVICE_KINDS,
  DeviceEdit,
  NewDevice,
  STATES,
  USES,
} from '../devices/forms.ts';
import { siteChoices } from '../devices/list-choices-queries.ts';
import { listDevices } from '../devices/list-queries.ts';
import type { DeviceFilter } from '../devices/list-rules.ts';
import { optionalChoice, optionalId, optionalText } from '../fields.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { wholeDevice } from './device-shape.ts';
import { lists, reads, writes } from './operation.ts';
import { namesFor } from './person.ts';
import { Done, Made } from './shapes.ts';
import { Changed, Device, DeviceLine } from './shapes-devices.ts';

const tag = 'Devices';
const TAKEN = {
  'identifiers.kind, identifiers.value': ['tag', 'Another device has this tag or serial'],
} as const;
const ID = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b01';
const OTHER = '0192f0c8-5b1e-7a30-8c11-2f6d3a9e4b02';
const FACTS = { model: ID, home: OTHER, condition: 'good', purchasedOn: '2026-07-01', cost: '279.00' };

const site = (what: string) => optionalText(120).describe(`${what}, by its id or code`);
const span = (what: string) => optionalText(10).describe(`${what}, as 2027, 2027-06 or 2027-06-30`);

const FILTERS = {
  home: site('The site that answers for it'),
  at: site('The site where it is'),
  place: optionalId().describe('The room, cart or vehicle where it is'),
  model: optionalId(),
  kind: optionalChoice(DEVICE_KINDS),
  use: optionalChoice(USES),
  state: optionalChoice(STATES),
  holder: optionalId().describe('The person who has it'),
  assigned: optionalId().describe('The person to whom it is issued'),
  room: optionalId().describe('The room or cart to which it is issued'),
  tag: optionalText(120).describe('How its tag begins'),
  serial: optionalText(120).describe('How its serial begins'),
  due: optionalChoice(['overdue', 'week', 'any']).describe('Lent, and due when'),
  aue: span('Updates end before'),
  from: span('Purchased on or after'),
  to: span('Purchased until'),
  funding: optionalText(120).describe('Its funding source'),
  unidentified: optionalChoice(['1']),
  field: optionalId().describe('A custom field, whose `value` it has'),
  value: optionalText(120),
  sort: optionalChoice([
    'tag',
    '-tag',
    'serial',
    '-serial',
    'purchased',
    '-purchased',
    'due',
    '-due',
  ]).describe('Taken where an index has this order or few devices are left'),
};

export function deviceOperations(api: Hono<AppEnv>): void {
  lists(
    api,
    {
      path: '/devices',
      rights: ['device.see'],
      summary: 'Devices, by tag where no other order is asked for',
      description: 'Who sees only their own sites gets those at home there, where no place is asked for.',
      tag,
      filters: FILTERS,
      item: DeviceLine,
    },
    async (c, { limit, cursor, sort, ...asked }) => {
      const { db, today } = c.var.ctx;
      const scope = scopeFor(c, 'device.see');
      const typed = Object.entries(asked).map(([name, value]) => [name, value ?? '']);
      const filter = await ownSite(c, readFilter(Object.fromEntries(typed)), scope);
      const { page } = await listDevices(db, { filter, sort: sort ?? '', cursor, today, limit }, scope);
      const sees = namesFor(c);
      return {
        next: page.next,
        items: page.items.map(({ given, family, holderKind: kind, holderGrade: grade, ...row }) => {
          const name = family === null ? null : `${given ?? ''} ${family}`.trim();
          return { ...row, who: personWords(sees, { name, kind, grade, site: row.holderSite }) || null };
        }),
      };
    },
  );
  reads(
    api,
    {
      path: '/devices/:device',
      rights: ['device.see'],
      summary: 'One device by its id, tag or serial',
      tag,
      answer: Device,
    },
    wholeDevice,
  );
  writes(
    api,
    {
      path: '/devices',
      rights: ['device.edit'],
      summary: 'Register a device',
      description:
        'It needs a tag or a serial, or `unidentified`. `custom` holds values by the id of the custom field.',
      tag,
      schema: NewDevice,
      example: { ...FACTS, tag: '48213', serial: '5CD1234XYZ', use: 'one_to_one' },
      answer: Made,
      status: 201,
      taken: TAKEN,
      location: ({ id }) => `/devices/${id}`,
    },
    (ctx, form) => createDevice(ctx, form),
  );
  writes(
    api,
    {
      method: 'put',
      path: '/devices/:device',
      rights: ['device.edit'],
      summary: 'Change what is known of a device',
      description:
        'All its facts are stated, with the version that was seen. Tag, serial, use and state have calls of their own.',
      tag,
      schema: DeviceEdit,
      example: { version: 3, ...FACTS },
      answer: Done,
    },
    (ctx, form, c) => editDevice(ctx, c.req.param('device') ?? '', form),
  );
  writes(
    api,
    {
      path: '/devices/many/use',
      rights: ['device.edit'],
      summary: 'Up to 90 devices are for something else from now on: all of them or none',
      tag,
      schema: ChangeManyUse,
      example: { device: [ID, OTHER], use: 'spare' },
      answer: Changed,
    },
    changeManyUse,
  );
  writes(
    api,
    {
      path: '/devices/many/home',
      rights: ['device.edit'],
      summary: 'Another site answers for up to 90 devices from now on: all of them or none',
      tag,
      schema: ChangeManyHome,
      example: { device: [ID], home: OTHER },
      answer: Changed,
    },
    changeManyHome,
  );
}

/** A school's contact gets what is home at the own school, where no place is asked for: as on the page. */
async function ownSite(c: AppContext, filter: DeviceFilter, scope: 'all' | readonly string[]) {
  if (scope === 'all' || filter.home || filter.at || filter.place || filter.room) return filter;
  const sites = await c.var.ctx.db.all(siteChoices(scope));
  return { ...filter, home: sites[0]?.value ?? 'none' };
}
