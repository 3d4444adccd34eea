import type { SlotRow } from '../../src/custody/queries.ts';
import type { Frame } from '../../src/web/frame.ts';
import { LinkButton } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Page } from '../ui/page.tsx';
import { status } from '../ui/status.tsx';
import { type Column, List } from '../ui/table.tsx';
import { deviceName } from './words.ts';

interface Props {
  frame: Frame;
  location: { id: string; name: string; slots: number | null };
  issued: readonly SlotRow[];
  mayChange: boolean;
}

/** A slot of the cart, or a device that is issued to it without one. */
interface Line {
  slot: number | null;
  row: SlotRow | null;
}

/** What is issued to a room or cart, slot by slot, and where each device is. */
export function SlotsPage({ frame, location, issued, mayChange }: Props) {
  const fill = `/check?mode=place&target=location:${location.id}`;
  const columns: readonly Column<Line>[] = [
    {
      key: 'slot',
      head: 'Slot',
      narrow: true,
      phone: 'title',
      cell: ({ slot }) => (slot === null ? 'No slot' : String(slot)),
    },
    { key: 'device', head: 'Device', mono: true, cell: ({ row }) => (row ? deviceName(row) : 'empty') },
    {
      key: 'where',
      head: 'Who has it',
      cell: ({ row }) => {
        if (!row) return '';
        if (row.state !== 'in_service') return status('bad', row.state);
        if (row.place === location.id && row.who === null) return status('good', 'Here');
        return status('wait', row.who ?? row.placeName ?? '');
      },
    },
    {
      key: 'model',
      head: 'Model',
      phone: 'hide',
      cell: ({ row }) => (row ? `${row.maker} ${row.modelName}` : ''),
    },
  ];
  return (
    <Page
      frame={frame}
      title={`${location.name}: slots`}
      back={{ href: `/locations/${location.id}`, label: location.name }}
      primary={
        mayChange ? (
          <LinkButton href={fill} look="primary" icon="scan">
            Fill by scanning
          </LinkButton>
        ) : null
      }
    >
      <List
        label="Slots"
        columns={columns}
        rows={linesOf(location.slots ?? 0, issued)}
        href={({ row }) => (row ? `/devices/${row.id}` : mayChange ? fill : `/locations/${location.id}`)}
        empty={<Empty text="Devices that are issued to this room stand here." />}
      />
    </Page>
  );
}

function linesOf(slots: number, issued: readonly SlotRow[]): Line[] {
  const bySlot = new Map(issued.filter(({ slot }) => slot !== null).map((row) => [row.slot, row]));
  const lines: Line[] = [];
  for (let slot = 1; slot <= slots; slot += 1) {
    lines.push({ slot, row: bySlot.get(slot) ?? null });
    bySlot.delete(slot);
  }
  const others = [...bySlot.values(), ...issued.filter(({ slot }) => slot === null)];
  return [...lines, ...others.map((row) => ({ slot: row.slot, row }))];
}
