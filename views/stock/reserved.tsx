import type { Reservation } from '../../src/stock/reservation-queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { Card } from '../ui/card.tsx';
import { List } from '../ui/table.tsx';
import { when } from '../ui/when.tsx';
import { repairNumber } from './words.ts';

/** What is kept for open repairs, and where it lies. */
export function ReservedCard({ frame, reserved }: { frame: Frame; reserved: readonly Reservation[] }) {
  if (reserved.length === 0) return null;
  return (
    <Card title="Reserved for repairs" count={reserved.length} flush>
      <List
        label="Reserved for repairs"
        rows={reserved}
        href={(row) => `/repairs/${row.repair}`}
        columns={[
          {
            key: 'repair',
            head: 'Repair',
            cell: (row) => repairNumber(row.repair),
            phone: 'title',
            mono: true,
          },
          { key: 'name', head: 'Part', cell: (row) => row.name },
          { key: 'bin', head: 'Bin', cell: (row) => row.binCode, mono: true, narrow: true },
          { key: 'n', head: 'Reserved', cell: (row) => String(row.quantity), numeric: true, narrow: true },
          { key: 'at', head: 'Since', cell: (row) => when(row.at, frame), narrow: true },
        ]}
      />
    </Card>
  );
}
