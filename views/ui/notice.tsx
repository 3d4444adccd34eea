import type { Child } from 'hono/jsx';
import { statusMark } from './status.tsx';

export interface NoticeProps {
  tone: 'good' | 'wait' | 'bad' | 'note';
  /** spoken when it appears */
  live?: boolean;
  /** a button or link at its end: Undo */
  action?: Child;
  children?: Child;
}

/** A line above the content: what was done, what to heed. */
export function Notice({ tone, live, action, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={live ? (tone === 'bad' ? 'alert' : 'status') : undefined}>
      {statusMark(tone)}
      <div class="notice-text">{children}</div>
      {action ? <div class="notice-action">{action}</div> : null}
    </div>
  );
}
