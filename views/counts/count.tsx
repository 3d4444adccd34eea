import type { CodedPart, Counted, CountRow, PartToCount } from '../../src/counts/queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Field } from '../ui/field.tsx';
import { Form } from '../ui/form.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly, when } from '../ui/when.tsx';

/** As it is shown: what others counted has no number, so that a second count is one. */
export type CountedShown = Omit<Counted, 'quantity'> & { quantity: number | null };

interface Props {
  frame: Frame;
  count: CountRow;
  /** what was scanned or chosen, to be given its number */
  part: CodedPart | null;
  /** that part is counted already, by whom */
  before: CountedShown | null;
  /** the scan box, or the form of the chosen part */
  state: FormState;
  parts: readonly PartToCount[];
  counted: readonly CountedShown[];
  /** id of the entry that was just saved */
  last: CountedShown | null;
  mayGiveUp: boolean;
}

/** A bin is being counted: scan a part, say how many. What the books say stands nowhere. */
export function CountPage(props: Props) {
  const { frame, count, part, state, parts, counted, last } = props;
  const url = `/stock/counts/${count.id}`;
  const open = parts.filter((one) => one.counted === 0);
  return (
    <Page
      frame={frame}
      title={`Count ${count.binName}`}
      back={{ href: '/stock/counts', label: 'To be counted' }}
      lede={
        <>
          {count.kind === 'opening' ? 'First count: count everything that lies there. ' : null}
          <strong>{counted.length} counted</strong>
          {open.length > 0 ? <>, {open.length} to go</> : null}
        </>
      }
    >
      {last ? (
        <Notice tone="good">
          <output data-outcome="good" data-outcome-key={last.entry}>
            {last.name}: {last.quantity}
          </output>
        </Notice>
      ) : null}
      {part ? <HowMany {...props} part={part} /> : null}
      {part ? null : (
        <ScanBox
          state={state}
          action={url}
          method="get"
          label="Part"
          hint="Its label, SKU, maker number or barcode"
          submit="Next"
        />
      )}
      {open.length > 0 ? (
        <Card title="Still to count" count={open.length} flush>
          <List
            label="Parts still to count"
            rows={open}
            href={(row) => `${url}?part=${row.id}`}
            columns={[
              { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
              { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
              {
                key: 'why',
                head: 'Why now',
                cell: (row) => (row.short > 0 ? 'used, not there by the books' : ''),
              },
              { key: 'due', head: 'Due', cell: (row) => dateOnly(row.dueOn, frame.today), narrow: true },
            ]}
          />
        </Card>
      ) : null}
      {counted.length > 0 ? (
        <Card title="Counted" count={counted.length} flush>
          <List
            label="Counted parts"
            rows={counted}
            href={(row) => `${url}?part=${row.part}`}
            columns={[
              { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
              { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
              {
                key: 'n',
                head: 'Counted',
                cell: (row) => (row.quantity === null ? 'by another' : String(row.quantity)),
                numeric: true,
                narrow: true,
              },
              { key: 'by', head: 'By', cell: (row) => row.by ?? '' },
              { key: 'at', head: 'When', cell: (row) => when(row.at, frame), narrow: true },
            ]}
          />
        </Card>
      ) : null}
      <div class="buttons gap-above">
        {counted.length > 0 ? (
          <ActionForm
            action={`${url}/finish`}
            formKey={newKey()}
            submit="Finish and compare"
            look={part ? 'plain' : 'primary'}
            busy="Comparing"
          />
        ) : null}
        <LinkButton href={`/stock/bins/${count.bin}/count`}>All on one screen</LinkButton>
        {props.mayGiveUp ? (
          <ActionForm action={`${url}/give-up`} formKey={newKey()} submit="Give up" look="quiet" />
        ) : null}
      </div>
    </Page>
  );
}

function HowMany({ count, part, before, state }: Props & { part: CodedPart }) {
  const url = `/stock/counts/${count.id}`;
  const own = before !== null && before.quantity !== null;
  return (
    <Card title={part.name} level={2}>
      <p class="mono">{part.sku}</p>
      {before ? (
        <p class="quiet">
          {own ? `You counted ${before.quantity} of it: your new number stands.` : null}
          {own ? null : `${before.by ?? 'Somebody'} has counted it: yours is a second count.`}
        </p>
      ) : null}
      <Form state={state} action={url} submit="Save and next" busy="Saving" cancel={url} sticky>
        <Field state={state} name="part" label="Part" type="hidden" initial={part.id} />
        <Field
          state={state}
          name="quantity"
          label="How many lie there"
          type="number"
          inputmode="numeric"
          min={0}
          max={99999}
          required
          autofocus
          size="short"
        />
        {before ? (
          <Field
            state={state}
            name="more"
            label="These lay elsewhere in the bin: add them to what was counted"
            type="checkbox"
          />
        ) : null}
      </Form>
      {own ? (
        <ActionForm
          action={`${url}/parts/${part.id}/withdraw`}
          formKey={newKey()}
          submit="Not counted after all"
          look="quiet"
        />
      ) : null}
    </Card>
  );
}
