import type { BinToCount, PartToCount } from '../../src/counts/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ActionForm } from '../ui/action-form.tsx';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  bin: BinToCount;
  parts: readonly PartToCount[];
  state: FormState;
}

/** All of a bin on one screen, blind: what the books say is not shown, so that it cannot be copied. */
export function CountSheet({ frame, bin, parts, state }: Props) {
  const back = `/stock/bins/${bin.id}`;
  const first = bin.counted === 0;
  return (
    <Page
      frame={frame}
      title={`Count ${bin.name}`}
      back={{ href: back, label: bin.name }}
      lede={
        first
          ? 'First count: the books are expected to be wrong, and nobody asks why.'
          : 'Count what lies there. A part left empty keeps its books.'
      }
      actions={
        <ActionForm
          action="/stock/counts"
          formKey={newKey()}
          values={{ bin: bin.id }}
          submit="Scan part by part"
          look="plain"
          icon="scan"
        />
      }
    >
      {parts.length === 0 ? (
        <Empty text="The books know of no part here yet. Scan the first one." />
      ) : (
        <Form state={state} action={`${back}/count`} submit="Save count" busy="Saving" cancel={back} sticky>
          {parts.map((part) => (
            <Field
              state={state}
              name={`counted.${part.id}`}
              label={part.name}
              hint={hintOf(part)}
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

function hintOf(part: PartToCount): string {
  const why = part.short > 0 ? ', used though the books had none' : '';
  return part.counted && part.by ? `${part.sku}${why}, counted by ${part.by}` : `${part.sku}${why}`;
}
