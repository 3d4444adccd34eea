import type { Hono } from 'hono';
import { z } from 'zod';
import { throttleLimits } from '../accounts/rules.ts';
import type { Ctx } from '../context.ts';
import { adviceSettingsOf } from '../models/advice-settings-rules.ts';
import { calendarOf, dueDays } from '../repairs/due-rules.ts';
import { saveAdvice, saveDistrict, saveSignInLimits, saveWork } from '../settings/actions.ts';
import { Advice, District, SignInLimits, Work } from '../settings/forms.ts';
import { settingVersion } from '../settings/queries.ts';
import type { AppEnv } from '../web/env.ts';
import { reads } from './operation.ts';
import { rights, settingsSection, tag } from './settings-section.ts';
import { cents } from './shapes.ts';

const version = z.int().describe('To be stated when it is changed');

const Settings = z
  .object({
    zone: z.string().describe('The time zone that the server was started with'),
    district: z.object({ name: z.string(), currency: z.string(), foundText: z.string(), version }),
    work: z.object({
      weekdays: z.array(z.int()).describe('1 is Monday'),
      dayStart: z.string(),
      dayEnd: z.string(),
      urgent: z.int().describe('Working days within which such a repair is due'),
      high: z.int(),
      normal: z.int(),
      low: z.int(),
      version,
    }),
    signIn: z.object({
      account: z.int().describe('Wrong passwords at one account before waits begin'),
      address: z.int().describe('Wrong passwords from one address before waits begin'),
      longest: z.int().describe('The longest wait, in minutes'),
      version,
    }),
    advice: z.object({
      benchRateCentsPerHour: cents,
      lifeMonths: z.int(),
      shareOfValue: z.number(),
      shareOfPrice: z.number(),
      smallCents: cents,
      fewestMonths: z.int(),
      sameFaultLook: z.int(),
      version,
    }),
  })
  .meta({ id: 'Settings' });

export function settingsOperations(api: Hono<AppEnv>): void {
  reads(api, { path: '/settings', rights, summary: "The district's settings", tag, answer: Settings }, (c) =>
    settingsOf(c.var.ctx),
  );
  settingsSection(
    api,
    ['district', 'Name, currency, and what a finder reads'],
    District,
    { name: 'Riverbend Schools', currency: 'USD', foundText: 'Please hand it in at any school' },
    saveDistrict,
  );
  settingsSection(
    api,
    ['work', 'The working week and the days within which repairs are due'],
    Work,
    { weekdays: [1, 2, 3, 4, 5], dayStart: '07:30', dayEnd: '16:00', urgent: 1, high: 2, normal: 5, low: 10 },
    saveWork,
  );
  settingsSection(
    api,
    ['sign-in', 'When signing in has to wait after wrong passwords'],
    SignInLimits,
    { account: 5, address: 50, longest: 15 },
    saveSignInLimits,
  );
  settingsSection(
    api,
    ['advice', 'The figures behind the advice to repair or retire; shares are percents'],
    Advice,
    {
      benchRate: '30.00',
      lifeMonths: 60,
      shareOfValue: 60,
      shareOfPrice: 50,
      small: '15.00',
      fewestMonths: 6,
      sameFaultLook: 3,
    },
    saveAdvice,
  );
}

async function settingsOf(ctx: Ctx): Promise<z.input<typeof Settings>> {
  const { db, district } = ctx;
  const { weekdays, dayStart, dayEnd } = calendarOf(district, []);
  const limits = throttleLimits(district.settings['sign-in.throttle']);
  return {
    zone: district.zone,
    district: {
      name: district.name,
      currency: district.currency,
      foundText: district.settings['found.text'] ?? '',
      version: await settingVersion(db, 'district.name'),
    },
    work: {
      ...dueDays(district),
      weekdays: [...weekdays],
      dayStart,
      dayEnd,
      version: await settingVersion(db, 'work.calendar'),
    },
    signIn: { ...limits, version: await settingVersion(db, 'sign-in.throttle') },
    advice: { ...adviceSettingsOf(district.settings), version: await settingVersion(db, 'advice') },
  };
}
