import type { Receipt, ReceiptLine, ReceiptScanRow } from '../../src/purchasing/receipt-queries.ts';
import type { FormState } from '../../src/web/form-state.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { ScanBox } from '../scan/box.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { dateText, When } from '../ui/when.tsx';
import { CONDITION, lineName, scanWords, soundOf } from './receipt-words.ts';

interface Props {
  frame: Frame;
  receipt: Receipt;
  lines: readonly ReceiptLine[];
  scans: readonly ReceiptScanRow[];
  state: FormState;
  mayReceive: boolean;
}

const TONES = { good: 'good', warn: 'wait', bad: 'bad' } as const;

/** Counts an arrival up from zero: one scan, one piece. The page comes with each scan, so it is light. */
export function ReceiptPage(props: Props) {
  const { frame, receipt, lines, state } = props;
  const here = `/purchasing/receipts/${receipt.id}`;
  const pieces = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (receipt.state !== 'open' || !props.mayReceive) return <BookedPage {...props} />;
  return (
    <Page
      frame={frame}
      title={`Receive ${receipt.orderNumber}`}
      back={{ href: '/purchasing/receive', label: 'Receive' }}
      lede={
        <>
          {receipt.supplierName}, <strong class="station-count">{pieces} counted</strong>
        </>
      }
      primary={
        pieces > 0 ? (
          <LinkButton href={`${here}/book`} look="primary" icon="check">
            Book in
          </LinkButton>
        ) : null
      }
    >
      {state.message ? <Notice tone="bad">{state.message}</Notice> : null}
      <Latest {...props} />
      <ScanBox
        state={{ ...state, message: undefined } as FormState}
        action={here}
        method="post"
        label="Part"
        hint="Barcode, maker number, SKU or their number: each scan is one piece"
        submit="Count one"
      />
      <Counted {...props} />
      {pieces === 0 ? (
        <div class="gap-above">
          <ActionForm
            action={`${here}/drop`}
            formKey={newKey()}
            submit="Nothing came after all"
            look="quiet"
          />
        </div>
      ) : null}
    </Page>
  );
}

/** The last scan, with what it may have been in truth. */
function Latest({ receipt, scans }: Props) {
  const latest = scans.find((scan) => scan.undoneAt === null);
  if (!latest) return null;
  const at = `/purchasing/receipts/${receipt.id}/scans/${latest.id}`;
  const sound = soundOf(latest);
  const pack = latest.pack ?? 1;
  const one = (fix: string, submit: string) => (
    <ActionForm action={`${at}/${fix}`} formKey={newKey()} submit={submit} look="quiet" />
  );
  return (
    <Notice
      tone={TONES[sound]}
      action={
        <>
          {latest.quantity > 0 && latest.outcome !== 'set' ? one('undo', 'Undo') : null}
          {pack > 1 && latest.quantity === 1 && latest.condition !== 'wrong'
            ? one('pack', `A pack of ${pack}`)
            : null}
          {latest.quantity > 0 && (latest.condition === 'good' || latest.condition === 'substitute')
            ? one('damaged', 'Damaged')
            : null}
          {latest.outcome === 'unknown' ? one('wrong', 'Set aside as not ordered') : null}
        </>
      }
    >
      <output data-outcome={sound} data-outcome-key={latest.id}>
        {scanWords(latest)}
      </output>
    </Notice>
  );
}

function Counted({ receipt, lines }: Props) {
  const there = lines.filter((line) => line.quantity > 0);
  if (there.length === 0) return null;
  return (
    <Card title="Counted" count={there.length} flush>
      <List
        label="Counted"
        rows={there}
        compact
        href={(line) => `/purchasing/receipts/${receipt.id}/lines/${line.id}`}
        columns={[
          { key: 'name', head: 'Part', cell: lineName, phone: 'title' },
          {
            key: 'as',
            head: 'As',
            cell: (line) =>
              line.condition === 'good'
                ? ''
                : status(line.condition === 'substitute' ? 'note' : 'bad', CONDITION[line.condition]),
            narrow: true,
          },
          { key: 'n', head: 'Pieces', cell: (line) => String(line.quantity), numeric: true, narrow: true },
        ]}
      />
    </Card>
  );
}

/** What was booked, for who looks at it later. */
function BookedPage({ frame, receipt, lines }: Props) {
  const there = lines.filter((line) => line.quantity > 0);
  return (
    <Page
      frame={frame}
      title={`Arrival of ${receipt.orderNumber}`}
      back={{ href: `/purchasing/orders/${receipt.order}`, label: receipt.orderNumber }}
      lede={
        receipt.state === 'booked'
          ? `${receipt.supplierName}, ${dateText(receipt.arrivedOn, frame.today)}`
          : receipt.state === 'open'
            ? `${receipt.supplierName}, being counted`
            : `${receipt.supplierName}, nothing came of it`
      }
    >
      <Card title="About">
        <Facts
          facts={[
            { label: 'Arrived', value: dateText(receipt.arrivedOn, frame.today) },
            { label: 'Packing slip', value: receipt.slip },
            { label: 'Into', value: receipt.binName },
            { label: 'Begun', value: receipt.startedByName },
            {
              label: 'Booked',
              value: receipt.bookedAt ? (
                <>
                  {receipt.bookedByName}, <When at={receipt.bookedAt} frame={frame} />
                </>
              ) : null,
            },
          ]}
        />
      </Card>
      <Card title="What came" count={there.length} flush>
        <List
          label="What came"
          rows={there}
          columns={[
            { key: 'name', head: 'Part', cell: lineName, phone: 'title' },
            { key: 'sku', head: 'SKU', cell: (line) => line.sku ?? '', mono: true, narrow: true },
            { key: 'n', head: 'Pieces', cell: (line) => String(line.quantity), numeric: true, narrow: true },
            {
              key: 'as',
              head: 'As',
              cell: (line) =>
                line.condition === 'damaged' && line.replaced
                  ? 'damaged, another one comes'
                  : line.condition === 'substitute'
                    ? `instead of ${line.orderedSku}`
                    : CONDITION[line.condition],
            },
            { key: 'bin', head: 'Bin', cell: (line) => line.binName ?? '', narrow: true },
          ]}
          empty={<p class="quiet">Nothing</p>}
        />
      </Card>
    </Page>
  );
}
