import { icon } from './icon.tsx';
import { countText } from './money.tsx';

export interface PagerProps {
  /** URLs with their cursors; what is missing is not offered */
  first?: string;
  previous?: string;
  next?: string;
  /** rows on this page */
  shown: number;
  /** of how many: a number, or a capped text such as '1,000+' */
  total?: number | string;
  /** 'devices'; one of them: 'device' */
  noun?: [many: string, one: string];
}

/** How many there are, in words: '1,000+ devices'. */
export function totalText(total: number | string, noun: [many: string, one: string]): string {
  return `${typeof total === 'number' ? countText(total) : total} ${total === 1 ? noun[1] : noun[0]}`;
}

/** Keyset paging: first, previous, next. There are no page numbers, they would have to be counted. */
export function Pager(props: PagerProps) {
  const noun = props.noun ?? ['rows', 'row'];
  const moves = props.first || props.previous || props.next;
  const total = props.total === undefined ? '' : ` of ${totalText(props.total, noun)}`;
  if (!moves) return null;
  return (
    <nav class="pager" aria-label="Pages">
      <p>
        {countText(props.shown)} shown{total}
      </p>
      <div>
        {props.first ? (
          <a class="button plain" href={props.first}>
            <span class="idle">{icon('first')}First</span>
          </a>
        ) : null}
        {props.previous ? (
          <a class="button plain" href={props.previous} rel="prev">
            <span class="idle">{icon('back')}Previous</span>
          </a>
        ) : null}
        {props.next ? (
          <a class="button plain" href={props.next} rel="next">
            <span class="idle">Next{icon('next')}</span>
          </a>
        ) : null}
      </div>
    </nav>
  );
}
