import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import type { CountSettingsForm } from './forms.ts';
import { COUNT_DEFAULTS, type CountSettings } from './settings-rules.ts';

/** How often parts are counted, from where on it takes two, and what a vehicle carries. */
export function saveCountSettings(ctx: Ctx, form: CountSettingsForm): Promise<{ saved: true }> {
  const { version, limit, total, vehicle, shortage, ...numbers } = form;
  const settings: CountSettings = {
    ...numbers,
    limitCents: limit,
    totalCents: total ?? COUNT_DEFAULTS.totalCents,
    vehicleCents: vehicle,
    shortageCents: shortage,
  };
  return commit(
    ctx,
    { saved: true as const },
    setSetting('counts', JSON.stringify(settings), version),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: { ...settings } }),
  );
}
