import type { BinChoice } from '../../src/purchasing/receipt-queries.ts';
import type { Option } from '../../src/purchasing/supplier-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { optionsOf, REASON_WORDS } from './words.ts';

interface NewProps {
  frame: Frame;
  state: FormState;
  suppliers: readonly Option[];
  bins: readonly BinChoice[];
  /** the person decides; else it is proposed */
  decides: boolean;
}

/** Parts out of a bin, back to who sold them. */
export function ReturnForm({ frame, state, suppliers, bins, decides }: NewProps) {
  return (
    <Page frame={frame} title="Return a part" back={{ href: '/purchasing/returns', label: 'Returns' }}>
      <Form
        state={state}
        action="/purchasing/returns/new"
        submit={decides ? 'Set it aside' : 'Propose'}
        busy="Saving"
        cancel="/purchasing/returns"
        sticky
      >
        {decides ? null : <p class="quiet">A manager decides; until then the books stay as they are.</p>}
        <Field
          state={state}
          name="part"
          label="Part"
          type="tag"
          scan="fill"
          required
          maxlength={60}
          hint="SKU, maker number or barcode"
        />
        <div class="fields">
          <Field
            state={state}
            name="quantity"
            label="Pieces"
            type="number"
            min={1}
            required
            size="short"
            initial="1"
          />
          <Field
            state={state}
            name="reason"
            label="Why"
            type="select"
            required
            options={optionsOf(REASON_WORDS)}
          />
        </div>
        <Field state={state} name="supplier" label="Supplier" type="select" required options={suppliers} />
        <Field
          state={state}
          name="bin"
          label="Out of bin"
          type="select"
          options={bins}
          none="It is not in stock"
          hint={decides ? 'It leaves the books now' : 'It leaves the books when a manager agrees'}
        />
        <Field
          state={state}
          name="order"
          label="Order that it came with"
          optional
          maxlength={40}
          hint="Its number, as PO-00042"
        />
        <Field
          state={state}
          name="expected"
          label="Credit expected"
          type="money"
          optional
          size="short"
          hint="As ordered, or at their price of today, where it is empty"
        />
        <Field state={state} name="note" label="Note" type="textarea" optional maxlength={1000} />
      </Form>
    </Page>
  );
}
