import type { CoverFacts } from '../../src/claims/cover-queries.ts';
import type { BatchState, ClaimState, How } from '../../src/claims/forms.ts';
import type { Tone } from '../../src/web/frame.ts';
import { html, type Piece } from '../ui/html.ts';
import { status } from '../ui/status.tsx';
import { dateText } from '../ui/when.tsx';

export const BATCH_STATES: Readonly<Record<BatchState, readonly [tone: Tone, word: string]>> = {
  draft: ['wait', 'Draft'],
  packed: ['wait', 'Packed'],
  sent: ['note', 'Sent'],
  partly_back: ['note', 'Back in part'],
  closed: ['good', 'Closed'],
  cancelled: ['plain', 'Cancelled'],
};

export const CLAIM_STATES: Readonly<Record<ClaimState, readonly [tone: Tone, word: string]>> = {
  in: ['plain', 'In the batch'],
  out: ['plain', 'Taken out'],
  sent: ['note', 'At the vendor'],
  repaired: ['good', 'Repaired'],
  unrepaired: ['wait', 'Not repaired'],
  refused: ['bad', 'Refused'],
  lost: ['bad', 'Lost by the carrier'],
  exchanged: ['good', 'Exchanged'],
};

export const HOWS: Readonly<Record<How, string>> = {
  ready: 'Repaired, ready to hand back',
  work: 'Repaired, still to be worked on',
  unrepaired: 'Not repaired',
  refused: 'Refused: not covered',
  exchanged: 'Another unit came in its place',
  lost: 'Lost by the carrier',
};

/** V-00012 for 12. */
export const batchText = (number: number) => `V-${String(number).padStart(5, '0')}`;

const of = (used: number, size: number) => `${Math.max(0, size - used)} of ${size} left`;

/** What pays for a repair, or why nothing does. @param today YYYY-MM-DD */
export function coverWords(x: CoverFacts, today: string): string {
  const day = (date: string | null) => (date ? dateText(date, today) : '');
  const plan = x.planName ?? 'The plan';
  const spell = x.per === 'year' ? ' of this year' : '';
  switch (x.code) {
    case 'warranty':
      return `In warranty until ${day(x.warrantyUntil)}`;
    case 'plan': {
      if (x.counted) return `${plan}: accepted before, its incident counts already`;
      const own = x.incidents === null ? '' : `, ${of(x.deviceUsed, x.incidents)} for it`;
      const pool = x.poolSize === null ? '' : `, pool ${of(x.poolUsed, x.poolSize)}`;
      return `${plan} until ${day(x.coverageUntil)}${own}${pool}`;
    }
    case 'device_used':
      return `Not covered: ${x.incidents === 1 ? 'its incident' : `its ${x.incidents} incidents`}${spell} of ${plan} ${x.incidents === 1 ? 'is' : 'are'} used`;
    case 'pool_used':
      return `Not covered: all ${x.poolSize} incidents of the pool of ${plan} are used this year`;
    case 'accident':
      return `Not covered: in warranty until ${day(x.warrantyUntil)}, which does not pay for accidents`;
    case 'refused':
      return `Not covered: a vendor refused it on ${day(x.refusedAt?.slice(0, 10) ?? null)}`;
    case 'plan_ended':
      return `Not covered: ${plan} ended ${day(x.coverageUntil)}`;
    case 'warranty_ended':
      return `Not covered: warranty ended ${day(x.warrantyUntil)}`;
    case 'none':
      return 'Not covered: no warranty and no plan is known';
  }
}

/** The same for a list: covered or not by colour and word, the reason beside it. */
export function coverPiece(words: string, covered: boolean): Piece {
  const reason = words.replace(/^Not covered: /, '');
  return html`<span class="whole">${status(covered ? 'good' : 'plain', covered ? 'Covered' : 'Not covered')} <span class="quiet">${reason}</span></span>`;
}

export const COVERS: Readonly<Record<'warranty' | 'plan' | 'none', string>> = {
  warranty: 'Warranty',
  plan: 'Coverage plan',
  none: 'Own money',
};
