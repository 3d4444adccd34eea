import { can, scopeOf, within } from '../accounts/permissions.ts';
import type { Actor } from '../context.ts';
import type { Say } from './rules.ts';

type Fateful = 'device.retire' | 'device.dispose';

/** Whether the person may retire or dispose of devices, may only ask for it, or neither. */
export function sayOver(actor: Pick<Actor, 'grants'>, action: Fateful): Say {
  if (can(actor, action)) return 'do';
  return can(actor, 'device.propose') ? 'propose' : null;
}

/**
 * Who answers for a fleet marks a device lost, and a school's contact reports it for the own school; the others
 * ask for it.
 */
export function sayOverLoss(
  actor: Pick<Actor, 'grants'>,
  device: { home: string; atSite: string | null },
): Say {
  if (can(actor, 'device.retire')) return 'do';
  const contact = actor.grants.filter((grant) => grant.role === 'contact');
  const own = scopeOf({ grants: contact }, 'device.lose');
  if (within(own, device.home, device.atSite)) return 'do';
  return can(actor, 'device.propose') ? 'propose' : null;
}
