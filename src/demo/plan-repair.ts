/** The course of one repair: its lines, steps and the moves of the device, from report to close. */

import type { Outcome } from '../repairs/forms.ts';
import { courseShares, holdMix, workingDays } from './data-faults.ts';
import type { Days } from './plan-days.ts';
import type { FleetDevice } from './plan-fleet.ts';
import type { People } from './plan-people.ts';
import { type Places, shelfFor, type Technician } from './plan-places.ts';
import { type DraftLine, draftLines, type PartsCatalog, partsOf } from './plan-repair-lines.ts';
import type { DrawnRepair } from './plan-repair-times.ts';
import type { MoveWhy, Place, PlanLine, PlanRepair, PlanSize, PlanStep } from './plan-types.ts';
import { Random } from './random.ts';

export type RepairContext = {
  size: PlanSize;
  days: Days;
  places: Places;
  people: People;
  catalog: PartsCatalog;
};

/** A repair before it is known where the device goes afterwards. Moments are epoch milliseconds. */
export type Course = {
  from: number;
  /** When the device goes back; after the plan's end for one that is still open. */
  closedAt: number;
  /** When the repair is closed: an intern's only when it is confirmed. */
  freeAt: number;
  quick: boolean;
  outcome: Outcome;
  /** Where the device is taken meanwhile. */
  moves: readonly { at: number; by: number; why: MoveWhy; to: Place }[];
  /** Lines with a new mainboard whose serial was not carried over. */
  newSerialAt: number | null;
  /** The repair as the books have it at the end, given the place where the device goes when it is closed. */
  write: (place: (at: number) => Place) => PlanRepair;
};

type Moment = { at: number; step: PlanStepBody; by: number };
type PlanStepBody = PlanStep extends infer S ? (S extends PlanStep ? Omit<S, 'at' | 'by'> : never) : never;

/** The course of the drawn repair of a device that is at `place` then. */
export function courseOf(
  context: RepairContext,
  device: FleetDevice,
  drawn: DrawnRepair,
  place: Place,
): Course {
  const { size, days, places, people, catalog } = context;
  const { site } = device;
  const random = new Random(size.seed, 'repair', drawn.number);
  const contact = people.contact(site);
  const driver = places.technicians[random.chance(0.85) ? site.technician : site.backup] as Technician;
  const age = (drawn.at - device.bought) / (365.25 * 86_400_000);
  const { coverageUntil, warrantyUntil } = device.device;
  const date = days.date(drawn.at);
  const asked = random.weighted([
    ['repaired' as const, 1 - courseShares.noFault - courseShares.notWorth],
    ['no_fault' as const, courseShares.noFault],
    ['not_worth' as const, courseShares.notWorth * (age > 3 ? 1.6 : 0.3)],
  ]);
  const payable = warrantyUntil >= date || (coverageUntil ?? '') >= date;
  const toVendor = asked === 'repaired' && payable && random.chance(0.12);
  const drafted = draftLines(catalog, device, drawn.at, toVendor ? 'vendor' : asked, random);
  const level = drafted.reduce<1 | 2 | 3>((most, { fault }) => (fault.level > most ? fault.level : most), 1);
  const quick =
    !toVendor && asked !== 'not_worth' && level <= driver.level && random.chance(courseShares.quick);
  // A quick repair is one fault on one screen.
  const lines = quick ? drafted.slice(0, 1) : drafted;
  const interns = places.technicians.filter((technician) => technician.intern);
  const intern =
    quick && level === 1 && interns.length > 0 && random.chance(0.18) ? random.pick(interns) : null;
  const worker =
    intern ?? (level <= driver.level || toVendor ? driver : expert(places, level, site.depot, random));
  const by = people.technician(worker.nth);
  // Contacts report; it is the school's own technician who hands back.
  const hands = people.technician(driver.nth);
  const outcome: Outcome = asked;
  const moments: Moment[] = [];
  const moves: Course['moves'][number][] = [];
  const say = (at: number, step: PlanStepBody, who = by): void => {
    moments.push({ at, step, by: who });
  };
  const here = (location: string): Place => ({ location, person: null, slot: null });

  let doneAt = drawn.at;
  let closedAt = drawn.at;
  if (!quick) {
    moves.push({ at: drawn.at, by: contact, why: 'into repair', to: here(site.desk) });
    let at = days.later(drawn.at, random.int(0, 2), random);
    say(at, { do: 'accept', technician: people.technician(driver.nth) }, people.technician(driver.nth));
    if (worker !== driver) {
      at = days.later(at, random.int(0, 1), random);
      say(at, { do: 'escalate', level: level as 2 | 3, technician: by }, people.technician(driver.nth));
      at = days.later(at, 1, random);
      moves.push({ at, by: people.technician(driver.nth), why: 'into repair', to: here(worker.depot) });
    }
    if (toVendor) {
      at = days.later(at, 1, random);
      say(at, { do: 'send', vendor: 'X1' });
      moves.push({ at, by, why: 'to vendor', to: here('X1') });
      at = days.later(at, random.int(6, 14), random);
      say(at, { do: 'receive' });
      moves.push({ at, by, why: 'back from vendor', to: here(site.desk) });
    } else {
      at = waitedUntil(context, at, lines, say, random);
    }
    doneAt = days.later(at, random.int(0, 1), random);
    closedAt = days.later(
      doneAt,
      random.weighted([
        [0, 5],
        [1, 3],
        [2, 1],
        [4, 1],
      ]),
      random,
    );
  }
  for (const [i] of lines.entries()) say(doneAt, { do: 'line', line: i });
  say(doneAt, { do: 'ready', outcome });
  const returns = asked === 'repaired' && random.chance(courseShares.cameBack) && !quick;
  const cameBackAt = days.later(closedAt, 1, random);
  const confirmAt = intern !== null ? days.later(drawn.at, random.int(1, 9), random) : null;
  if (confirmAt !== null) say(confirmAt, { do: 'confirm' }, people.technician(driver.nth));
  const closings = returns ? [closedAt, days.later(cameBackAt, random.int(0, 4), random)] : [closedAt];

  return {
    from: drawn.at,
    closedAt: closings.at(-1) as number,
    freeAt: confirmAt ?? (closings.at(-1) as number),
    quick,
    outcome,
    moves,
    newSerialAt: lines.some((line) => line.remedy === 'replaced' && line.fault.code === 'mainboard')
      ? doneAt
      : null,
    write: (placeAt) => {
      const all = [...moments];
      for (const [i, at] of closings.entries()) {
        if (i > 0)
          all.push(
            { at: cameBackAt, by: hands, step: { do: 'came back' } },
            { at, by, step: { do: 'ready', outcome } },
          );
        all.push({ at, by: quick ? by : hands, step: { do: 'close', to: placeAt(at), outcome } });
      }
      all.sort((a, b) => a.at - b.at);
      const done = doneAt < days.end;
      const bin = (kind: string): string =>
        worker.bin !== null && random.chance(0.75) ? worker.bin : shelfFor(worker.depot, kind);
      return {
        number: drawn.number,
        device: device.index,
        site: site.code,
        reportedAt: days.iso(drawn.at),
        reportedBy: quick ? by : random.chance(0.8) ? contact : people.technician(driver.nth),
        hadDevice: place.person,
        quick,
        toConfirm: intern !== null,
        priority: random.weighted([
          ['urgent', 2],
          ['high', 10],
          ['normal', 76],
          ['low', 12],
        ]),
        level,
        covered: toVendor,
        lines: lines.map((line) => writtenLine(context, line, done ? { at: doneAt, by } : null, bin, random)),
        steps: all
          .filter(({ at }) => at < days.end)
          .map(({ at, by: who, step }): PlanStep => ({ at: days.iso(at), by: who, ...step })),
      };
    },
  };
}

