import type { BinDetails } from '../../src/stock/bin-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

type Props = BinDetails & { frame: Frame; state: FormState };

/** A blind count: what the books say is not shown, so that it cannot be copied. */
export function CountSheet({ frame, bin, held, state }: Props) {
  const back = `/stock/bins/${bin.id}`;
  return (
    <Page frame={frame} title={`Count ${bin.name}`} back={{ href: back, label: bin.name }}>
      {held.length === 0 ? (
        <Empty text="The books know of no part here yet. Count one part at a time on the bin's page." />
      ) : (
        <Form state={state} action={`${back}/count`} submit="Save count" busy="Saving" cancel={back} sticky>
          <p class="quiet">Count what lies there. A part left empty keeps its books.</p>
          {held.map((part) => (
            <Field
              state={state}
              name={`counted.${part.id}`}
              label={part.name}
              hint={part.sku}
              type="number"
              min={0}
              max={99999}
              inputmode="numeric"
              size="short"
            />
          ))}
        </Form>
      )}
    </Page>
  );
}
