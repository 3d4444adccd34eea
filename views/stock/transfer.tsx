import type { BinDetails, Option } from '../../src/stock/bin-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Empty } from '../ui/empty.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Page } from '../ui/page.tsx';

interface Props {
  frame: Frame;
  state: FormState;
  bins: readonly Option[];
  /** '' until one is chosen */
  from: string;
  to: string;
  held: BinDetails['held'];
}

/** First the bin that parts leave, then how many of each go where. */
export function TransferPage({ frame, state, bins, from, to, held }: Props) {
  return (
    <Page frame={frame} title="Move parts" back={{ href: '/stock', label: 'Stock' }}>
      <Form
        state={{ values: state.values, errors: {}, key: state.key }}
        action="/stock/transfers/new"
        method="get"
        submit="Show its parts"
        look="plain"
        scope="from"
      >
        <Field
          state={state}
          scope="from"
          name="from"
          label="From"
          type="select"
          required
          options={bins}
          initial={from}
          autosubmit
        />
      </Form>
      {from && held.length === 0 ? <Empty text="This bin holds nothing by the books." /> : null}
      {held.length > 0 ? (
        <Form state={state} action="/stock/transfers/new" submit="Move" busy="Moving" sticky>
          <Field state={state} name="from" label="From" type="hidden" initial={from} />
          <Field
            state={state}
            name="to"
            label="To"
            type="select"
            required
            options={bins.filter((bin) => bin.value !== from)}
            initial={to}
          />
          <Field
            state={state}
            name="how"
            label="When"
            type="choice"
            initial="now"
            options={[
              { value: 'now', label: 'Done now', hint: 'I carry them over myself' },
              { value: 'send', label: 'Sent', hint: 'They are under way until they are there' },
            ]}
          />
          {held.map((part) => (
            <Field
              state={state}
              name={`quantity.${part.id}`}
              label={part.name}
              hint={`${part.sku}, ${part.onHand} there`}
              type="number"
              min={0}
              max={part.onHand}
              inputmode="numeric"
              size="short"
            />
          ))}
          <Field state={state} name="note" label="Note" optional maxlength={500} />
        </Form>
      ) : null}
    </Page>
  );
}
