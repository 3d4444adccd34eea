import type { CountedLine } from '../../src/counts/lines.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { signed } from '../stock/words.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { money } from '../ui/money.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { List } from '../ui/table.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { when } from '../ui/when.tsx';
import { reasonWords } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  lines: readonly CountedLine[];
  next: string | null;
  mayDecide: boolean;
  /** counts of this person cannot be ticked by him */
  me: string | null;
}

/** Differences that one person alone cannot put right. */
export function WaitingPage({ frame, state, lines, next, mayDecide, me }: Props) {
  const words = state.message ?? state.errors[''] ?? state.errors.lines;
  return (
    <Page
      frame={frame}
      title="Differences that wait"
      wide
      back={{ href: '/stock/counts', label: 'To be counted' }}
      lede="Above the limit, or counted by somebody who does not change the books. Another person counts the part once more, or says yes."
    >
      {words ? <Notice tone="bad">{words}</Notice> : null}
      <List
        label="Differences that wait"
        rows={lines}
        href={(row) => `/stock/counts/${row.count}`}
        {...(mayDecide
          ? {
              select: {
                name: 'lines',
                value: (row: CountedLine) => row.id,
                label: (row: CountedLine) => `${row.name} in ${row.binName}`,
                form: 'decide',
              },
            }
          : {})}
        columns={[
          { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
          { key: 'bin', head: 'Bin', cell: (row) => row.binCode, mono: true, narrow: true },
          { key: 'n', head: 'Counted', cell: (row) => String(row.counted), numeric: true, narrow: true },
          { key: 'd', head: 'Difference', cell: (row) => signed(row.differs), numeric: true, narrow: true },
          { key: 'c', head: 'Worth', cell: (row) => money(row.cents), numeric: true, narrow: true },
          { key: 'why', head: 'Why', cell: (row) => reasonWords(row.reason) },
          {
            key: 'by',
            head: 'Counted by',
            cell: (row) => (row.person === me ? 'you: somebody else decides' : (row.by ?? '')),
          },
          { key: 'at', head: 'When', cell: (row) => when(row.at, frame), narrow: true },
        ]}
        empty={<Empty text="Nothing waits. Differences above the limit are listed here." />}
      />
      {mayDecide && lines.length > 0 ? (
        <TickBar id="decide" action="/stock/counts/waiting" formKey={state.key}>
          <Button name="decision" value="agree" look="primary">
            Yes, put right
          </Button>
          <Button name="decision" value="refuse">
            No, count again
          </Button>
        </TickBar>
      ) : null}
      <Pager
        shown={lines.length}
        noun={['differences', 'difference']}
        {...(next ? { next: `/stock/counts/waiting?cursor=${next}` } : {})}
      />
    </Page>
  );
}
