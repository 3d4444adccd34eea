import type { Fault, Remedy } from './list-queries.ts';

interface Offer {
  part: string;
  counted: boolean;
  mine: number;
  mineBin: string | null;
}

interface Where {
  holder: string | null;
  place: string | null;
  assignedPerson: string | null;
  assignedLocation: string | null;
  placeKind: string | null;
  openRepair: string | null;
}

/** Where a device probably goes after a repair: it stays, unless somebody has taken it from whose it is. */
export function proposedPlace(device: Where): 'stay' | 'back' {
  const { holder, place, assignedPerson, assignedLocation, placeKind, openRepair } = device;
  if (assignedPerson === null && assignedLocation === null) return 'stay';
  const home = assignedPerson ? holder === assignedPerson : place === assignedLocation;
  const taken = placeKind === 'vehicle' || placeKind === 'depot' || placeKind === 'vendor';
  return !home && (taken || openRepair !== null) ? 'back' : 'stay';
}

/** What choosing a fault fills in: remedy, minutes, outcome, and the part from my vehicle. */
export function filledIn(
  fault: Pick<Fault, 'remedy' | 'minutes' | 'partKind'>,
  remedies: readonly Pick<Remedy, 'code' | 'minutes' | 'takesPart' | 'outcome'>[],
  offers: readonly Offer[],
  remedyCode: string | null,
): { remedy: string; minutes: string; outcome: string; parts: string[] } {
  const code = remedyCode ?? fault.remedy;
  const remedy = remedies.find((one) => one.code === code);
  const takes = remedy?.takesPart === 'part' || (remedy?.takesPart === 'either' && fault.partKind !== null);
  const best = takes ? offers[0] : undefined;
  const inHand = best && (!best.counted || best.mine > 0);
  return {
    remedy: remedy?.code ?? '',
    minutes: String(remedy?.minutes ?? fault.minutes),
    outcome: remedy?.outcome ?? 'repaired',
    parts: best && inHand ? [`${best.part}:${best.counted ? (best.mineBin ?? '') : ''}`] : [],
  };
}
