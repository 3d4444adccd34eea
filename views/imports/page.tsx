import type { Import, PreviewRow } from '../../src/imports/queries.ts';
import type { Does } from '../../src/imports/state-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import type { Page as Rows } from '../../src/web/paging.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { html, type Piece } from '../ui/html.ts';
import { countText } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Pager } from '../ui/pager.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Steps } from './steps.tsx';
import { countOf, DOES, DOES_WORDS, rowsText } from './words.ts';

export interface ImportProps {
  frame: Frame;
  it: Import;
  state: FormState;
  /** something is done step by step */
  busy: boolean;
  undoable: boolean;
  kindLabel: string;
  does: Does;
  rows: Rows<PreviewRow>;
  /** not the first page */
  later: boolean;
  /** rows that stay when the rest is taken back */
  kept: readonly { nr: number; thing: string; why: string }[];
  keptMore: boolean;
  /** the columns that a row is known by, as indexes of the file's */
  knownBy: readonly number[];
  /** labels of the kind's columns, by name */
  labels: Readonly<Record<string, string>>;
}

/** An import from its preview to its end: what it would do, or did, row by row. */
export function ImportPage(props: ImportProps) {
  const { frame, it, does, rows } = props;
  const here = `/imports/${it.id}`;
  return (
    <Page
      frame={frame}
      title={it.fileName}
      heading={it.state === 'ready' ? 'What it would change' : `Import of ${props.kindLabel.toLowerCase()}`}
      back={{ href: '/imports', label: 'Imports' }}
      lede={`${props.kindLabel} from ${it.fileName}, ${rowsText(it.rows)}`}
      wide
    >
      <Steps {...props} />
      {it.clearedAt ? (
        <Empty text="Its rows were let go 30 days after it ended. What it changed stands in the history of each thing." />
      ) : it.mapping ? (
        <>
          <Tabs
            label="Rows"
            tabs={DOES.filter((one) => one !== 'left' || it.lefts > 0).map((one) => ({
              href: `${here}?show=${one}`,
              label: DOES_WORDS[one][1],
              on: one === does,
              count: countText(countOf(it, one)),
            }))}
          />
          {does === 'reject' && it.rejects > 0 ? (
            <p>
              <LinkButton href={`${here}/wrong.csv`} download>
                Wrong rows as CSV
              </LinkButton>{' '}
              <span class="quiet">Mend them there and import that file, or open a row here.</span>
            </p>
          ) : null}
          <PreviewRows {...props} />
          <Pager
            {...(props.later ? { first: `${here}?show=${does}` } : {})}
            {...(rows.next ? { next: `${here}?show=${does}&cursor=${rows.next}` } : {})}
            shown={rows.items.length}
            total={countOf(it, does)}
            noun={['rows', 'row']}
          />
        </>
      ) : null}
    </Page>
  );
}

function PreviewRows({ it, does, rows, knownBy, labels }: ImportProps) {
  const named = (row: PreviewRow) =>
    knownBy
      .map((at) => row.cells[at] ?? '')
      .filter(Boolean)
      .join(', ') || `Row ${row.nr}`;
  const what = (row: PreviewRow): Piece =>
    row.problems.length > 0
      ? html`<span class="whole">${row.problems.map((one) => (labels[one.field] ? `${labels[one.field]}: ` : '') + one.message).join('. ')}</span>`
      : html`<span class="whole">${row.fields.map(fieldText).join(' · ')}${makesText(row)}</span>`;
  return (
    <List
      label={DOES_WORDS[does][1]}
      rows={rows.items}
      href={(row) => `/imports/${it.id}/rows/${row.nr}`}
      columns={[
        { key: 'named', head: 'Row', cell: named, phone: 'title', mono: true },
        { key: 'nr', head: 'In the file', cell: (row) => String(row.nr), numeric: true, narrow: true },
        {
          key: 'does',
          head: 'State',
          cell: (row) => status(DOES_WORDS[row.does][0], DOES_WORDS[row.does][1]),
          narrow: true,
          phone: 'hide',
        },
        { key: 'what', head: does === 'reject' ? 'What is wrong' : 'What changes', cell: what },
      ]}
      empty={<Empty text="No row of the file is of this kind." />}
    />
  );
}

const fieldText = ({ field, from, to }: PreviewRow['fields'][number]) =>
  from === '' ? `${field} ${to}` : `${field} ${from} → ${to || 'nothing'}`;

function makesText(row: PreviewRow): string {
  return row.makes.map(({ kind, name }) => ` · makes ${kind} ${name}`).join('');
}
