import { type HoldReason, REPAIR_STATES, type RepairState } from './forms.ts';

/** What can be done to a repair that changes its state, its technician or its level. */
export type Move =
  | 'accept'
  | 'work'
  | 'hold'
  | 'resume'
  | 'escalate'
  | 'vendor'
  | 'take_over'
  | 'hand_over'
  | 'ready'
  | 'rework'
  | 'close'
  | 'came_back'
  | 'withdraw';

interface Legal {
  readonly from: readonly RepairState[];
  /** null: the state stays */
  readonly to: RepairState | null;
}

const BEFORE_READY = ['reported', 'accepted', 'in_work'] as const;

/** Every legal move. What is not here cannot be done. */
export const MOVES: Readonly<Record<Move, Legal>> = {
  accept: { from: ['reported'], to: 'accepted' },
  work: { from: BEFORE_READY, to: 'in_work' },
  hold: { from: BEFORE_READY, to: 'on_hold' },
  resume: { from: ['on_hold', 'at_vendor'], to: 'in_work' },
  escalate: { from: [...BEFORE_READY, 'on_hold'], to: null },
  vendor: { from: [...BEFORE_READY, 'on_hold'], to: 'at_vendor' },
  take_over: { from: ['accepted', 'in_work', 'on_hold', 'at_vendor', 'ready'], to: null },
  hand_over: { from: [...BEFORE_READY, 'on_hold', 'at_vendor', 'ready'], to: null },
  ready: { from: BEFORE_READY, to: 'ready' },
  rework: { from: ['ready'], to: 'in_work' },
  close: { from: [...BEFORE_READY, 'ready'], to: 'closed' },
  came_back: { from: ['closed'], to: 'reported' },
  withdraw: { from: [...BEFORE_READY, 'on_hold'], to: 'withdrawn' },
};

/** The state after the move; null where it is not legal. */
export function stateAfter(move: Move, state: RepairState): RepairState | null {
  const legal = MOVES[move];
  return legal.from.includes(state) ? (legal.to ?? state) : null;
}

/** The moves that a screen may offer in this state. */
export function movesFrom(state: RepairState): Move[] {
  return (Object.keys(MOVES) as Move[]).filter((move) => MOVES[move].from.includes(state));
}

/** The state of a repair to which another report is added: one that was ready waits for somebody again. */
export function afterReport(state: RepairState): RepairState {
  return state === 'ready' ? 'reported' : state;
}

export function isOpen(state: RepairState): boolean {
  return state !== 'closed' && state !== 'withdrawn';
}

/** States in which a repair has an open hold row: its clock may stand still. */
export function isWaiting(state: RepairState): boolean {
  return state === 'on_hold' || state === 'at_vendor';
}

export const STATE_WORDS: Readonly<Record<RepairState, string>> = {
  reported: 'reported',
  accepted: 'accepted',
  in_work: 'in work',
  on_hold: 'on hold',
  at_vendor: 'at the vendor',
  ready: 'ready',
  closed: 'closed',
  withdrawn: 'withdrawn',
};

/** 'reported, accepted or in work' */
export function wordsForStates(states: readonly RepairState[]): string {
  const words = states.map((state) => STATE_WORDS[state]);
  const last = words.pop() ?? '';
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
}

/** Holds that others have to end stop the due clock; an approval or a board is ours to hurry. */
export function stopsClock(reason: HoldReason): boolean {
  return reason === 'parts' || reason === 'vendor' || reason === 'answer';
}

export function isState(text: string): text is RepairState {
  return (REPAIR_STATES as readonly string[]).includes(text);
}

/** R-000123 for 123. */
export function repairNumber(number: number): string {
  return `R-${String(number).padStart(6, '0')}`;
}

/** 123 for 'R-000123', 'r123' or '123'; null for anything else. */
export function parseRepairNumber(text: string): number | null {
  const digits = /^\s*(?:R-?)?(\d{1,9})\s*$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
