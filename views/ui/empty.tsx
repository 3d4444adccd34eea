import type { Child } from 'hono/jsx';
import { type IconName, icon } from './icon.tsx';

export interface EmptyProps {
  /** one sentence: what belongs here */
  text: string;
  icon?: IconName;
  /** one button to make the first */
  children?: Child;
}

/** Where there is nothing yet: what belongs here and how to make the first. */
export function Empty(props: EmptyProps) {
  return (
    <div class="empty">
      {props.icon ? icon(props.icon) : null}
      <p>{props.text}</p>
      {props.children}
    </div>
  );
}
