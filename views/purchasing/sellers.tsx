import type { SellerPrice } from '../../src/purchasing/price-queries.ts';
import { Card } from '../ui/card.tsx';
import { money } from '../ui/money.tsx';
import { List } from '../ui/table.tsx';
import { dateOnly } from '../ui/when.tsx';

/** Who sells a part today, cheapest first. */
export function SellersCard({ sellers }: { sellers: readonly SellerPrice[] }) {
  if (sellers.length === 0) return null;
  return (
    <Card title="Sold by" count={sellers.length} flush>
      <List
        label="Sold by"
        rows={sellers}
        href={(row) => `/purchasing/suppliers/${row.supplier}/prices/${row.part}`}
        columns={[
          { key: 'name', head: 'Supplier', cell: (row) => row.supplierName, phone: 'title' },
          { key: 'number', head: 'Their number', cell: (row) => row.number, mono: true, narrow: true },
          { key: 'pack', head: 'Pack', cell: (row) => String(row.pack), numeric: true, narrow: true },
          {
            key: 'price',
            head: 'Price of one',
            cell: (row) => money(row.priceCents),
            numeric: true,
            narrow: true,
          },
          { key: 'from', head: 'From', cell: (row) => dateOnly(row.fromOn), narrow: true },
        ]}
      />
    </Card>
  );
}
