import type { Statement } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { Cast } from './world.ts';
import { AT, row } from './world-row.ts';

export interface DeviceFacts {
  tag: string;
  serial: string;
  home: string;
  place: string;
  at: string;
  holder: string | null;
  assigned: string | null;
  use: string;
  state?: string;
}

/** A device with every row that belongs to it, as its making would write them. */
export function device(w: Cast, id: string, d: DeviceFacts): Statement[] {
  const state = d.state ?? 'in_service';
  const identifier = (kind: string, value: string): Statement[] => {
    const own = newId();
    return [
      row('identifiers', { id: own, device: id, kind, value, from_at: AT }),
      {
        sql: 'INSERT INTO identifiers_fts (rowid, value) SELECT n, ? FROM identifiers WHERE id = ?',
        parameters: [value, own],
      },
    ];
  };
  const tally = (home: string): Statement => ({
    sql: `INSERT INTO device_tallies (home, model, use, state, n) VALUES (?, ?, ?, ?, 1)
          ON CONFLICT (home, model, use, state) DO UPDATE SET n = n + 1`,
    parameters: [home, w.dell3100, d.use, state],
  });
  return [
    row('devices', {
      id,
      kind: 'chromebook',
      model: w.dell3100,
      home: d.home,
      tag: d.tag,
      serial: d.serial,
      use: d.use,
      state,
      place: d.place,
      at_site: d.at,
      holder: d.holder,
      assigned_person: d.assigned,
      purchased_on: '2024-07-01',
      cost_cents: 27900,
      warranty_until: '2027-06-30',
      created_at: AT,
    }),
    ...identifier('tag', d.tag),
    ...identifier('serial', d.serial),
    row('device_uses', { id: newId(), device: id, use: d.use, from_at: AT }),
    row('device_states', { id: newId(), device: id, state, from_at: AT }),
    row('custody', {
      id: newId(),
      device: id,
      location: d.place,
      person: d.holder,
      why: 'created',
      from_at: AT,
      recorded_at: AT,
    }),
    ...(d.assigned ? [row('assignments', { id: newId(), device: id, person: d.assigned, from_at: AT })] : []),
    tally(d.home),
    tally(''),
  ];
}
