import type { FindingRow } from '../../src/audits/finding-queries.ts';
import type { FindingKind, ResolutionKind } from '../../src/audits/forms.ts';
import type { Audit } from '../../src/audits/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TickBar } from '../ui/tick-bar.tsx';
import { when } from '../ui/when.tsx';
import { bookText, FINDING_WORDS, nameOf, RESOLUTION_WORDS } from './words.ts';

interface FindingsProps {
  frame: Frame;
  audit: Audit;
  kind: FindingKind;
  rows: readonly FindingRow[];
  next: string | null;
  counts: ReadonlyMap<FindingKind, number>;
  offers: readonly ResolutionKind[];
  /** 'do', 'propose', or null */
  say: 'do' | 'propose' | null;
  state: FormState;
}

/** Findings of one kind, to be settled one by one or many at once. */
export function FindingsPage(props: FindingsProps) {
  const { frame, audit, kind, rows, next, offers, say, state } = props;
  const here = `/audits/${audit.id}/findings`;
  const open = audit.state === 'closed' && say !== null;
  const many = offers.filter((what) => what !== 'match' && what !== 'create');
  const problem = state.message ?? Object.values(state.errors)[0];
  return (
    <Page
      frame={frame}
      title={FINDING_WORDS[kind][1]}
      wide
      back={{ href: `/audits/${audit.id}`, label: audit.title }}
      lede={FINDING_WORDS[kind][2]}
    >
      <Tabs
        label="Kinds of findings"
        tabs={[...props.counts].map(([of, n]) => ({
          href: `${here}?kind=${of}`,
          label: FINDING_WORDS[of][1],
          count: n,
          on: of === kind,
        }))}
      />
      {problem ? <Notice tone="bad">{problem}</Notice> : null}
      <List
        label={FINDING_WORDS[kind][1]}
        rows={rows}
        href={(row) => `${here}/${row.id}`}
        tone={(row) => (row.resolution ? 'done' : '')}
        {...(open
          ? {
              select: {
                name: 'findings',
                // What is settled is taken back first, on its own page.
                value: (row: FindingRow) => (row.resolution ? null : row.id),
                label: (row: FindingRow) => nameOf(row),
                form: 'settle',
              },
            }
          : {})}
        columns={[
          { key: 'name', head: 'Device', cell: (row) => nameOf(row), phone: 'title', mono: true },
          { key: 'model', head: 'Model', cell: (row) => row.modelName ?? '' },
          { key: 'book', head: 'By the books', cell: (row) => bookText(row) },
          ...(kind === 'missing'
            ? [
                {
                  key: 'seen',
                  head: 'Last seen or synced',
                  cell: (row: FindingRow) => when(row.lastSeenAt, frame),
                  narrow: true,
                },
              ]
            : [
                { key: 'place', head: 'Scanned in', cell: (row: FindingRow) => row.placeName ?? '' },
                { key: 'by', head: 'By', cell: (row: FindingRow) => row.by ?? '' },
              ]),
          {
            key: 'what',
            head: 'Settled',
            cell: (row) => (row.what ? status('good', RESOLUTION_WORDS[row.what][1]) : ''),
            narrow: true,
          },
        ]}
        empty={<Empty text="Nothing of this kind." icon="check" />}
      />
      {open && rows.length > 0 ? (
        <TickBar id="settle" action={here} formKey={state.key}>
          <Field state={state} name="kind" label="" type="hidden" initial={kind} />
          <Field state={state} name="reason" label="Reason" maxlength={300} required size="medium" />
          {many.map((what) => (
            <Button name="what" value={what} look="plain">
              {RESOLUTION_WORDS[what][0]}
            </Button>
          ))}
        </TickBar>
      ) : null}
      <Pager shown={rows.length} {...(next ? { next: `${here}?kind=${kind}&cursor=${next}` } : {})} />
      {open && say === 'propose' ? <p class="quiet">You propose it: a manager decides.</p> : null}
    </Page>
  );
}
