import type { Engine, Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { filled } from './filled.ts';
import type { Cast } from './world.ts';
import { AT, row } from './world-row.ts';

/** The named stock: two panels that do for each other, a battery, keycaps; a depot's shelf and two vehicles. */
export function makeShelf() {
  const id = () => newId();
  return {
    panels: id(),
    panel: id(),
    twin: id(),
    touchPanels: id(),
    touchPanel: id(),
    battery: id(),
    keycap: id(),
    shelf: id(),
    van: id(),
    van2: id(),
  };
}

export type Shelf = ReturnType<typeof makeShelf>;

/** Adds the stock to a world: Sid keeps van, Ian keeps van2; 2 panels and 1 battery in van, 10 panels on the shelf. */
export function stockWorld(engine: Engine, w: Cast): Promise<Shelf> {
  return filled(engine, 'stock', () => writeStock(engine, w));
}

async function writeStock(engine: Engine, w: Cast): Promise<Shelf> {
  const s = makeShelf();
  const part = (
    id: string,
    sku: string,
    name: string,
    group: string | null,
    kind: string,
    cents: number,
    counted = 1,
  ) => [
    row('parts', {
      id,
      sku,
      name,
      interchange_group: group,
      part_kind: kind,
      price_cents: cents,
      counted,
      created_at: AT,
    }),
    {
      sql: 'INSERT INTO parts_fts (rowid, name) SELECT n, ? FROM parts WHERE id = ?',
      parameters: [`${sku} ${name}`, id],
    },
  ];
  const fits = (fault: string, group: string | null, partId: string | null, variant: string | null = null) =>
    row('fits', {
      id: newId(),
      model: w.dell3100,
      variant,
      fault,
      interchange_group: group,
      part: partId,
      state: 'confirmed',
      at: AT,
    });
  await engine.batch([
    row('interchange_groups', {
      id: s.panels,
      name: '11.6 inch LCD, 30 pin, no touch',
      part_kind: 'screen',
      touch: 0,
    }),
    row('interchange_groups', {
      id: s.touchPanels,
      name: '11.6 inch LCD, 40 pin, touch',
      part_kind: 'screen',
      touch: 1,
    }),
    ...part(s.panel, 'LCD-116-30', 'LCD 11.6 30 pin', s.panels, 'screen', 2000),
    ...part(s.twin, 'LCD-116-30B', 'LCD 11.6 30 pin, second maker', s.panels, 'screen', 1900),
    ...part(s.touchPanel, 'LCD-116-T', 'LCD 11.6 touch', s.touchPanels, 'screen', 9000),
    ...part(s.battery, 'BAT-3100', 'Battery 3100', null, 'battery', 3500),
    ...part(s.keycap, 'KEY-3100', 'Keycap 3100', null, 'keycap', 0, 0),
    row('part_numbers', { id: newId(), part: s.panel, kind: 'maker', value: 'NT116WHM-N21' }),
    row('part_numbers', { id: newId(), part: s.panel, kind: 'barcode', value: '4006381333931' }),
    fits('screen', s.panels, null, w.dell3100Plain),
    fits('screen', s.touchPanels, null, w.dell3100Touch),
    fits('battery', null, s.battery),
    row('bins', { id: s.shelf, code: 'D1-A1', name: 'North depot A1', location: w.depot }),
    row('bins', { id: s.van, code: 'VAN1', name: 'Van 1', location: w.van, keeper: w.sid }),
    row('bins', { id: s.van2, code: 'VAN2', name: 'Van 2', location: w.van2, keeper: w.ian }),
    ...opened(s.van, s.panel, 2, 2000),
    ...opened(s.van, s.battery, 1, 3500),
    ...opened(s.shelf, s.panel, 10, 2000),
    ...opened(s.shelf, s.twin, 4, 1900),
  ]);
  return s;
}

/** The opening count of a part in a bin, as rows: its movement, what lies there, what it is worth. */
export function opened(bin: string, part: string, n: number, cents: number): Statement[] {
  const value = n * cents;
  return [
    row('movements', {
      id: newId(),
      part,
      bin,
      quantity: n,
      why: 'opening',
      done_at: AT,
      at: AT,
      value_cents: value,
    }),
    {
      sql: `INSERT INTO stock (bin, part, on_hand) VALUES (?, ?, ?)
            ON CONFLICT (bin, part) DO UPDATE SET on_hand = on_hand + excluded.on_hand`,
      parameters: [bin, part, n],
    },
    {
      sql: `INSERT INTO part_values (part, on_hand, value_cents) VALUES (?, ?, ?) ON CONFLICT (part)
            DO UPDATE SET on_hand = on_hand + excluded.on_hand, value_cents = value_cents + excluded.value_cents`,
      parameters: [part, n, value],
    },
  ];
}

/** Fault codes that tests use, where the starting list is not installed. */
export function faultRows(): Statement[] {
  return [
    row('remedies', { code: 'replaced', name: 'Replaced part' }),
    row('faults', {
      code: 'screen',
      name: 'Screen',
      level: 1,
      minutes: 15,
      remedy: 'replaced',
      part_kind: 'screen',
    }),
    row('faults', {
      code: 'battery',
      name: 'Battery',
      level: 1,
      minutes: 30,
      remedy: 'replaced',
      part_kind: 'battery',
    }),
    row('faults', {
      code: 'hinge',
      name: 'Hinge',
      level: 2,
      minutes: 30,
      remedy: 'replaced',
      part_kind: 'hinge',
    }),
  ];
}
