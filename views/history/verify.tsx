import type { Break } from '../../src/history/verify.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  /** null before it was started */
  checked: number | null;
  total: number;
  broken: Break | null;
  /** the address that goes on, null when it is done */
  next: string | null;
}

/** Checks that the history is unbroken, a part at each request. */
export function VerifyPage({ frame, checked, total, broken, next }: Props) {
  return (
    <Page frame={frame} title="Verify the history" back={{ href: '/history', label: 'History' }}>
      {checked === null ? (
        <>
          <p>
            Every line carries a digest of itself and of the line before it about the same thing. This reads
            all {total.toLocaleString('en-US')} lines and says where one was changed or taken out.
          </p>
          <Go href="/history/verify?run=1" words="Start" />
        </>
      ) : broken ? (
        <Notice tone="bad" live>
          Broken after {checked.toLocaleString('en-US')} good lines
          {broken.thing ? (
            <>
              : line {broken.seq} of <a href={`/history/${broken.thing}`}>this thing</a>, {broken.reason}.
            </>
          ) : (
            <>
              : number {broken.seq}, {broken.reason}.
            </>
          )}
        </Notice>
      ) : next ? (
        <>
          <p role="status">
            {checked.toLocaleString('en-US')} of {total.toLocaleString('en-US')} lines are good so far.
          </p>
          <p>
            <progress value={String(checked)} max={String(Math.max(total, checked))} aria-label="Checked">
              {checked}
            </progress>
          </p>
          <Go href={next} words="Go on" />
        </>
      ) : (
        <Notice tone="good" live>
          Unbroken: all {checked.toLocaleString('en-US')} lines hold together.
        </Notice>
      )}
    </Page>
  );
}

/** A whole page each time: it goes on by itself, without a script, by its Refresh header. */
function Go({ href, words }: { href: string; words: string }) {
  return (
    <p>
      <a class="button primary" href={href} hx-boost="false">
        {words}
      </a>
    </p>
  );
}
