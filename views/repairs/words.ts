import type {
  Cause,
  ClosingPlace,
  HoldReason,
  Outcome,
  Priority,
  RepairState,
} from '../../src/repairs/forms.ts';
import type { Tone } from '../../src/web/frame.ts';

export const STATES: Readonly<Record<RepairState, readonly [tone: Tone, word: string]>> = {
  reported: ['bad', 'Reported'],
  accepted: ['wait', 'Accepted'],
  in_work: ['wait', 'In work'],
  on_hold: ['wait', 'On hold'],
  at_vendor: ['note', 'At the vendor'],
  ready: ['good', 'Ready'],
  closed: ['good', 'Closed'],
  withdrawn: ['plain', 'Withdrawn'],
};

export const OUTCOMES: Readonly<Record<Outcome, string>> = {
  repaired: 'Repaired',
  no_fault: 'No fault found',
  not_worth: 'Not worth repair',
};

export const CAUSES: Readonly<Record<Cause, string>> = {
  accident: 'Accident',
  liquid: 'Liquid',
  wear: 'Wear',
  defect: 'Defect',
  on_purpose: 'On purpose',
  unknown: 'Unknown',
};

export const HOLDS: Readonly<Record<HoldReason, string>> = {
  parts: 'Parts',
  approval: 'Approval',
  vendor: 'Vendor',
  answer: 'Answer',
  board: 'Board',
};

export const PRIORITIES: Readonly<Record<Priority, string>> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};

export const PLACES: Readonly<Record<ClosingPlace | 'stay', string>> = {
  stay: 'Stays with who has it',
  back: 'Handed back',
  spare: 'Spare pool',
  retire: 'Awaiting retirement',
};

export const LEVELS: Readonly<Record<string, string>> = { '1': 'Level I', '2': 'Level II', '3': 'Level III' };

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** R-000123 for 123. */
export const numberText = (number: number) => `R-${String(number).padStart(6, '0')}`;

/** The tag, else the serial, else that it has neither. */
export const deviceText = (device: { tag: string; serial: string }) =>
  device.tag || device.serial || 'no tag';

/** The state with its hold, as a status: ['wait', 'On hold: parts']. */
export function stateWords(repair: {
  state: RepairState;
  holdReason: HoldReason | null;
  toConfirm?: number;
}): readonly [Tone, string] {
  if (repair.toConfirm && repair.state === 'ready') return ['wait', 'To be confirmed'];
  const [tone, word] = STATES[repair.state];
  if (repair.state === 'on_hold' && repair.holdReason)
    return [tone, `On hold: ${HOLDS[repair.holdReason].toLowerCase()}`];
  return [tone, word];
}
