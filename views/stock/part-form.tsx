import type { Option } from '../../src/stock/bin-queries.ts';
import type { Part } from '../../src/stock/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { CONDITION_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  kinds: readonly Option[];
  groups: readonly Option[];
  part?: Part;
  /** the reader asks a manager for it */
  proposes: boolean;
}

const CONDITIONS = Object.entries(CONDITION_WORDS).map(([value, label]) => ({ value, label }));

const TOUCH = [
  { value: '', label: 'Does not matter' },
  { value: '1', label: 'For touch screens' },
  { value: '0', label: 'For screens without touch' },
];

export function PartForm({ frame, state, kinds, groups, part, proposes }: Props) {
  const back = part
    ? { href: `/stock/parts/${part.id}`, label: part.name }
    : { href: '/stock/parts', label: 'Parts' };
  return (
    <Page frame={frame} title={part ? `Edit ${part.name}` : 'New part'} back={back}>
      {proposes ? <Notice tone="note">A manager decides it: it is done once they agree.</Notice> : null}
      <Form
        state={state}
        action={part ? `/stock/parts/${part.id}/edit` : '/stock/parts/new'}
        submit={proposes ? 'Propose' : part ? 'Save' : 'Create'}
        busy="Saving"
        cancel={back.href}
        sticky
      >
        <Field state={state} name="name" label="Name" required maxlength={120} />
        <Field state={state} name="sku" label="SKU" type="tag" required maxlength={40} size="medium" />
        <Field
          state={state}
          name="partKind"
          label="Kind of part"
          required
          maxlength={50}
          size="medium"
          suggestions={kinds.map((kind) => kind.value)}
          hint="One word in small letters: screen, battery, hinge. Faults name it"
        />
        <Field
          state={state}
          name="group"
          label="Interchange group"
          type="select"
          optional
          options={groups}
          hint="Parts that do for each other"
        />
        <Field
          state={state}
          name="condition"
          label="Condition"
          type="choice"
          required
          initial="new"
          options={CONDITIONS}
        />
        <Field
          state={state}
          name="price"
          label="Price of one"
          type="money"
          optional
          size="short"
          unit="USD"
        />
        <div class="fields">
          <Field
            state={state}
            name="unit"
            label="Unit"
            optional
            maxlength={20}
            size="short"
            initial="each"
            suggestions={['each', 'pair', 'set', 'roll']}
          />
          <Field
            state={state}
            name="pack"
            label="How many in a pack"
            type="number"
            optional
            min={1}
            max={9999}
            size="short"
            initial="1"
          />
        </div>
        <Field state={state} name="touch" label="Touch" type="choice" optional options={TOUCH} />
        <Field
          state={state}
          name="counted"
          label="Counted: has a ledger in each bin"
          type="checkbox"
          hint="Keycaps, screws and tape are not: their use is noted for cost only"
        />
        <Field
          state={state}
          name="makerNumbers"
          label="Maker numbers"
          type="textarea"
          optional
          hint="One on a line"
          rows={3}
        />
        <Field
          state={state}
          name="barcodes"
          label="Barcodes"
          type="textarea"
          optional
          hint="One on a line"
          rows={2}
        />
      </Form>
    </Page>
  );
}
