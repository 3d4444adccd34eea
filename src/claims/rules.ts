import type { BatchState, ClaimState, CoverCode, How } from './forms.ts';

/** V-00012 for 12. */
export function batchNumber(number: number): string {
  return `V-${String(number).padStart(5, '0')}`;
}

/** 12 for 'V-00012', 'v12' or '12'; null for anything else. */
export function parseBatchNumber(text: string): number | null {
  const digits = /^\s*(?:V-?)?(\d{1,9})\s*$/i.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** Whether a vendor or a plan pays. */
export function isCovered(code: CoverCode): code is 'warranty' | 'plan' {
  return code === 'warranty' || code === 'plan';
}

/** A Chromebook that was not taken out of the management console locks itself to the district at the vendor's. */
export function needsDeprovision(device: { kind: string; deprovision: string | null }): boolean {
  return device.kind === 'chromebook' && device.deprovision === null;
}

/** The batch is at the vendor, or a part of it. */
export function isAway(state: BatchState): boolean {
  return state === 'sent' || state === 'partly_back';
}

/** Devices may be put in and taken out, or it may be unpacked for that. */
export function isOpen(state: BatchState): boolean {
  return state !== 'closed' && state !== 'cancelled';
}

export function isBack(state: ClaimState): boolean {
  return state !== 'in' && state !== 'out' && state !== 'sent';
}

/** What each way of coming back makes of a claim. */
export const HOW_STATES: Readonly<Record<How, Exclude<ClaimState, 'in' | 'out' | 'sent'>>> = {
  ready: 'repaired',
  work: 'repaired',
  unrepaired: 'unrepaired',
  refused: 'refused',
  exchanged: 'exchanged',
  lost: 'lost',
};

export const STATE_WORDS: Readonly<Record<ClaimState, string>> = {
  in: 'in the batch',
  out: 'taken out',
  sent: 'at the vendor',
  repaired: 'repaired',
  unrepaired: 'not repaired',
  refused: 'refused',
  lost: 'lost by the carrier',
  exchanged: 'exchanged',
};

/** Days after which a device counts as late where nobody said when it is expected. */
export const LATE_DAYS = 30;

/** Whether it should have been back. @param today YYYY-MM-DD */
export function isLateClaim(claim: { sentAt: string; expectedOn: string | null }, today: string): boolean {
  if (claim.expectedOn) return claim.expectedOn < today;
  return Date.parse(`${today}T00:00:00Z`) - Date.parse(claim.sentAt) > LATE_DAYS * 86_400_000;
}
