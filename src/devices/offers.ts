import { can, scopeOf, within } from '../accounts/permissions.ts';
import type { Actor } from '../context.ts';
import type { Device } from './queries.ts';
import { canBe, type Say } from './rules.ts';
import { sayOver, sayOverLoss } from './say.ts';

/** What the page of a device offers to this person in its state: only what is legal now. */
export interface Offers {
  repair: boolean;
  report: boolean;
  swap: boolean;
  checkOut: boolean;
  checkIn: boolean;
  loan: boolean;
  move: boolean;
  found: boolean;
  lose: Say;
  retire: Say;
  dispose: Say;
  restore: boolean;
  harvest: boolean;
  edit: boolean;
  identify: boolean;
  history: boolean;
}

export function offersFor(actor: Pick<Actor, 'grants'>, device: Device): Offers {
  const { state } = device;
  const here = state === 'in_service';
  const hands = within(scopeOf(actor, 'custody.change'), device.home, device.atSite);
  const edit = can(actor, 'device.edit');
  const held = device.holder !== null;
  const home =
    device.placeKind === 'site' || device.placeKind === 'depot' || device.place === device.assignedLocation;
  return {
    repair: here && can(actor, 'repair.work'),
    report:
      here &&
      !can(actor, 'repair.work') &&
      within(scopeOf(actor, 'repair.report'), device.home, device.atSite),
    swap: here && hands && scopeOf(actor, 'custody.change') === 'all',
    checkOut: here && hands && !held,
    checkIn: here && hands && (held || !home || device.dueOn !== null),
    loan: here && hands && !held && device.use !== 'one_to_one',
    move: here && hands,
    found: hands && canBe('find', state),
    lose: canBe('lose', state) ? sayOverLoss(actor, device) : null,
    retire: canBe('retire', state) && !device.openRepair ? sayOver(actor, 'device.retire') : null,
    dispose: canBe('dispose', state) ? sayOver(actor, 'device.dispose') : null,
    restore: canBe('restore', state) && can(actor, state === 'disposed' ? 'device.dispose' : 'device.retire'),
    harvest: state === 'retired' && can(actor, 'harvest.propose'),
    edit,
    identify: can(actor, 'tag.replace'),
    history: can(actor, 'history.see'),
  };
}
