import type { ListName } from '../../src/repairs/list-forms.ts';
import type { Fault, Remedy, Symptom } from '../../src/repairs/list-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { LEVELS, OUTCOMES, optionsOf } from './words.ts';

export type Entry = Fault | Symptom | Remedy;

export const LIST_WORDS: Readonly<Record<ListName, readonly [many: string, one: string]>> = {
  faults: ['Faults', 'fault'],
  symptoms: ['Symptoms', 'symptom'],
  remedies: ['Remedies', 'remedy'],
};

interface Props {
  frame: Frame;
  list: ListName;
  rows: readonly Entry[];
  names: ReadonlyMap<string, string>;
  /** the reader asks a manager for what is to be changed */
  proposes: boolean;
}

/** One of the three lists that repairs choose from. */
export function ListPage({ frame, list, rows, names, proposes }: Props) {
  const [many, one] = LIST_WORDS[list];
  return (
    <Page
      frame={frame}
      title={many}
      wide
      back={proposes ? { href: '/proposals', label: 'Proposals' } : { href: '/settings', label: 'Settings' }}
      primary={
        <LinkButton href={`/settings/${list}/new`} look="primary" icon="plus">
          {proposes ? 'Propose a' : 'New'} {one}
        </LinkButton>
      }
    >
      <Tabs
        label="Lists"
        tabs={(Object.keys(LIST_WORDS) as ListName[]).map((name) => ({
          href: `/settings/${name}`,
          label: LIST_WORDS[name][0],
          on: name === list,
        }))}
      />
      <List
        label={many}
        columns={columnsOf(list, names)}
        rows={rows}
        href={(row) => `/settings/${list}/${row.code}`}
      />
    </Page>
  );
}

function columnsOf(list: ListName, names: ReadonlyMap<string, string>): Column<Entry>[] {
  const text = (code: string | null | undefined) => (code ? (names.get(code) ?? code) : '');
  const own: Record<ListName, Column<Entry>[]> = {
    faults: [
      {
        key: 'level',
        head: 'Level',
        cell: (row) => ('level' in row ? String(row.level) : ''),
        numeric: true,
      },
      {
        key: 'minutes',
        head: 'Minutes',
        cell: (row) => ('minutes' in row ? String(row.minutes) : ''),
        numeric: true,
      },
      { key: 'remedy', head: 'Remedy', cell: (row) => ('remedy' in row ? text(row.remedy) : '') },
      { key: 'part', head: 'Part', cell: (row) => ('partKind' in row ? (row.partKind ?? '') : '') },
    ],
    symptoms: [
      {
        key: 'faults',
        head: 'Mostly turns out to be',
        cell: (row) =>
          'faults' in row ? (JSON.parse(row.faults) as string[]).map((code) => text(code)).join(', ') : '',
      },
    ],
    remedies: [
      {
        key: 'minutes',
        head: 'Minutes',
        cell: (row) => ('takesPart' in row && row.minutes !== null ? String(row.minutes) : ''),
        numeric: true,
      },
      { key: 'part', head: 'Part', cell: (row) => ('takesPart' in row ? TAKES[row.takesPart] : '') },
      { key: 'outcome', head: 'Outcome', cell: (row) => ('outcome' in row ? OUTCOMES[row.outcome] : '') },
    ],
  };
  return [
    { key: 'name', head: 'Name', cell: (row) => row.name, phone: 'title' },
    ...own[list],
    { key: 'position', head: 'Order', cell: (row) => String(row.position), numeric: true },
    {
      key: 'state',
      head: 'State',
      cell: (row) => (row.retiredAt ? status('plain', 'Retired') : ''),
      narrow: true,
    },
  ];
}

const TAKES = { part: 'A part goes in', none: 'None', either: 'May take one' } as const;

interface FormProps {
  frame: Frame;
  state: FormState;
  list: ListName;
  /** null for a new one */
  entry: Entry | null;
  /** the reader asks a manager for it */
  proposes: boolean;
  faults: readonly Fault[];
  remedies: readonly Remedy[];
  partKinds: readonly string[];
}

/** A new entry of a list, or the edit of one. */
export function ListEntryForm(props: FormProps) {
  const { frame, state, list, entry, proposes } = props;
  const [many, one] = LIST_WORDS[list];
  return (
    <Page
      frame={frame}
      title={entry ? entry.name : `New ${one}`}
      back={{ href: `/settings/${list}`, label: many }}
      actions={
        entry && !proposes ? (
          <ActionForm
            action={`/settings/${list}/${entry.code}/retire`}
            formKey={newKey()}
            version={entry.version}
            submit={entry.retiredAt ? 'Offer it again' : 'Retire'}
          />
        ) : null
      }
    >
      {proposes ? (
        <Notice tone="note">A manager decides it: it is in the list once they agree.</Notice>
      ) : null}
      <Form
        state={state}
        action={entry ? `/settings/${list}/${entry.code}` : `/settings/${list}/new`}
        submit={proposes ? 'Propose' : entry ? 'Save' : 'Create'}
        busy="Saving"
        cancel={`/settings/${list}`}
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={80} />
        {entry ? null : (
          <Field
            state={state}
            name="code"
            label="Code"
            required
            maxlength={50}
            size="medium"
            hint="Lower case letters, digits and hyphens; it never changes"
          />
        )}
        <OwnFields {...props} />
        <Field
          state={state}
          name="position"
          label="Order"
          type="number"
          required
          size="short"
          hint="Low numbers stand first, where a model does not say otherwise"
        />
      </Form>
    </Page>
  );
}

function OwnFields({ state, list, faults, remedies, partKinds }: FormProps) {
  if (list === 'faults') {
    return (
      <>
        <Field
          state={state}
          name="level"
          label="Level"
          type="choice"
          required
          options={optionsOf(LEVELS)}
          hint="Who is offered the work; anybody's is saved"
        />
        <Field state={state} name="minutes" label="Minutes" type="number" unit="min" size="short" required />
        <Field
          state={state}
          name="remedy"
          label="Usual remedy"
          type="select"
          optional
          options={remedies.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Field
          state={state}
          name="partKind"
          label="Kind of part"
          type="select"
          optional
          options={partKinds.map((kind) => ({ value: kind, label: kind }))}
        />
      </>
    );
  }
  if (list === 'symptoms') {
    return (
      <Field
        state={state}
        name="faults"
        label="Mostly turns out to be"
        type="checkbox"
        optional
        options={faults.map(({ code, name }) => ({ value: code, label: name }))}
      />
    );
  }
  return (
    <>
      <Field
        state={state}
        name="minutes"
        label="Minutes"
        type="number"
        unit="min"
        size="short"
        optional
        hint="Empty: those of the fault"
      />
      <Field
        state={state}
        name="takesPart"
        label="Part"
        type="choice"
        required
        options={Object.entries(TAKES).map(([value, label]) => ({ value, label }))}
      />
      <Field
        state={state}
        name="outcome"
        label="Outcome that it proposes"
        type="choice"
        required
        options={optionsOf(OUTCOMES)}
      />
    </>
  );
}