/** Somebody of the level, at the depot's bench where there is one. */
function expert(places: Places, level: number, depot: string, random: Random): Technician {
  const able = places.technicians.filter((technician) => technician.level >= level && !technician.intern);
  const bench = able.filter((technician) => technician.bin === null && technician.depot === depot);
  return random.pick(bench.length > 0 ? bench : able.length > 0 ? able : places.technicians);
}

/** Work waits its turn, and sometimes on hold; in the weeks of the collection it waits for the summer. */
function waitedUntil(
  context: RepairContext,
  accepted: number,
  lines: readonly DraftLine[],
  say: (at: number, step: PlanStepBody) => void,
  random: Random,
): number {
  const { days } = context;
  const long = (median: number): number => Math.min(90, median * Math.exp(random.normal(0, 0.7)));
  const month = Number(days.date(accepted).slice(5, 7));
  const summer = month === 5 || month === 6 ? 2.5 : 1;
  let at = days.later(accepted, long((workingDays.plain - 4) * summer), random);
  say(at, { do: 'start', fault: lines[0]?.fault.code ?? 'other' });
  if (random.chance(courseShares.held)) {
    const part = lines.find((line) => line.group?.counted)?.group ?? null;
    const board = lines.some((line) => line.fault.code === 'mainboard' || line.fault.code === 'liquid');
    const drawn = random.weighted(holdMix);
    const reason =
      drawn === 'board' && !board
        ? part
          ? 'parts'
          : 'answer'
        : drawn === 'parts' && !part
          ? 'approval'
          : drawn;
    const forParts = reason === 'parts' || reason === 'board';
    at = days.later(at, 0, random);
    say(at, {
      do: 'hold',
      reason,
      group: forParts ? (part?.code ?? null) : null,
      quantity: forParts && part ? 1 : null,
      vendor: reason === 'vendor' ? 'X2' : null,
    });
    at = days.later(at, long(workingDays.held - workingDays.plain), random);
    say(at, { do: 'resume' });
  }
  return at;
}

function writtenLine(
  context: RepairContext,
  line: DraftLine,
  done: { at: number; by: number } | null,
  bin: (kind: string) => string,
  random: Random,
): PlanLine {
  const { symptom } = line;
  if (done === null)
    return {
      symptom,
      fault: null,
      remedy: null,
      cause: null,
      minutes: 0,
      parts: [],
      doneAt: null,
      doneBy: null,
    };
  return {
    symptom,
    fault: line.fault.code,
    remedy: line.remedy,
    cause: line.cause,
    minutes: line.minutes,
    parts: partsOf(context.catalog, line, bin, random),
    doneAt: context.days.iso(done.at),
    doneBy: done.by,
  };
}
