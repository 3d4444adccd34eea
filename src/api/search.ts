import type { Hono } from 'hono';
import { z } from 'zod';
import { scopeOf } from '../accounts/permissions.ts';
import { normalizeTag, parseScan } from '../devices/identifier-rules.ts';
import { optionalText, text, whole } from '../fields.ts';
import { type Exact, findAnything, findExact, findNear } from '../search/find.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { reads } from './operation.ts';
import { truth } from './shapes.ts';

const tag = 'Search';

const DeviceFound = z
  .object({
    id: z.string(),
    tag: z.string(),
    serial: z.string(),
    value: z.string().describe('The tag or serial that was found'),
    former: truth().describe('It has another one now'),
    modelName: z.string(),
    homeName: z.string(),
    state: z.string(),
  })
  .meta({ id: 'DeviceFound' });

const Found = z
  .object({
    devices: z.array(DeviceFound),
    people: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        kind: z.string(),
        grade: z.string().nullable(),
        siteName: z.string().nullable(),
        active: truth(),
      }),
    ),
    places: z.array(
      z.object({ id: z.string(), code: z.string(), name: z.string(), kind: z.string(), topName: z.string() }),
    ),
    models: z.array(z.object({ id: z.string(), name: z.string(), number: z.string() })),
    parts: z.array(z.object({ id: z.string(), sku: z.string(), name: z.string() })),
    near: z.array(DeviceFound).describe('One slip of the finger away, where nothing has what was typed'),
  })
  .meta({ id: 'Found' });

const Meaning = z
  .object({
    kind: z
      .enum(['device', 'person', 'location', 'bin', 'part', 'repair', 'elsewhere', 'nothing'])
      .describe('elsewhere: a device of a site that is not yours'),
    id: z.string().nullable(),
    say: z
      .string()
      .nullable()
      .describe('hit, or what a person has to be told first: lost, stolen, former_tag, former_serial'),
    elsewhere: z.object({ modelName: z.string(), homeName: z.string() }).nullable(),
    near: z.array(DeviceFound).describe('What may have been meant, where nothing was hit'),
  })
  .meta({ id: 'Meaning', description: 'What a scanned or typed text names' });

export function searchOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/search',
      rights: ['device.see'],
      summary: 'Devices, people, places, models and parts that fit a text',
      tag,
      query: z.object({
        q: optionalText(100).describe('A tag or serial or a piece of it, a name, a SKU, a maker number'),
        limit: whole(1, 50).default(20).describe('How many of each'),
      }),
      answer: Found,
    },
    (c, { q, limit }) => findAnything(c.var.ctx, q, limit),
  );
  reads(
    api,
    {
      path: '/scan',
      rights: ['device.see'],
      summary: 'What a scan names; it changes nothing',
      tag,
      query: z.object({ text: text(500).describe('As the scanner gives it') }),
      answer: Meaning,
    },
    async (c, { text: scanned }) => meaningOf(c, await findExact(c.var.ctx, scanned), scanned),
  );
}

const MOST_NEAR = 8;
const PLACES: Readonly<Record<string, 'device' | 'person' | 'location' | 'bin' | 'part' | 'repair'>> = {
  devices: 'device',
  people: 'person',
  locations: 'location',
  bins: 'bin',
  parts: 'part',
  repairs: 'repair',
};

/** The page that a scan leads to says what it names. */
async function meaningOf(
  c: AppContext,
  exact: Exact | null,
  scanned: string,
): Promise<z.input<typeof Meaning>> {
  const nothing = { kind: 'nothing' as const, id: null, say: null, elsewhere: null, near: [] };
  if (exact === null) {
    const { db, actor } = c.var.ctx;
    const word = parseScan(scanned)[0]?.value ?? normalizeTag(scanned);
    return { ...nothing, near: await findNear(db, word, scopeOf(actor, 'device.see'), MOST_NEAR) };
  }
  if (exact.kind === 'elsewhere') {
    const { modelName, homeName } = exact.device;
    return { ...nothing, kind: 'elsewhere', elsewhere: { modelName, homeName } };
  }
  const url = new URL(exact.href, 'http://here.invalid');
  const [folder = '', id = ''] = url.pathname.split('/').slice(-2);
  return { ...nothing, kind: PLACES[folder] ?? 'nothing', id, say: url.searchParams.get('scan') };
}
