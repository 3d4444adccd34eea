import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';
import type { Pair } from './world.ts';

/** What two people who have left had on their phones, for a manager to decide. */
export async function syncThings(engine: Engine, w: Cast): Promise<{ phoneEntry: Pair }> {
  const phoneEntry = { own: newId(), other: newId() };
  const entry = (key: string, device: string) =>
    row('sync_entries', {
      key,
      phone: newId(),
      seq: 1,
      person: w.tess,
      kind: 'quick',
      state: 'needs_manager',
      device,
      at_phone: AT,
      done_at: AT,
      at_server: AT,
      why: 'Their login was ended before it arrived',
      form: JSON.stringify({
        fields: { fault: 'screen', remedy: 'replaced', minutes: '15' },
        saw: { at: null },
      }),
    });
  await engine.batch([entry(phoneEntry.own, '50001'), entry(phoneEntry.other, '60009')]);
  return { phoneEntry };
}
