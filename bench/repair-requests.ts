import type Sqlite from 'better-sqlite3';
import { newId } from '../src/db/id.ts';
import { post } from './lines.ts';
import type { Person } from './people.ts';
import type { Request } from './words.ts';

interface Job {
  device: string;
  fault: string;
  part: string;
  price: number;
}

const DEVICES = `SELECT d.id AS id, d.model AS model FROM devices AS d
  WHERE d.n >= ? AND d.state = 'in_service' AND d.joined_into IS NULL
    AND NOT EXISTS (SELECT 1 FROM repairs AS r WHERE r.device = d.id AND r.closed_at IS NULL) LIMIT 1`;

const FITTING = `SELECT f.fault AS fault, p.id AS part, p.price_cents AS price FROM fits AS f
  JOIN faults AS x ON x.code = f.fault AND x.retired_at IS NULL
  JOIN parts AS p ON p.id = f.part OR p.interchange_group = f.interchange_group
  WHERE f.model = ? AND f.state = 'confirmed' AND p.counted = 1 AND p.retired_at IS NULL LIMIT 1`;

/** Quick repairs of devices all over the district, each with a part from the person's vehicle that holds plenty. */
export function repairRequests(file: Sqlite.Database, people: readonly Person[], most: number): Request[] {
  const technicians = people.filter(({ bin }) => bin !== null);
  const last = file.prepare('SELECT max(n) FROM devices').pluck().get() as number;
  const remedy = file
    .prepare("SELECT code FROM remedies WHERE retired_at IS NULL ORDER BY code <> 'replaced' LIMIT 1")
    .pluck()
    .get() as string;
  const requests: Request[] = [];
  for (let i = 0; i < most; i++) {
    const device = file.prepare(DEVICES).get(Math.floor((i * last) / most)) as
      | { id: string; model: string }
      | undefined;
    const person = technicians[i % technicians.length];
    if (!device || !person?.bin) continue;
    const job = file.prepare(FITTING).get(device.model) as Job | undefined;
    if (!job) continue;
    stockUp(file, person.bin, job.part);
    requests.push(
      post(
        `/devices/${device.id}/repair`,
        {
          fault: job.fault,
          remedy,
          minutes: '15',
          outcome: 'repaired',
          place: 'stay',
          parts: `${job.part}:${person.bin}`,
          note: '',
        },
        person,
      ),
    );
  }
  return requests;
}

function stockUp(file: Sqlite.Database, bin: string, part: string): void {
  const at = new Date().toISOString();
  const plenty = 100_000;
  file
    .prepare(
      "INSERT INTO movements (id, part, bin, quantity, why, done_at, at) VALUES (?, ?, ?, ?, 'receive', ?, ?)",
    )
    .run(newId(), part, bin, plenty, at, at);
  file
    .prepare(
      'INSERT INTO stock (bin, part, on_hand) VALUES (?, ?, ?) ON CONFLICT (bin, part) DO UPDATE SET on_hand = on_hand + excluded.on_hand',
    )
    .run(bin, part, plenty);
  file
    .prepare(
      'INSERT INTO part_values (part, on_hand, value_cents) VALUES (?, ?, 0) ON CONFLICT (part) DO UPDATE SET on_hand = on_hand + excluded.on_hand',
    )
    .run(part, plenty);
}
