import type { Line } from '../../src/history/present.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { Lines } from './line.tsx';

interface Props {
  frame: Frame;
  title: string;
  /** where the thing itself is shown */
  back: { href: string; label: string };
  lines: readonly Line[];
  base: string;
  next: string | null;
  cursor: string | undefined;
  /** a device's history holds that of its repairs: each line says what it is about */
  named: boolean;
}

/** The history of one thing. */
export function ThingHistoryPage({ frame, title, back, lines, base, next, cursor, named }: Props) {
  return (
    <Page frame={frame} title={title} back={back}>
      <Lines frame={frame} lines={lines} label={title} named={named} />
      <Pager
        {...(cursor ? { first: base } : {})}
        {...(next ? { next: `${base}?cursor=${next}` } : {})}
        shown={lines.length}
        noun={['lines', 'line']}
      />
    </Page>
  );
}
