import { z } from 'zod';
import { LOCATION_KINDS } from '../locations/forms.ts';
import { time } from './shapes.ts';

const kind = z.enum(LOCATION_KINDS);

export const Location = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    kind,
    siteType: z.string().nullable(),
    parent: z.string().nullable(),
    parentName: z.string().nullable(),
    top: z.string().describe('The site, depot, vehicle or vendor that it lies in; itself where it is one'),
    topName: z.string(),
    address: z.string(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    slots: z.int().nullable(),
    note: z.string(),
    retiredAt: time.nullable(),
    version: z.int().describe('To be stated when it is changed'),
  })
  .meta({ id: 'Location' });

export const LocationLine = z
  .object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    kind,
    parentName: z.string().nullable(),
    topName: z.string(),
    retiredAt: time.nullable(),
  })
  .meta({ id: 'LocationLine' });

export const TreeNode = z
  .object({
    id: z.string(),
    parent: z.string().nullable(),
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    slots: z.int().nullable(),
    retiredAt: time.nullable(),
  })
  .meta({ id: 'LocationInTree', description: 'A location and where in the tree it hangs' });

export const Slot = z
  .object({
    id: z.string().describe('Of the device'),
    tag: z.string(),
    serial: z.string(),
    slot: z.int().nullable(),
    maker: z.string(),
    modelName: z.string(),
    state: z.string(),
    place: z.string().nullable(),
    placeName: z.string().nullable(),
    who: z.string().nullable().describe('Who has it now'),
  })
  .meta({ id: 'IssuedDevice', description: 'A device that is issued to a room or cart' });
