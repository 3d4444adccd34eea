import type { SellerPrice } from '../../src/purchasing/price-queries.ts';
import type { PartDetails } from '../../src/stock/list-queries.ts';
import type { Part } from '../../src/stock/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { newKey } from '../../src/web/key.ts';
import { SellersCard } from '../purchasing/sellers.tsx';
import { ActionForm } from '../ui/action-form.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Card, Cards } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Facts } from '../ui/facts.tsx';
import { Money } from '../ui/money.tsx';
import { Page } from '../ui/page.tsx';
import { Status, status } from '../ui/status.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { ShortfallCard } from './home.tsx';
import { ReservedCard } from './reserved.tsx';
import { CONDITION_WORDS, repairNumber, signed, WHY_WORDS } from './words.ts';

type Props = PartDetails & {
  frame: Frame;
  part: Part;
  /** pieces of orders approved or sent that are to come; 0 for who does not see orders */
  onOrder: number;
  sellers: readonly SellerPrice[];
  mayEdit: boolean;
  mayPropose: boolean;
};

export function PartPage({
  frame,
  part,
  bins,
  numbers,
  twins,
  fits,
  movements,
  shortfalls,
  reserved,
  valueCents,
  averageCents,
  underWay,
  onOrder,
  sellers,
  mayEdit,
  mayPropose,
}: Props) {
  const of = (kind: string) =>
    numbers
      .filter((n) => n.kind === kind)
      .map((n) => n.value)
      .join(', ');
  const total = bins.reduce((sum, bin) => sum + bin.onHand, 0);
  const free = total - bins.reduce((sum, bin) => sum + bin.reserved, 0);
  return (
    <Page
      frame={frame}
      title={part.name}
      back={{ href: '/stock/parts', label: 'Parts' }}
      lede={
        <>
          <code>{part.sku}</code> {part.counted ? `${total} on hand, ${free} available` : 'not counted'}
          {part.retiredAt ? <Status tone="bad" word="Retired" /> : null}
        </>
      }
      actions={
        <>
          <LinkButton href={`/labels?list=${encodeURIComponent(`PART:${part.sku}`)}`}>Label</LinkButton>
          {mayEdit ? (
            <>
              <LinkButton href={`/stock/parts/${part.id}/edit`}>Edit</LinkButton>
              <ActionForm
                action={`/stock/parts/${part.id}/retire`}
                formKey={newKey()}
                version={part.version}
                submit={part.retiredAt ? 'Take into use again' : 'Retire'}
                look="quiet"
              />
            </>
          ) : mayPropose ? (
            <LinkButton href={`/stock/parts/${part.id}/edit`}>Propose a change</LinkButton>
          ) : null}
        </>
      }
    >
      <Cards>
        <Card title="About">
          <Facts
            facts={[
              { label: 'Interchange group', value: part.groupName },
              {
                label: 'Does the same',
                value:
                  twins.length > 0
                    ? twins.map((twin) => <a href={`/stock/parts/${twin.id}`}>{twin.sku} </a>)
                    : null,
              },
              { label: 'Kind', value: part.partKind.replaceAll('_', ' ') },
              { label: 'Condition', value: CONDITION_WORDS[part.condition] },
              part.touch === null
                ? null
                : { label: 'Touch', value: part.touch ? 'For touch screens' : 'Without touch' },
              {
                label: 'Unit',
                value: part.pack > 1 ? `${part.unit}, ${part.pack} in a pack` : part.unit,
              },
              part.classAbc ? { label: 'Class by value of use', value: part.classAbc } : null,
              { label: 'Price of one', value: <Money cents={part.priceCents} currency="USD" /> },
              averageCents === null
                ? null
                : { label: 'Average cost of one', value: <Money cents={averageCents} currency="USD" /> },
              part.counted ? { label: 'Value', value: <Money cents={valueCents} currency="USD" /> } : null,
              underWay > 0
                ? { label: 'Under way', value: <a href="/stock/transfers">{underWay} between bins</a> }
                : null,
              onOrder > 0
                ? {
                    label: 'On order',
                    value: (
                      <a href={`/purchasing/receive?q=${encodeURIComponent(part.sku)}`}>{onOrder} to come</a>
                    ),
                  }
                : null,
              { label: 'Maker numbers', value: of('maker') },
              { label: 'Barcodes', value: of('barcode') },
            ]}
          />
        </Card>
        <Card title="On hand" flush>
          <List
            label="On hand by bin"
            rows={bins}
            href={(row) => `/stock/bins/${row.id}`}
            columns={[
              { key: 'bin', head: 'Bin', cell: (row) => row.name, phone: 'title' },
              { key: 'place', head: 'Place', cell: (row) => row.place },
              { key: 'n', head: 'On hand', cell: (row) => String(row.onHand), numeric: true, narrow: true },
              {
                key: 'free',
                head: 'Available',
                cell: (row) => String(row.onHand - row.reserved),
                numeric: true,
                narrow: true,
              },
            ]}
            empty={
              <Empty
                text={
                  part.counted ? 'No bin holds it by the books.' : 'It has no ledger: only its use is noted.'
                }
              />
            }
          />
        </Card>
      </Cards>
      <ReservedCard frame={frame} reserved={reserved} />
      <SellersCard sellers={sellers} />
      <ShortfallCard frame={frame} shortfalls={shortfalls} />
      <Card
        title="Fits"
        count={fits.length}
        flush
        actions={mayPropose ? <a href={`/stock/fits/new?part=${part.id}`}>Add a fit</a> : null}
      >
        <List
          label="Fits"
          rows={fits}
          href={(row) => `/models/${row.model}`}
          columns={[
            { key: 'model', head: 'Model', cell: (row) => `${row.maker} ${row.name}`, phone: 'title' },
            { key: 'variant', head: 'Variant', cell: (row) => row.variant ?? 'any', narrow: true },
            { key: 'fault', head: 'For', cell: (row) => row.fault, narrow: true },
            {
              key: 'state',
              head: 'State',
              cell: (row) => status(row.state === 'confirmed' ? 'good' : 'note', row.state),
              narrow: true,
            },
          ]}
          empty={<Empty text="No model is known that it fits. The first repair with it proposes one." />}
        />
      </Card>
      <Card
        title="Last movements"
        flush
        actions={<a href={`/stock/movements?part=${encodeURIComponent(part.sku)}`}>All of them</a>}
      >
        <List
          label="Last movements"
          rows={movements}
          columns={[
            { key: 'why', head: 'What', cell: (row) => WHY_WORDS[row.why] ?? row.why, phone: 'title' },
            { key: 'n', head: 'Quantity', cell: (row) => signed(row.quantity), numeric: true, narrow: true },
            { key: 'bin', head: 'Bin', cell: (row) => row.bin, mono: true, narrow: true },
            {
              key: 'repair',
              head: 'Repair',
              cell: (row) => repairNumber(row.repair),
              mono: true,
              narrow: true,
            },
            { key: 'by', head: 'By', cell: (row) => row.by ?? '' },
            { key: 'at', head: 'When', cell: (row) => when(row.doneAt, frame), narrow: true },
          ]}
          empty={<Empty text="It has not moved yet." />}
        />
      </Card>
    </Page>
  );
}
