/** What was done on a phone, as people say it. */
export const KIND_WORDS: Readonly<Record<string, string>> = {
  quick: 'Repair',
  report: 'Report',
  work: 'Work on a repair',
  note: 'Note',
  check_out: 'Check out',
  check_in: 'Check in',
  move: 'Move',
  loan: 'Loan',
  swap: 'Swap',
  photo: 'Photo',
  set_out: 'Set out for a visit',
  arrive: 'Arrived',
  leave: 'Left',
  visit_note: 'Note of a visit',
};

/** How far a phone's clock is off, in words; '' where it is right. */
export function clockWords(aheadMs: number): string {
  if (aheadMs === 0) return '';
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  const much =
    minutes < 1 ? 'some seconds' : minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return `${much} ${aheadMs > 0 ? 'fast' : 'slow'}`;
}
