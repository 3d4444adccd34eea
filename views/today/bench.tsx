import type { BenchLine } from '../../src/today/queries.ts';
import type { Frame, Tone } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Status } from '../ui/status.tsx';
import { Age } from '../ui/when.tsx';

export interface BenchProps {
  frame: Frame;
  title: string;
  lines: readonly BenchLine[];
  /** there are more than are shown */
  more: boolean;
  /** all of them */
  href: string;
  empty: string;
}

const STATES: Readonly<Record<string, readonly [Tone, string]>> = {
  reported: ['plain', 'Reported'],
  accepted: ['plain', 'Accepted'],
  in_work: ['plain', 'In work'],
  on_hold: ['wait', 'On hold'],
  at_vendor: ['note', 'At the vendor'],
  ready: ['good', 'Ready'],
};

/** Open repairs, what is due first on top: a technician's bench, or a school's. */
export function Bench({ frame, title, lines, more, href, empty }: BenchProps) {
  return (
    <Card
      title={title}
      count={more ? `${lines.length}+` : lines.length}
      actions={lines.length > 0 ? <LinkButton href={href}>All</LinkButton> : null}
    >
      {lines.length === 0 ? <p class="quiet">{empty}</p> : null}
      <ul class="rows">
        {lines.map((line) => (
          <li>
            <span>
              <a href={`/repairs/${line.number}`}>{line.headline || 'Repair'}</a>{' '}
              <code>{line.tag || line.serial}</code>
              <span class="rows-more">
                R-{String(line.number).padStart(6, '0')}, {line.siteName},{' '}
                <Age at={line.reportedAt} frame={frame} />
              </span>
            </span>
            <span class="rows-end">
              <State line={line} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function State({ line }: { line: BenchLine }) {
  const [tone, word] = STATES[line.state] ?? ['plain', line.state];
  const waits = line.holdReason && line.state !== 'at_vendor';
  const words = waits ? `${word}: ${line.holdReason}` : word;
  return (
    <>
      <Status tone={tone} word={words} />
      {line.late ? <Status tone="bad" word="Overdue" /> : null}
    </>
  );
}
