import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { record } from '../history/record.ts';
import { setSetting } from '../settings/changes.ts';
import { COPY_DAYS } from './copy-rules.ts';
import type { CopySettings } from './forms.ts';

/** After how many days without contact a phone wipes its copy. @throws Conflict it was changed meanwhile */
export function saveCopySettings(ctx: Ctx, { version, days }: CopySettings): Promise<{ saved: true }> {
  return commit(
    ctx,
    { saved: true as const },
    setSetting(COPY_DAYS, String(days), version),
    record({ thing: 'settings', kind: 'settings', verb: 'edited', data: { copyDays: days } }),
  );
}
