import type { Hono } from 'hono';
import { z } from 'zod';
import { AuditSettingsForm } from '../audits/forms.ts';
import { saveAuditSettings } from '../audits/settings.ts';
import { auditSettingsOf } from '../audits/settings-rules.ts';
import type { Ctx } from '../context.ts';
import { CountSettingsForm } from '../counts/forms.ts';
import { saveCountSettings } from '../counts/save-settings.ts';
import { countSettingsOf } from '../counts/settings-rules.ts';
import { saveLimits } from '../purchasing/limits.ts';
import { Limits } from '../purchasing/order-forms.ts';
import { LIMIT_SETTING, limitsOf } from '../purchasing/order-rules.ts';
import { settingVersion } from '../settings/queries.ts';
import { COPY_DAYS, copyDays } from '../sync/copy-rules.ts';
import { CopySettings } from '../sync/forms.ts';
import { saveCopySettings } from '../sync/save-settings.ts';
import { Nothing } from '../visits/forms.ts';
import { NewMiles, NewRate, NewWindow } from '../visits/hours-forms.ts';
import { measuredMiles, testingWindows } from '../visits/hours-queries.ts';
import { visitSettingsOf } from '../visits/rules.ts';
import { addMiles, addRate, addWindow, removeWindow } from '../visits/settings.ts';
import type { AppEnv } from '../web/env.ts';
import { reads, writes } from './operation.ts';
import { rights, Saved, settingsSection, tag } from './settings-section.ts';
import { cents, day } from './shapes.ts';

const version = z.int().describe('To be stated when it is changed');
const period = z.string().describe('never, year or term');

const Areas = z
  .object({
    audits: z.object({
      yearFrom: z.string().describe('MM-DD on which the school year begins'),
      termFrom: z.string().describe('MM-DD on which the second term begins'),
      sites: period,
      carts: period,
      depots: period,
      vehicles: period,
      silentMinutes: z.int(),
      version,
    }),
    counts: z.object({
      shareA: z.int(),
      shareB: z.int(),
      daysA: z.int(),
      daysB: z.int(),
      daysC: z.int(),
      limitUnits: z.int(),
      limitCents: cents,
      totalCents: cents.describe('All differences of one count together'),
      depotDays: z.int(),
      vehicleCents: cents,
      shortageCents: cents,
      version,
    }),
    orders: z.object({
      limitCents: cents.describe('A manager alone'),
      specialistCents: cents.describe('Level III alone; 0: they propose'),
      version,
    }),
    phones: z.object({ days: z.int().describe('Without contact, then a phone wipes its copy'), version }),
    visits: z.object({
      roadFactor: z.number(),
      dayEnd: z.string(),
      rates: z.array(z.object({ from: day, milliDollars: z.int().describe('A mile, in thousandths') })),
      windows: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          siteName: z.string().nullable(),
          fromOn: day,
          toOn: day,
        }),
      ),
      miles: z.array(
        z.object({
          one: z.string(),
          other: z.string(),
          tenths: z.int().describe('Tenths of a mile between them'),
        }),
      ),
    }),
  })
  .meta({ id: 'SettingsOfAreas', description: 'What is set for audits, counts, orders, phones and visits' });

/** What is set for one area of work. */
export function settingsAreaOperations(api: Hono<AppEnv>): void {
  reads(
    api,
    {
      path: '/settings/areas',
      rights,
      summary: 'What is set for audits, counts, orders, phones and visits',
      tag,
      answer: Areas,
    },
    (c) => areasOf(c.var.ctx),
  );
  settingsSection(
    api,
    ['audits', 'How often each kind of place is counted'],
    AuditSettingsForm,
    {
      yearFrom: '08-01',
      termFrom: '01-15',
      sites: 'year',
      carts: 'term',
      depots: 'term',
      vehicles: 'term',
      silentMinutes: 60,
    },
    saveAuditSettings,
  );
  settingsSection(
    api,
    ['counts', 'How often parts are counted, and which difference takes a second look'],
    CountSettingsForm,
    {
      shareA: 80,
      shareB: 95,
      daysA: 30,
      daysB: 90,
      daysC: 180,
      limitUnits: 5,
      limit: '100.00',
      total: '500.00',
      depotDays: 7,
      vehicle: '2500.00',
      shortage: '25.00',
    },
    saveCountSettings,
  );
  settingsSection(
    api,
    ['orders', 'The amounts up to which a manager, and level III, approve an order alone'],
    Limits,
    { limit: '2500.00', specialist: '200.00' },
    saveLimits,
  );
  settingsSection(
    api,
    ['phones', 'After how many days without contact a phone wipes its copy'],
    CopySettings,
    { days: 14 },
    saveCopySettings,
  );
  visitSettings(api);
}

function visitSettings(api: Hono<AppEnv>): void {
  const op = { rights, tag, answer: Saved };
  writes(
    api,
    {
      ...op,
      path: '/settings/visits',
      summary:
        'What a mile pays from a day on, how much longer roads are than the crow flies, when the day ends',
      schema: NewRate,
      example: { from: '2027-01-01', rate: '0.725', roadFactor: '1.3', dayEnd: '15:30' },
    },
    addRate,
  );
  writes(
    api,
    {
      ...op,
      path: '/settings/visits/windows',
      summary: 'Days of tests: no visit is suggested then',
      schema: NewWindow,
      example: { title: 'State tests', fromOn: '2027-04-05', toOn: '2027-04-16' },
    },
    addWindow,
  );
  writes(
    api,
    {
      ...op,
      method: 'delete',
      path: '/settings/visits/windows/:window',
      summary: 'Days of tests are off',
      schema: Nothing,
    },
    (ctx, _, c) => removeWindow(ctx, c.req.param('window') ?? ''),
  );
  writes(
    api,
    {
      ...op,
      path: '/settings/visits/miles',
      summary: 'The measured way between two places, by their codes',
      schema: NewMiles,
      example: { one: 'MAP', other: 'BIR', miles: '8.2' },
    },
    addMiles,
  );
}

async function areasOf({ db, district, today }: Ctx): Promise<z.input<typeof Areas>> {
  const { settings } = district;
  const visit = visitSettingsOf(settings);
  const [windows, miles] = await db.read(testingWindows(today), measuredMiles());
  return {
    audits: { ...auditSettingsOf(settings), version: await settingVersion(db, 'audits') },
    counts: { ...countSettingsOf(settings), version: await settingVersion(db, 'counts') },
    orders: {
      limitCents: limitsOf(settings).manager,
      specialistCents: limitsOf(settings).specialist,
      version: await settingVersion(db, LIMIT_SETTING),
    },
    phones: { days: copyDays(settings), version: await settingVersion(db, COPY_DAYS) },
    visits: { ...visit, rates: [...visit.rates], windows, miles },
  };
}
