import type { Child } from 'hono/jsx';

interface Props {
  /** the part */
  name: string;
  /** what else is known of the line, under its name */
  more: string;
  /** at the end of the row */
  sum?: string;
  /** its fields, two */
  children: Child;
}

/** One line of an order that is typed into: the part, its boxes beside it, and what it comes to. */
export function LineBoxes({ name, more, sum, children }: Props) {
  return (
    <fieldset class="line-boxes" aria-label={name}>
      <p class="line-what">
        <strong>{name}</strong>
        <span class="rows-more">{more}</span>
      </p>
      {children}
      {sum ? <p class="line-sum">{sum}</p> : null}
    </fieldset>
  );
}
