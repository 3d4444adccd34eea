import type { ArrivalPlan } from '../../src/purchasing/arrival-plan.ts';
import type { BinChoice, Receipt, ReceiptLine } from '../../src/purchasing/receipt-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { CONDITION, lineName } from './receipt-words.ts';

interface Props {
  frame: Frame;
  receipt: Receipt;
  plan: ArrivalPlan;
  bins: readonly BinChoice[];
  state: FormState;
}

const number = (n: number) => `R-${String(n).padStart(6, '0')}`;

/** The last look before it goes into stock: what differs, who waits, where the rest goes. */
export function BookPage({ frame, receipt, plan, bins, state }: Props) {
  const here = `/purchasing/receipts/${receipt.id}`;
  return (
    <Page
      frame={frame}
      title={`Book in ${receipt.orderNumber}`}
      back={{ href: here, label: 'Count on' }}
      lede={`${plan.lines.reduce((sum, line) => sum + line.quantity, 0)} pieces of ${receipt.supplierName}`}
    >
      <Differences plan={plan} />
      <Reserved plan={plan} />
      <Form
        state={{ ...state, version: state.version ?? receipt.version }}
        action={`${here}/book`}
        submit="Book in"
        busy="Booking"
        cancel={here}
        sticky
      >
        <Field
          state={state}
          name="into"
          label="Into bin"
          type="select"
          required
          options={bins}
          initial={plan.into}
          hint="What is reserved lies there too, until its technician fetches it"
        />
        <div class="fields">
          <Field
            state={state}
            name="arrivedOn"
            label="Arrived on"
            type="date"
            max={frame.today}
            min={receipt.sentOn}
            initial={frame.today}
          />
          <Field state={state} name="slip" label="Packing slip number" optional maxlength={60} />
        </div>
        {plan.over.length > 0 ? (
          <Field
            state={state}
            name="over"
            label="More came than was ordered, and it is kept"
            type="checkbox"
            hint={plan.over.join('; ')}
          />
        ) : null}
        {plan.lines.map((line) => (
          <LineFields line={line} plan={plan} bins={bins} state={state} />
        ))}
      </Form>
    </Page>
  );
}

function LineFields({
  line,
  plan,
  bins,
  state,
}: {
  line: ReceiptLine;
  plan: ArrivalPlan;
  bins: readonly BinChoice[];
  state: FormState;
}) {
  if (line.condition === 'damaged')
    return (
      <Field
        state={state}
        name={`again.${line.id}`}
        label={`${line.quantity} x ${lineName(line)}, damaged: they send ${line.quantity === 1 ? 'another one' : 'others'}`}
        type="checkbox"
        hint="Then it stays on order. Else a credit is expected"
      />
    );
  if (!plan.stocked.includes(line)) return null;
  return (
    <Field
      state={state}
      name={`bin.${line.id}`}
      label={`${line.quantity} x ${lineName(line)}`}
      type="select"
      options={bins}
      none="The bin above"
      hint={line.condition === 'substitute' ? `instead of ${line.orderedSku}` : (line.sku ?? '')}
    />
  );
}

function Differences({ plan }: { plan: ArrivalPlan }) {
  const odd = plan.lines.filter((line) => line.condition !== 'good');
  if (odd.length === 0 && plan.short.length === 0 && plan.over.length === 0)
    return <Notice tone="good">Everything is as ordered.</Notice>;
  return (
    <Card title="Differs from the order" tone="wait">
      <ul class="links">
        {plan.over.map((words) => (
          <li>{words}</li>
        ))}
        {odd.map((line) => (
          <li>
            {line.quantity} x {lineName(line)}: {CONDITION[line.condition]}
            <span class="quiet">
              {line.condition === 'substitute' ? `, instead of ${line.orderedSku}` : ''}
              {line.condition === 'damaged' ? ', not into stock' : ''}
              {line.condition === 'wrong' ? ', set aside to go back' : ''}
            </span>
          </li>
        ))}
        {plan.short.map(({ line, missing }) => (
          <li>
            {line.name}: {missing} {missing === 1 ? 'is' : 'are'} still to come
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What is kept for repairs before anything goes to the shelf. */
function Reserved({ plan }: { plan: ArrivalPlan }) {
  if (plan.kept.length === 0) return null;
  const hold = (repair: string) => plan.holds.find((one) => one.repair === repair);
  return (
    <Card title="Reserved for repairs that wait" count={plan.kept.length} tone="note">
      <ul class="links">
        {plan.kept.slice(0, 40).map((one) => {
          const line = plan.lines.find(({ id }) => id === one.line);
          const of = hold(one.repair);
          return (
            <li>
              <a href={`/repairs/${of?.number ?? ''}`}>{number(of?.number ?? 0)}</a> {one.quantity} x{' '}
              {line ? lineName(line) : ''}{' '}
              <span class="quiet">{of?.technicianName ?? 'nobody has it yet'}</span>
            </li>
          );
        })}
      </ul>
      {plan.kept.length > 40 ? <p class="quiet">and {plan.kept.length - 40} more</p> : null}
    </Card>
  );
}

/** What lies there of one line, by hand. */
export function CountedLinePage({
  frame,
  receipt,
  line,
  damaged,
  state,
}: {
  frame: Frame;
  receipt: Receipt;
  line: ReceiptLine;
  /** how many of it are counted as damaged */
  damaged: number;
  state: FormState;
}) {
  const here = `/purchasing/receipts/${receipt.id}`;
  const whole = line.condition === 'good' || line.condition === 'substitute';
  return (
    <Page
      frame={frame}
      title={lineName(line)}
      back={{ href: here, label: 'Count on' }}
      lede={CONDITION[line.condition]}
    >
      <Form
        state={state}
        action={`${here}/lines/${line.id}`}
        submit="Save"
        busy="Saving"
        cancel={here}
        sticky
      >
        <Field state={state} name="seen" label="" type="hidden" initial={String(line.quantity)} />
        <Field
          state={state}
          name="quantity"
          label={whole ? 'Good pieces' : 'Pieces'}
          type="number"
          min={0}
          required
          size="short"
          initial={String(line.quantity)}
          hint={line.pack && line.pack > 1 ? `Sold in packs of ${line.pack}` : undefined}
          autofocus
        />
        {whole ? (
          <>
            <Field state={state} name="seenDamaged" label="" type="hidden" initial={String(damaged)} />
            <Field
              state={state}
              name="damaged"
              label="Damaged pieces"
              type="number"
              min={0}
              size="short"
              initial={String(damaged)}
            />
          </>
        ) : null}
      </Form>
    </Page>
  );
}
