import type { Line } from '../../src/history/present.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Timeline } from '../ui/timeline.tsx';
import { When } from '../ui/when.tsx';

interface Props {
  frame: Frame;
  lines: readonly Line[];
  label: string;
  /** each line says what it is about */
  named: boolean;
}

/** What was done, newest first, in sentences. */
export function Lines({ frame, lines, label, named }: Props) {
  return (
    <Timeline
      frame={frame}
      label={label}
      items={lines.map((line) => ({
        at: line.at,
        who: line.who,
        what: named ? <Named line={line} /> : capital(line.verb),
        more: moreOf(frame, line),
      }))}
    />
  );
}

/** 'Device 48213: moved'; what never had a name (a row of scans, the settings) is its kind. */
function Named({ line }: { line: Line }) {
  return line.name ? (
    <>
      {capital(line.kind)} <a href={line.href}>{line.name}</a>: {line.verb}
    </>
  ) : (
    <>
      <a href={line.href}>{capital(line.kind)}</a>: {line.verb}
    </>
  );
}

function moreOf(frame: Frame, line: Line) {
  if (line.details.length === 0 && !line.text && !line.purged && !line.doneAt) return undefined;
  return (
    <>
      {line.details.map((detail, index) => (
        <span>
          {index > 0 ? ', ' : ''}
          {detail.label ? <span class="quiet">{detail.label} </span> : null}
          {detail.from ? (
            <>
              {detail.from} <span class="hidden">became</span>
              <span aria-hidden="true">→</span>{' '}
            </>
          ) : null}
          {detail.to}
        </span>
      ))}
      {line.text ? (
        <>
          {line.details.length > 0 ? ' ' : ''}
          <q>{line.text}</q>
        </>
      ) : null}
      {line.purged ? <span class="quiet"> The text was deleted for privacy.</span> : null}
      {line.doneAt ? (
        <span class="quiet">
          {' '}
          done <When at={line.doneAt} frame={frame} />
        </span>
      ) : null}
    </>
  );
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
