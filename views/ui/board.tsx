import type { Child } from 'hono/jsx';
import type { Tone } from '../../src/web/frame.ts';

export interface BoardCard {
  href: string;
  /** what it is */
  title: Child;
  /** where, who, how old */
  meta?: Child;
  tone?: Tone;
}

export interface BoardColumn {
  key: string;
  title: string;
  /** the whole count; the cards may be only the first of them */
  count: number | string;
  cards: readonly BoardCard[];
  /** the rest, as a list */
  more?: { href: string; label: string };
  empty?: string;
}

export interface BoardProps {
  label: string;
  columns: readonly BoardColumn[];
}

/** Columns of cards; on a phone it scrolls sideways, a column at a time. */
export function Board({ label, columns }: BoardProps) {
  return (
    <section class="board" aria-label={label} tabindex={0}>
      {columns.map((column) => (
        <section class="board-column" aria-labelledby={`board-${column.key}`}>
          <h2 id={`board-${column.key}`}>
            {column.title} <span class="count">{column.count}</span>
          </h2>
          {column.cards.length === 0 ? <p class="board-empty">{column.empty ?? 'Nothing here.'}</p> : null}
          <ul>
            {column.cards.map((card) => (
              <li class={`board-card ${card.tone ?? ''}`}>
                <a class="row" href={card.href}>
                  {card.title}
                </a>
                {card.meta ? <div class="board-meta">{card.meta}</div> : null}
              </li>
            ))}
          </ul>
          {column.more ? (
            <a class="board-more" href={column.more.href}>
              {column.more.label}
            </a>
          ) : null}
        </section>
      ))}
    </section>
  );
}
