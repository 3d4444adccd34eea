import type { Hold } from '../../src/repairs/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Status } from '../ui/status.tsx';
import { ageText, When } from '../ui/when.tsx';
import { HOLDS } from './words.ts';

const STOPS = new Set(['parts', 'vendor', 'answer']);

interface Props {
  frame: Frame;
  repair: { number: number };
  holds: readonly Hold[];
  mayWork: boolean;
}

/** What the repair waits or waited for, each with its own clock. */
export function HoldList({ frame, repair, holds, mayWork }: Props) {
  if (holds.length === 0) return null;
  return (
    <Card title="Holds" count={holds.length}>
      <ul class="lines">
        {[...holds].reverse().map((hold) => (
          <li>
            <div class="line-head">
              <strong>{HOLDS[hold.reason]}</strong>{' '}
              {hold.to ? (
                <span class="quiet">{ageText(hold.from, hold.to)}</span>
              ) : (
                <Status tone="wait" word={ageText(hold.from, frame.now)} />
              )}
            </div>
            <p class="quiet">
              {wanted(hold)}
              <When at={hold.from} frame={frame} />
              {hold.to ? (
                <>
                  {' to '}
                  <When at={hold.to} frame={frame} />
                </>
              ) : null}
              {hold.byName ? ` · ${hold.byName}` : ''}
              {STOPS.has(hold.reason) ? ' · stops the clock' : ''}
            </p>
            {mayWork && !hold.to && hold.reason === 'parts' ? (
              <p>
                <a href={`/repairs/${repair.number}/reserve`}>Reserve parts</a>
              </p>
            ) : null}
            {hold.note ? <p class="told">{hold.note}</p> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function wanted(hold: Hold): string {
  if (hold.groupName) return `${hold.quantity ?? 1} × ${hold.groupName} · `;
  return hold.vendorName ? `${hold.vendorName} · ` : '';
}
