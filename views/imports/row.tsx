import type { Import, PreviewRow } from '../../src/imports/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { Status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { DOES_WORDS } from './words.ts';

interface RowProps {
  frame: Frame;
  it: Import;
  state: FormState;
  row: PreviewRow;
  /** the columns that are read: index in the file, name in the file, label of what it is */
  read: readonly { at: number; head: string; label: string }[];
  /** where the thing that it made or changed can be seen */
  thing: string | null;
}

/** One row: what it says, what it would do, and how to mend it. */
export function RowPage(props: RowProps) {
  const { frame, it, state, row, read } = props;
  const here = `/imports/${it.id}/rows/${row.nr}`;
  const [tone, word] = DOES_WORDS[row.does];
  return (
    <Page
      frame={frame}
      title={`Row ${row.nr}`}
      back={{ href: `/imports/${it.id}?show=${row.does}`, label: it.fileName }}
    >
      <p>
        <Status tone={tone} word={word} />{' '}
        {it.state === 'ready' ? null : row.problems.map(({ message }) => message).join('. ')}{' '}
        {row.doubleOf ? <a href={`/imports/${it.id}/rows/${row.doubleOf}`}>Row {row.doubleOf}</a> : null}
        {props.thing ? <a href={props.thing}>What it is about</a> : null}
      </p>
      {row.fields.length > 0 ? <Changes row={row} /> : null}
      {it.state === 'ready' ? (
        <>
          <Form
            state={state}
            action={here}
            submit="Look again"
            busy="Reading"
            cancel={`/imports/${it.id}?show=${row.does}`}
          >
            <div class="fields">
              {read.map(({ at, head, label }) => (
                <Field
                  state={state}
                  name={`cell.${at}`}
                  label={label}
                  maxlength={2000}
                  {...(head && head !== label ? { hint: `${head} in the file` } : {})}
                />
              ))}
            </div>
          </Form>
          {row.does === 'left' ? (
            <ActionForm
              action={`${here}/take`}
              formKey={newKey()}
              submit="Take it in after all"
              look="plain"
            />
          ) : (
            <ActionForm
              action={`${here}/leave`}
              formKey={newKey()}
              submit="Leave this row out"
              look="plain"
            />
          )}
        </>
      ) : (
        <Card title="As it stands in the file">
          <Facts facts={read.map(({ at, label }) => ({ label, value: row.cells[at] ?? '' }))} />
        </Card>
      )}
    </Page>
  );
}

function Changes({ row }: { row: PreviewRow }) {
  return (
    <Card title={row.does === 'create' ? 'It makes' : 'It changes'} flush>
      <List
        label="What changes"
        rows={row.fields}
        compact
        columns={[
          { key: 'field', head: 'Field', cell: (one) => one.field, phone: 'title' },
          { key: 'from', head: 'Now', cell: (one) => one.from || 'nothing' },
          { key: 'to', head: 'Then', cell: (one) => one.to || 'nothing' },
        ]}
      />
    </Card>
  );
}
