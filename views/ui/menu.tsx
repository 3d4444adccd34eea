import type { Child } from 'hono/jsx';
import { icon } from './icon.tsx';

export interface MenuProps {
  label: string;
  /** three dots; the label is for screen readers then */
  dots?: boolean;
  /** links, LinkButtons and ActionForms, each its own line */
  items: readonly Child[];
}

/** Less common actions behind one button. Works without JavaScript; with it, Escape and a press outside close it. */
export function Menu({ label, dots, items }: MenuProps) {
  return (
    <details class="menu" data-menu>
      <summary class="button plain">
        {dots ? icon('dots') : null}
        <span class={dots ? 'hidden' : undefined}>{label}</span>
        {dots ? null : icon('down')}
      </summary>
      <ul>{items.map((item) => (item ? <li>{item}</li> : null))}</ul>
    </details>
  );
}
