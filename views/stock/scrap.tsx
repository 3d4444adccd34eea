import type { BinDetails } from '../../src/stock/bin-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';
import { SCRAP_WORDS } from './words.ts';

interface Props {
  frame: Frame;
  state: FormState;
  bin: BinDetails['bin'];
  held: BinDetails['held'];
  /** the person decides; else it is proposed */
  decides: boolean;
}

/** Parts that are thrown away leave the books, with a reason. */
export function ScrapPage({ frame, state, bin, held, decides }: Props) {
  const back = `/stock/bins/${bin.id}`;
  const there = held.filter((part) => part.onHand > 0);
  return (
    <Page frame={frame} title={`Scrap from ${bin.name}`} back={{ href: back, label: bin.name }}>
      {there.length === 0 ? (
        <Empty text="This bin holds nothing by the books." />
      ) : (
        <Form
          state={state}
          action={`${back}/scrap`}
          submit={decides ? 'Scrap' : 'Propose'}
          busy="Saving"
          cancel={back}
          sticky
        >
          {decides ? null : <p class="quiet">A manager decides; until then the books stay as they are.</p>}
          <Field
            state={state}
            name="part"
            label="Part"
            type="select"
            required
            options={there.map((part) => ({
              value: part.id,
              label: `${part.name}, ${part.sku}, ${part.onHand} there`,
            }))}
          />
          <Field
            state={state}
            name="quantity"
            label="How many"
            type="number"
            min={1}
            max={999}
            initial="1"
            size="short"
            required
          />
          <Field
            state={state}
            name="reason"
            label="Why"
            type="choice"
            required
            options={Object.entries(SCRAP_WORDS).map(([value, label]) => ({ value, label }))}
          />
          <Field state={state} name="note" label="Note" optional maxlength={500} />
        </Form>
      )}
    </Page>
  );
}
