import type { Column, ImportKind, Makes } from '../../src/imports/kind.ts';
import type { Import } from '../../src/imports/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Filters } from '../ui/filters.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { rowsText } from './words.ts';

type Shape = Pick<ImportKind, 'name' | 'label' | 'columns' | 'keys' | 'makes'>;

interface MapProps {
  frame: Frame;
  state: FormState;
  it: Import;
  kind: Shape;
  kinds: readonly { name: string; label: string }[];
  sample: readonly (readonly string[])[];
  /** the columns were chosen as in the last file with this head */
  remembered: boolean;
  dropKey: string;
}

const MAKE_WORDS: Readonly<Record<Makes, string>> = {
  models: 'Models that are not known yet',
  locations: 'Schools and places that are not known yet',
  people: 'People who are not known yet',
  suppliers: 'Suppliers that are not known yet',
};

/** Which column is what: always shown, filled in as far as it can be guessed. */
export function MapPage(props: MapProps) {
  const { frame, state, it, kind, kinds } = props;
  const here = `/imports/${it.id}`;
  return (
    <Page
      frame={frame}
      title="Which column is what"
      back={it.state === 'ready' ? { href: here, label: 'Rows' } : { href: '/imports', label: 'Imports' }}
      lede={`${it.fileName}, ${rowsText(it.rows)}`}
    >
      <Filters
        whole
        action={`${here}/mapping`}
        filters={[
          {
            name: 'kind',
            label: 'What is in the file',
            value: kind.name,
            always: true,
            any: 'Find out by its columns',
            options: kinds.map(({ name, label }) => ({ value: name, label })),
          },
        ]}
      />
      <Form
        state={state}
        action={`${here}/mapping`}
        submit="Look at what would change"
        busy="Reading"
        label="Columns"
        sticky
      >
        <Field state={state} name="kind" label="Kind" type="hidden" initial={kind.name} />
        <Field state={state} name="source" label="Source" type="hidden" initial={it.source} />
        <Columns {...props} />
        <Matching {...props} />
        <Dates {...props} />
        <Fixed {...props} />
      </Form>
      <ActionForm action={`${here}/drop`} formKey={props.dropKey} submit="Drop this file" look="quiet" />
    </Page>
  );
}

function Columns({ state, it, kind, sample, remembered }: MapProps) {
  const options = kind.columns.map(({ name, label, required }) => ({
    value: name,
    label: required ? `${label} *` : label,
  }));
  return (
    <Card title="Columns of the file">
      <p class="quiet">
        {remembered ? 'As in the last file with these columns. ' : ''}
        What is marked * is needed to make a new one; where it is there already, an empty cell leaves what it
        has.
      </p>
      <div class="fields">
        {it.head.map((name, i) => (
          <Field
            state={state}
            name={`column.${i}`}
            label={name || `Column ${i + 1}`}
            type="select"
            options={options}
            none="Leave out"
            hint={exampleOf(sample, i)}
          />
        ))}
      </div>
    </Card>
  );
}

function exampleOf(sample: readonly (readonly string[])[], i: number): string {
  const texts = [...new Set(sample.map((row) => row[i] ?? '').filter(Boolean))];
  return texts.length === 0 ? 'empty in the first rows' : texts.slice(0, 3).join(' | ').slice(0, 80);
}

function Matching({ state, kind }: MapProps) {
  const keys = kind.keys.map(({ name, label }) => ({ value: name, label }));
  const clearable = kind.columns.filter((column) => column.clearable);
  return (
    <Card title="What is there already">
      <div class="fields">
        <Field state={state} name="first" label="Found by" type="select" options={keys} required />
        <Field state={state} name="second" label="Then by" type="select" options={keys} none="Nothing else" />
        <Field state={state} name="third" label="Then by" type="select" options={keys} none="Nothing else" />
      </div>
      {kind.makes.length > 0 ? (
        <Field
          state={state}
          name="create"
          label="Make as well"
          type="checkbox"
          options={kind.makes.map((name) => ({ value: name, label: MAKE_WORDS[name] }))}
          hint="What is not ticked is told row by row, and such rows do not go in"
        />
      ) : null}
      {kind.name === 'devices' ? (
        <Field
          state={state}
          name="takeState"
          type="checkbox"
          label="Take the state from the file"
          hint="Devices that are here already are retired, or back in service, as it says. Otherwise a row that says another state is told, and does not go in. Lost, stolen and disposed of are said on the device's page."
        />
      ) : null}
      {clearable.length > 0 ? (
        <Field
          state={state}
          name="clear"
          label="Empty cells clear"
          type="checkbox"
          options={clearable.map(({ name, label }) => ({ value: name, label }))}
          hint="Elsewhere an empty cell leaves what is there"
        />
      ) : null}
    </Card>
  );
}

/** Asked only where nothing in a column says it. */
function Dates({ state, kind }: MapProps) {
  const asked = kind.columns.filter(
    ({ name }) => state.errors[`date.${name}`] !== undefined || Boolean(state.values[`date.${name}`]),
  );
  if (asked.length === 0) return null;
  return (
    <Card title="Dates">
      {asked.map(({ name, label }) => (
        <Field
          state={state}
          name={`date.${name}`}
          label={`03/04/2026 under ${label}`}
          type="choice"
          required
          options={[
            { value: 'month', label: 'March 4' },
            { value: 'day', label: '3 April' },
          ]}
        />
      ))}
    </Card>
  );
}

function isAsked(column: Column): boolean {
  return column.choices !== undefined || (column.required === true && column.refers !== undefined);
}

function Fixed({ state, kind }: MapProps) {
  const asked = kind.columns.filter(isAsked);
  if (asked.length === 0) return null;
  return (
    <Card title="Where the file does not say">
      <p class="quiet">The same for every row that has no such column, or an empty cell.</p>
      <div class="fields">
        {asked.map(({ name, label, choices }) => (
          <Field
            state={state}
            name={`fixed.${name}`}
            label={label}
            optional
            {...(choices
              ? {
                  type: 'select' as const,
                  none: 'Nothing',
                  options: [...new Set(Object.values(choices))].map((value) => ({
                    value,
                    label: value.replaceAll('_', ' '),
                  })),
                }
              : { maxlength: 200 })}
          />
        ))}
      </div>
    </Card>
  );
}
