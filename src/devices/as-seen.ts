import { Conflict } from '../errors.ts';
import type { DeviceState } from './forms.ts';
import { canBe, type Fate } from './rules.ts';

const WORDS: Readonly<Record<DeviceState, string>> = {
  in_service: 'in service',
  lost: 'lost',
  stolen: 'stolen',
  retired: 'retired',
  disposed: 'disposed of',
};

/** @throws Conflict the device's state is not the one that the form showed, or does not allow this */
export function refuseOther(device: { state: DeviceState }, fate: Fate, seen: DeviceState): void {
  if (device.state === seen && canBe(fate, device.state)) return;
  throw new Conflict('must', `the device is ${WORDS[seen]}`, [
    { label: 'State', yours: WORDS[seen], theirs: WORDS[device.state] },
  ]);
}
