import { type Scope, within } from '../accounts/permissions.ts';
import type { Device } from '../devices/queries.ts';
import { Conflict, Invalid } from '../errors.ts';
import { NOT_ISSUED, NOT_MOVED } from './changes.ts';

/** Who or what has a device, in words; a student's name only where the person may see it. */
export function whoHasIt(device: Device, scope: Scope): string {
  const place = [device.placeName, device.atSite === device.place ? null : device.atSiteName];
  const where = place.filter(Boolean).join(', ');
  const holder = personWords(device.holderName, device.holderKind, device.holderGrade, device, scope);
  return [holder, where].filter(Boolean).join(', ') || 'nobody knows';
}

/** Whom a device is issued to, in words. */
export function issuedTo(device: Device, scope: Scope): string {
  if (!device.assignedName) return 'nobody';
  const slot = device.slot === null ? '' : `, slot ${device.slot}`;
  const name = personWords(device.assignedName, device.assignedKind, device.assignedGrade, device, scope);
  return `${name ?? ''}${slot}`;
}

function personWords(
  name: string | null,
  kind: string | null,
  grade: string | null,
  device: Device,
  scope: Scope,
): string | null {
  if (kind !== 'student' || within(scope, device.atSite)) return name;
  return grade ? `a student of grade ${grade}` : 'a student';
}

/** @throws Conflict it was handed to somebody since the form was shown */
export function refuseMoved(device: Device, seen: string | null, scope: Scope): void {
  if (seen === null || seen === device.openCustody) return;
  const now = { label: 'Who has it', yours: '', theirs: whoHasIt(device, scope) };
  throw new Conflict('must', NOT_MOVED, [now]);
}

/** @throws Conflict it was issued to somebody since the form was shown */
export function refuseIssued(device: Device, seen: string | null, scope: Scope): void {
  if (seen === null || seen === device.openAssignment) return;
  const now = { label: 'Issued to', yours: '', theirs: issuedTo(device, scope) };
  throw new Conflict('must', NOT_ISSUED, [now]);
}

/**
 * Runs a use case; where somebody else was quicker in the very moment, once more, so that it finds out from what
 * is there now who that was. Only where the form holds what was seen: else the second run would win.
 */
export async function toldWhy<T>(seen: string | null, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const race = error instanceof Conflict && (error.what === NOT_MOVED || error.what === NOT_ISSUED);
    if (!race || seen === null || error.changes.length > 0) throw error;
    return run();
  }
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  lost: 'It was reported lost. Say on its page that it is found, then go on.',
  stolen: 'It was reported stolen. Say on its page that it is found, then go on.',
  retired: 'It is retired. Take it into service on its page first.',
  disposed: 'It was disposed of.',
};

/** @throws Invalid a device in this state is not handed out */
export function refuseOut(state: string): void {
  const words = STATE_WORDS[state];
  if (words) throw new Invalid({ '': words });
}

/** @throws Invalid a device that is missing is found first */
export function refuseMissing(state: string): void {
  if (state === 'lost' || state === 'stolen') refuseOut(state);
}

/** @throws Invalid what a vendor has comes back in its repair, where its clock runs on */
export function refuseAtVendor(device: { openRepairState: string | null }): void {
  if (device.openRepairState === 'at_vendor')
    throw new Invalid({
      '': 'By the books it is at a vendor. Bring it back in its repair first, then go on.',
    });
}
