import type { Child } from 'hono/jsx';

export interface CardProps {
  title?: string;
  /** beside the title: 'Repairs 3' */
  count?: number | string;
  /** links or buttons at the right of the title */
  actions?: Child;
  /** rank of the title; default 2 */
  level?: 2 | 3;
  tone?: 'good' | 'wait' | 'bad' | 'note';
  /** no padding: a list or table fills it */
  flush?: boolean;
  id?: string;
  children?: Child;
}

/** A section with its own ground. */
export function Card(props: CardProps) {
  const Head = props.level === 3 ? 'h3' : 'h2';
  const classes = ['card', props.tone, props.flush ? 'flush' : ''].filter(Boolean).join(' ');
  return (
    <section class={classes} id={props.id}>
      {props.title ? (
        <div class="card-head">
          <Head>
            {props.title}
            {props.count === undefined ? null : <span class="count"> {props.count}</span>}
          </Head>
          {props.actions ? <div class="card-actions">{props.actions}</div> : null}
        </div>
      ) : null}
      <div class="card-body">{props.children}</div>
    </section>
  );
}

/** Cards side by side where there is room. */
export function Cards({ children, columns }: { children?: Child; columns?: 2 | 3 }) {
  return <div class={columns ? `cards of-${columns}` : 'cards'}>{children}</div>;
}
