import type { Child } from 'hono/jsx';
import type { Frame, Tone } from '../../src/web/frame.ts';
import { statusMark } from './status.tsx';
import { when } from './when.tsx';

export interface TimelineItem {
  /** ISO UTC */
  at: string;
  /** who did it */
  who?: string | null;
  what: Child;
  /** a second line: the note, the reason */
  more?: Child;
  tone?: Tone;
}

export interface TimelineProps {
  items: readonly TimelineItem[];
  frame: Pick<Frame, 'zone' | 'now'>;
  /** what it is the history of, for screen readers */
  label: string;
}

/** What happened, newest first as given. */
export function Timeline({ items, frame, label }: TimelineProps) {
  return (
    <ol class="timeline" aria-label={label}>
      {items.map((item) => (
        <li>
          <span class="timeline-mark">{statusMark(item.tone ?? 'plain')}</span>
          <div class="timeline-what">{item.what}</div>
          <div class="timeline-when">
            {when(item.at, frame)}
            {item.who ? <span>{item.who}</span> : null}
          </div>
          {item.more ? <div class="timeline-more">{item.more}</div> : null}
        </li>
      ))}
    </ol>
  );
}
