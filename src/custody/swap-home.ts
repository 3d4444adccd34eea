import type { Change } from '../db/commit.ts';
import { asCounted, type Counted, recount } from '../devices/changes.ts';
import { changeHome } from '../devices/record-changes.ts';
import type { ScannedDevice } from './scan-queries.ts';

/**
 * Which sites answer for the two devices of a swap for good. The one that is handed over is answered for by the site
 * of the person who gets it, which may not be the broken one's; where a cart or nobody gets it, by the broken one's.
 * The broken one becomes a spare of the site that gave the spare, so that its pool is as large as before; where it
 * lies until it is repaired is custody, and no home. A loaner comes back: no home changes.
 * @param person who gets the spare, null for nobody
 */
export function homesAfter(
  broken: Pick<ScannedDevice, 'home' | 'holder' | 'holderSite' | 'assignedPerson' | 'assignedSite'>,
  spare: Pick<ScannedDevice, 'home'>,
  person: string | null,
): { broken: string; spare: string } {
  const site = person === null ? null : person === broken.holder ? broken.holderSite : broken.assignedSite;
  return { broken: spare.home, spare: site ?? broken.home };
}

/** Another site answers for a device, and counts it; nothing where it does already. */
export function answeredForBy(device: Counted, home: string): Change {
  if (device.home === home) return null;
  return [asCounted(device), recount(device, { ...device, home }), changeHome(device.id, home)];
}
