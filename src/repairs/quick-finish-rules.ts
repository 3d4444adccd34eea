import type { RepairState } from './forms.ts';
import type { Line } from './queries.ts';

export interface Finish {
  /** the line that gets the fault, remedy, parts; null makes a new one */
  main: Line | null;
  /** lines that are done by the same work */
  others: readonly Line[];
  /** nothing is left to do */
  whole: boolean;
}

/**
 * Which of a repair's fault lines a quick repair finishes: the chosen ones, or all. The one of the same
 * fault carries the work, else the first one whose fault nobody has found yet.
 */
export function finishOf(lines: readonly Line[], chosen: readonly string[], fault: string): Finish {
  const open = lines.filter((line) => !line.doneAt && !line.withdrawnAt);
  const done = chosen.length > 0 ? open.filter((line) => chosen.includes(line.id)) : open;
  const main = done.find((line) => line.fault === fault) ?? done.find((line) => line.fault === null) ?? null;
  return { main, others: done.filter((line) => line !== main), whole: done.length === open.length };
}

/** The state of a repair of which only some lines were finished. */
export function stateAfterPart(state: RepairState): RepairState {
  return state === 'on_hold' || state === 'at_vendor' ? state : 'in_work';
}
