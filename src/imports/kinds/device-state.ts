import type { DeviceState } from '../../devices/forms.ts';
import { canBe } from '../../devices/rules.ts';
import type { StateChange, StateFacts } from './device-rules.ts';

const wordsOf = (state: string) => state.replaceAll('_', ' ');

/**
 * Whether a known device may go into the state that a file says: retired, or in service again. What needs more than
 * a file says (where it was lost, a police report, a lot) is said on its page.
 */
export function stateChange(
  from: string,
  to: string,
  facts: StateFacts | undefined,
): StateChange | { problem: string } {
  const here = `It is ${wordsOf(from)} here`;
  if (to === 'lost' || to === 'stolen')
    return { problem: `${here}: report it ${to} on its page, where it was and the police report are asked` };
  if (to === 'disposed')
    return { problem: `${here}: dispose of it in a lot, or on its page with the reason` };
  if (facts?.lot) return { problem: `${here}, in a lot for disposal: take it out of that first` };
  if (to === 'retired') {
    if (!canBe('retire', from as DeviceState)) return { problem: `${here}: what is disposed of stays so` };
    if (facts?.repair)
      return { problem: `${here} with a repair open on it: close or withdraw that one first` };
    return { from, to, ends: facts?.assignment ?? null, appears: false };
  }
  if (from === 'lost' || from === 'stolen')
    return { problem: `${here}: who has found it says so on its page, and where` };
  if (from === 'disposed') return { problem: `${here}: take it back into service on its page` };
  return { from, to: 'in_service', ends: null, appears: (facts?.place ?? null) === null };
}
