import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import type { AuditSettingsForm } from './forms.ts';
import type { AuditSettings } from './settings-rules.ts';

/** How often each kind of place is to be counted. */
export function saveAuditSettings(ctx: Ctx, form: AuditSettingsForm): Promise<{ saved: true }> {
  const { version, ...settings } = form;
  const kept: AuditSettings = settings;
  return commit(
    ctx,
    { saved: true as const },
    setSetting('audits', JSON.stringify(kept), version),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: { ...kept } }),
  );
}
