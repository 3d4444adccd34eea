/** The acts of one repair: who has it and at which level is followed, since each act is the act of somebody. */
import { startingSymptoms } from '../repairs/starting-list-symptoms.ts';
import type { RepairAct } from './acts.ts';
import { faultByCode } from './plan-repair-lines.ts';
import type { PlanEvent, PlanRepair, PlanStep } from './plan-types.ts';

const likeliest = new Map(startingSymptoms.map(({ code, faults }) => [code, faults[0] ?? '']));

/** The level at which a report of this symptom starts: that of the fault that it mostly is. */
export function reportedLevel(symptom: string): 1 | 2 | 3 {
  return faultByCode.get(likeliest.get(symptom) ?? '')?.level ?? 1;
}

export class Course {
  /** Where the device is after it came back from a vendor. */
  readonly backAt: string;
  readonly #repair: PlanRepair;
  readonly #serials: ReadonlyMap<string, string>;
  #level: number;
  #technician: number | null = null;
  #quickDone = false;

  constructor(repair: PlanRepair, events: readonly PlanEvent[]) {
    this.#repair = repair;
    this.#level = reportedLevel(repair.lines[0]?.symptom ?? '');
    const back = events.find(
      (event) => event.what === 'move' && event.repair === repair.number && event.why === 'back from vendor',
    );
    this.backAt = back?.what === 'move' ? back.to.location : repair.site;
    this.#serials = new Map(
      events.flatMap((event) =>
        event.what === 'identify' && event.kind === 'serial' ? [[event.at, event.value] as const] : [],
      ),
    );
  }

  /** @param handTo the place that the device is handed back to, where that is not whom it is issued to */
  acts(step: PlanStep, handTo: string | null): RepairAct[] {
    const repair = this.#repair;
    if (repair.quick) return this.#quick(step);
    const mine = this.#technician === step.by;
    switch (step.do) {
      case 'accept':
        this.#technician = step.by;
        return [{ do: 'accept', repair }];
      case 'escalate':
        return [this.#escalate(step)];
      case 'start':
      case 'send': {
        const taken: RepairAct[] = mine ? [] : [{ do: 'take over', repair }];
        this.#technician = step.by;
        if (step.do === 'send') return [...taken, { do: 'send', repair, vendor: step.vendor }];
        this.#level = Math.max(this.#level, faultByCode.get(step.fault)?.level ?? 1);
        return [...taken, { do: 'start', repair, fault: step.fault }];
      }
      case 'hold': {
        const { reason, group, quantity, vendor } = step;
        return [{ do: 'hold', repair, reason, group, quantity, vendor }];
      }
      case 'resume':
        return [{ do: 'resume', repair }];
      case 'receive':
        return [{ do: 'receive', repair, place: this.backAt }];
      case 'line':
        return [{ do: 'work', repair, line: step.line, serial: this.#serial(step) }];
      case 'ready':
        return [{ do: 'ready', repair, outcome: step.outcome }];
      case 'close': {
        const { outcome, to } = step;
        const retires = outcome === 'not_worth';
        const place = retires ? null : handTo;
        return [{ do: 'close', repair, outcome, retireTo: retires ? to.location : null, handTo: place }];
      }
      case 'came back':
        this.#technician = null;
        return [{ do: 'came back', repair }];
      case 'confirm':
        return [{ do: 'confirm', repair }];
    }
  }

  // What is at the level already can only be handed to another.
  #escalate(step: PlanStep & { do: 'escalate' }): RepairAct {
    const repair = this.#repair;
    if (step.level <= this.#level) {
      this.#technician = step.technician;
      return { do: 'hand over', repair, technician: step.technician };
    }
    this.#level = step.level;
    this.#technician = null;
    return { do: 'escalate', repair, level: step.level };
  }

  #quick(step: PlanStep): RepairAct[] {
    const repair = this.#repair;
    if (step.do === 'confirm') return [{ do: 'confirm', repair }];
    if (this.#quickDone) return [];
    this.#quickDone = true;
    return [{ do: 'quick', repair, serial: this.#serial(step) }];
  }

  #serial(step: PlanStep): string | null {
    const line = step.do === 'line' ? this.#repair.lines[step.line] : this.#repair.lines[0];
    const board = line?.remedy === 'replaced' && line.fault === 'mainboard';
    return board ? (this.#serials.get(step.at) ?? null) : null;
  }
}
