import { Hono } from 'hono';
import { AdviceForm, DistrictForm, SignInLimitsForm, WorkForm } from '../../views/settings/district.tsx';
import { SettingsPage } from '../../views/settings/index.tsx';
import { can } from '../accounts/permissions.ts';
import { throttleLimits } from '../accounts/rules.ts';
import { adviceSettingsOf } from '../models/advice-settings-rules.ts';
import { calendarOf, dueDays } from '../repairs/due-rules.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import type { Frame } from '../web/frame.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, type Face, freshState, submit } from '../web/submit.tsx';
import { saveAdvice, saveDistrict, saveSignInLimits, saveWork } from './actions.ts';
import { Advice, District, SignInLimits, Work } from './forms.ts';
import { SETTINGS_PAGES } from './pages.ts';
import { settingVersion } from './queries.ts';

export const settingsRoutes = new Hono<AppEnv>();

settingsRoutes.get('/settings', allow('catalog.edit', 'settings.manage'), (c) => {
  const { actor } = c.var.ctx;
  const groups = SETTINGS_PAGES.map(({ title, links }) => ({
    title,
    links: links.filter(({ needs }) => can(actor, needs)),
  })).filter(({ links }) => links.length > 0);
  return c.html(<SettingsPage frame={frameOf(c, 'settings')} groups={groups} />);
});

type FormPage = (props: { frame: Frame; state: FormState }) => ReturnType<typeof DistrictForm>;

/** A page with one form whose values are settings; `name` is the setting whose version is guarded. */
function settingsForm<In>(
  path: string,
  name: string,
  Page: FormPage,
  values: (c: AppContext) => FormState['values'],
  face: Pick<Face<In, unknown>, 'schema' | 'run'>,
): void {
  settingsRoutes.get(path, allow('settings.manage'), async (c) => {
    const version = await settingVersion(c.var.ctx.db, name);
    return c.html(<Page frame={frameOf(c, 'settings')} state={freshState(values(c), version)} />);
  });
  settingsRoutes.post(path, allow('settings.manage'), (c) =>
    submit(c, {
      ...face,
      done: () => '/settings?done=saved',
      again: async (state) => {
        const version = state.version ?? (await settingVersion(c.var.ctx.db, name));
        return <Page frame={frameOf(c, 'settings')} state={{ ...state, version }} />;
      },
    }),
  );
}

settingsForm(
  '/settings/district',
  'district.name',
  DistrictForm,
  (c) => {
    const { name, currency, settings } = c.var.ctx.district;
    return { name, currency, foundText: settings['found.text'] ?? '' };
  },
  { schema: District, run: saveDistrict },
);

settingsForm(
  '/settings/work',
  'work.calendar',
  WorkForm,
  (c) => {
    const { weekdays, dayStart, dayEnd } = calendarOf(c.var.ctx.district, []);
    return { ...asTyped(dueDays(c.var.ctx.district)), weekdays: weekdays.map(String), dayStart, dayEnd };
  },
  { schema: Work, run: saveWork },
);

settingsForm(
  '/settings/sign-in',
  'sign-in.throttle',
  SignInLimitsForm,
  (c) => asTyped({ ...throttleLimits(c.var.ctx.district.settings['sign-in.throttle']) }),
  { schema: SignInLimits, run: saveSignInLimits },
);

settingsForm(
  '/settings/advice',
  'advice',
  AdviceForm,
  (c) => {
    const advice = adviceSettingsOf(c.var.ctx.district.settings);
    return asTyped({
      benchRate: (advice.benchRateCentsPerHour / 100).toFixed(2),
      lifeMonths: advice.lifeMonths,
      shareOfValue: Math.round(advice.shareOfValue * 100),
      shareOfPrice: Math.round(advice.shareOfPrice * 100),
      small: (advice.smallCents / 100).toFixed(2),
      fewestMonths: advice.fewestMonths,
      sameFaultLook: advice.sameFaultLook,
    });
  },
  { schema: Advice, run: saveAdvice },
);
