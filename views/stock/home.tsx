import type { StockOverview } from '../../src/stock/bin-queries.ts';
import type { Shortfall } from '../../src/stock/list-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { StockTabs } from './tabs.tsx';
import { ShortCard } from './transfers.tsx';
import { repairNumber } from './words.ts';

type Props = StockOverview & { frame: Frame; mayDecide: boolean };

/** What my vehicle holds, and what the books do not know yet. */
export function StockHome({ frame, mine, shortfalls, notArrived, fitsWaiting, mayDecide }: Props) {
  const bin = mine[0]?.bin;
  return (
    <Page
      frame={frame}
      title="Stock"
      wide
      actions={bin ? <LinkButton href={`/stock/bins/${bin}/count`}>Count my vehicle</LinkButton> : null}
    >
      <StockTabs on="home" fits={fitsWaiting} />
      {mayDecide && fitsWaiting > 0 ? (
        <Notice tone="note" action={<a href="/stock/fits">Decide</a>}>
          {fitsWaiting === 1 ? 'One fit waits' : `${fitsWaiting} fits wait`} for a yes or no.
        </Notice>
      ) : null}
      <Card title="My vehicle" flush actions={bin ? <a href={`/stock/bins/${bin}`}>All of it</a> : null}>
        <List
          label="Parts in my vehicle"
          rows={mine}
          href={(row) => `/stock/parts/${row.id}`}
          columns={[
            { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
            { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true },
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
            <Empty text="No vehicle is in your keeping, or it holds no parts by the books.">
              <LinkButton href="/stock/bins">All bins</LinkButton>
            </Empty>
          }
        />
      </Card>
      <ShortfallCard frame={frame} shortfalls={shortfalls} />
      <ShortCard frame={frame} short={notArrived} />
    </Page>
  );
}

/** Parts that were used though the books held none. */
export function ShortfallCard({ frame, shortfalls }: { frame: Frame; shortfalls: readonly Shortfall[] }) {
  if (shortfalls.length === 0) return null;
  return (
    <Card title="Used, but not there by the books" count={shortfalls.length} flush tone="wait">
      <List
        label="Shortfalls"
        rows={shortfalls}
        href={(row) => `/stock/bins/${row.bin}`}
        columns={[
          { key: 'name', head: 'Part', cell: (row) => row.name, phone: 'title' },
          { key: 'sku', head: 'SKU', cell: (row) => row.sku, mono: true, narrow: true, phone: 'hide' },
          { key: 'bin', head: 'Bin', cell: (row) => row.binCode, mono: true, narrow: true },
          { key: 'n', head: 'Short', cell: (row) => String(row.quantity), numeric: true, narrow: true },
          {
            key: 'repair',
            head: 'Repair',
            cell: (row) => repairNumber(row.repair),
            mono: true,
            narrow: true,
          },
          { key: 'at', head: 'Used', cell: (row) => when(row.at, frame), narrow: true },
        ]}
      />
    </Card>
  );
}
