import type { Paper } from '../../src/labels/sheet-rules.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { LabelTabs } from './tabs.tsx';
import { inchWords, sizeWords } from './words.ts';

const KIND_WORDS: Readonly<Record<string, string>> = { sheet: 'Sheet', roll: 'Roll' };

function labelWords({ kind, labelWidth, labelHeight }: Paper): string {
  const size = sizeWords(labelWidth, labelHeight);
  return kind === 'sheet' ? `${size}, ${inchWords(labelWidth, labelHeight)}` : size;
}

export function PaperList({ frame, papers }: { frame: Frame; papers: readonly Paper[] }) {
  return (
    <Page
      frame={frame}
      title="Paper for labels"
      lede="Sizes of makers' sheets are as they are published. Print one page on plain paper first and hold it against the sheet: every size can be changed."
      primary={
        <LinkButton href="/labels/papers/new" look="primary" icon="plus">
          New paper
        </LinkButton>
      }
    >
      <LabelTabs on="papers" />
      <List
        label="Paper for labels"
        rows={papers}
        href={(row) => `/labels/papers/${row.id}`}
        columns={[
          { key: 'name', head: 'Name', cell: (row) => row.name, phone: 'title' },
          { key: 'kind', head: 'Kind', cell: (row) => KIND_WORDS[row.kind] ?? row.kind, narrow: true },
          { key: 'label', head: 'Label', cell: labelWords },
          {
            key: 'page',
            head: 'A page',
            cell: (row) => (row.kind === 'sheet' ? `${row.across} x ${row.down}` : ''),
            narrow: true,
          },
          {
            key: 'state',
            head: 'State',
            cell: (row) => (row.retiredAt ? status('bad', 'Retired') : ''),
            narrow: true,
          },
        ]}
      />
    </Page>
  );
}

/** Paper by its dimensions. */
export function PaperForm({ frame, state, paper }: { frame: Frame; state: FormState; paper?: Paper }) {
  const length = (name: string, label: string, hint?: string) => (
    <Field
      state={state}
      name={name}
      label={label}
      inputmode="decimal"
      size="short"
      maxlength={10}
      {...(hint ? { hint } : {})}
    />
  );
  return (
    <Page
      frame={frame}
      title={paper ? paper.name : 'New paper'}
      back={{ href: '/labels/papers', label: 'Paper for labels' }}
    >
      <Form
        state={state}
        action={paper ? `/labels/papers/${paper.id}` : '/labels/papers/new'}
        submit={paper ? 'Save' : 'Create'}
        busy="Saving"
        cancel="/labels/papers"
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={60} />
        <Field
          state={state}
          name="kind"
          label="Kind"
          type="choice"
          options={[
            { value: 'sheet', label: 'Sheet', hint: 'many labels on a page' },
            { value: 'roll', label: 'Roll', hint: 'one label after another' },
          ]}
        />
        <Field
          state={state}
          name="unit"
          label="Lengths are in"
          type="choice"
          options={[
            { value: 'in', label: 'Inches' },
            { value: 'mm', label: 'Millimetres' },
          ]}
        />
        <div class="fields">
          {length('labelWidth', 'Label width')}
          {length('labelHeight', 'Label height')}
        </div>
        <h2>Only for sheets</h2>
        <div class="fields">
          {length('pageWidth', 'Page width', 'Letter: 8.5 in')}
          {length('pageHeight', 'Page height', 'Letter: 11 in')}
        </div>
        <div class="fields">
          <Field
            state={state}
            name="across"
            label="Labels across"
            type="number"
            min={1}
            max={20}
            initial="1"
            size="short"
          />
          <Field
            state={state}
            name="down"
            label="Labels down"
            type="number"
            min={1}
            max={50}
            initial="1"
            size="short"
          />
        </div>
        <div class="fields">
          {length('fromLeft', 'Left edge to the first label')}
          {length('fromTop', 'Upper edge to the first label')}
        </div>
        <div class="fields">
          {length('gapAcross', 'Gap between two across')}
          {length('gapDown', 'Gap between two down')}
        </div>
      </Form>
      {paper ? (
        <ActionForm
          action={`/labels/papers/${paper.id}/retire`}
          formKey={newKey()}
          version={paper.version}
          submit={paper.retiredAt ? 'Take into use again' : 'Retire this paper'}
          look="quiet"
        />
      ) : null}
    </Page>
  );
}
