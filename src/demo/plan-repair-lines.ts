/** What is found broken on a device and what is done about it: fault lines with their parts. */
import { type StartingFault, startingFaults } from '../repairs/starting-list.ts';
import { startingRemedies } from '../repairs/starting-list-remedies.ts';
import { startingSymptoms } from '../repairs/starting-list-symptoms.ts';
import { causeMix, faultWeights, remedyMix } from './data-faults.ts';
import { type GroupSeed, type PartSeed, partGroups } from './data-parts.ts';
import type { FleetDevice } from './plan-fleet.ts';
import type { PlanLine, PlanPartUse } from './plan-types.ts';
import type { Random } from './random.ts';

export const faultByCode: ReadonlyMap<string, StartingFault> = new Map(
  startingFaults.map((fault) => [fault.code, fault]),
);
const remedyByCode = new Map(startingRemedies.map((remedy) => [remedy.code, remedy]));

// What people report for a fault: the likelier the fault is for a symptom, the more.
const symptomsOf = new Map(
  startingFaults.map(({ code }) => [
    code,
    startingSymptoms
      .filter((symptom) => symptom.faults.includes(code))
      .map((symptom) => [symptom.code, 1 / (1 + symptom.faults.indexOf(code)) ** 2] as const),
  ]),
);

/** Share of uses of a part that nobody had entered in the books, where the group has harvested ones; a guess. */
const UNBOOKED = 0.03;

const YEAR = 365.25 * 86_400_000;

/** Parts of a district by what they fit, for the lines of its repairs. */
export class PartsCatalog {
  readonly groups: readonly GroupSeed[];
  readonly #byFit = new Map<string, { group: GroupSeed; variant: string | null }[]>();

  constructor(parts: number) {
    this.groups = partGroups(parts);
    for (const group of this.groups)
      for (const fault of group.faults)
        for (const { model, variant } of group.fits) {
          const key = `${model} ${fault}`;
          const list = this.#byFit.get(key) ?? [];
          list.push({ group, variant });
          this.#byFit.set(key, list);
        }
  }

  /** The group that is fitted for a fault of this device: of the fault's own kind before others. */
  groupFor(device: FleetDevice, fault: StartingFault): GroupSeed | null {
    const fitting = (this.#byFit.get(`${device.model.code} ${fault.code}`) ?? []).filter(
      ({ variant }) =>
        variant === null || device.touch === device.model.variants.find((v) => v.code === variant)?.touch,
    );
    const wanted = fault.partKind === 'lcd' && device.touch ? 'lcd-touch' : fault.partKind;
    return (fitting.find(({ group }) => group.kind === wanted) ?? fitting[0])?.group ?? null;
  }

  /** A part of the group: mostly its first; now and then a harvested one that nobody had entered in the books. */
  partOf(group: GroupSeed, random: Random): { part: PartSeed; unbooked: boolean } {
    const harvested = group.parts.filter((one) => one.condition === 'harvested');
    const unbooked = harvested.length > 0 && random.chance(UNBOOKED);
    const booked = group.parts.filter((one) => one.condition !== 'harvested');
    const choices = (unbooked ? harvested : booked).map((one, i) => [one, 1 / (1 + i) ** 2] as const);
    return { part: random.weighted(choices), unbooked };
  }
}

export type DraftLine = {
  symptom: string;
  fault: StartingFault;
  remedy: string;
  cause: NonNullable<PlanLine['cause']>;
  minutes: number;
  group: GroupSeed | null;
};

/** One to three lines for a device that breaks at `at`; `asked` is what becomes of the repair. */
export function draftLines(
  catalog: PartsCatalog,
  device: FleetDevice,
  at: number,
  asked: 'repaired' | 'no_fault' | 'not_worth' | 'vendor',
  random: Random,
): DraftLine[] {
  const weights = faultWeights((at - device.bought) / YEAR, device.touch);
  const count =
    asked === 'repaired'
      ? random.weighted([
          [1, 88],
          [2, 10],
          [3, 2],
        ])
      : 1;
  const codes = new Set<string>();
  while (codes.size < count) codes.add(random.weighted(weights));
  return [...codes].map((code) => {
    const fault = faultByCode.get(code) as StartingFault;
    const usual = random.weighted(remedyMix[code] ?? [[fault.remedy, 1]]);
    const remedy =
      asked === 'repaired'
        ? usual
        : asked === 'no_fault'
          ? 'no-fault'
          : asked === 'vendor'
            ? 'vendor'
            : 'not-worth';
    const known = remedyByCode.get(remedy);
    const minutes = Math.max(
      3,
      Math.round((known?.minutes ?? fault.minutes) * Math.exp(random.normal(0, 0.25))),
    );
    const takes = known?.takesPart === 'part' || remedy === 'exchanged';
    return {
      symptom: random.weighted(symptomsOf.get(code) ?? [['other', 1]]),
      fault,
      remedy,
      cause: random.weighted(causeMix(code)),
      minutes,
      group: takes ? catalog.groupFor(device, fault) : null,
    };
  });
}

/** The parts that a line takes, from `bin(kind)`. */
export function partsOf(
  catalog: PartsCatalog,
  line: DraftLine,
  bin: (kind: string) => string,
  random: Random,
): PlanPartUse[] {
  if (line.group === null) return [];
  const { part, unbooked } = catalog.partOf(line.group, random);
  const counted = line.group.counted;
  const quantity =
    line.fault.code === 'keycap'
      ? random.weighted([
          [1, 6],
          [2, 2],
          [3, 1],
        ])
      : 1;
  return [
    {
      sku: part.sku,
      group: line.group.code,
      quantity,
      bin: counted ? bin(line.group.kind) : null,
      costCents: part.priceCents * quantity,
      shortfall: counted && unbooked,
    },
  ];
}
