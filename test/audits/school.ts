import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import { type Answer, type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';
import { device } from '../support/world-device.ts';

/** What a phone sends of one event; the rest is filled in. */
export interface Sent {
  id?: string;
  seq?: number;
  kind?: 'scan' | 'undo' | 'note';
  value?: string;
  about?: string;
  location?: string;
  at?: string;
}

export interface School {
  app: TestApp;
  w: Cast;
  engine: Engine;
  /** begins an audit as the manager and gives its id */
  audit(form: Record<string, unknown>, by?: string): Promise<string>;
  send(audit: string, phone: string, events: Sent[], by?: string): Promise<Answer>;
  /** tags as one phone scans them, in a room */
  scan(audit: string, tags: readonly string[], by?: string, phone?: string, room?: string): Promise<void>;
  close(audit: string, by?: string): Promise<Answer>;
  /** findings by kind: the tags, or the scanned text where no device is known */
  findings(audit: string): Promise<Record<string, string[]>>;
}

export const AT = '2027-03-02T15:00:00.000Z';

/** Maple and Birch with a few more devices: 70001 to 70006 in Maple's room 12, nobody's. */
export async function school(): Promise<School> {
  const engine = freshDatabase();
  const w = await makeWorld(engine);
  const app = testApp(engine);
  await engine.batch(
    [1, 2, 3, 4, 5, 6].flatMap((n) =>
      device(w, newId(), {
        tag: `7000${n}`,
        serial: `SER7000${n}`,
        home: w.maple,
        place: n < 5 ? w.mapleRoom : w.mapleCart,
        at: w.maple,
        holder: null,
        assigned: null,
        use: 'cart',
      }),
    ),
  );
  const post = (path: string, body: unknown, by: string) => app.json('POST', `/api/v1${path}`, body, by);
  const send = (audit: string, phone: string, events: Sent[], by = w.sid) =>
    post(
      `/audits/${audit}/events`,
      {
        phone: `phone-of-${phone}`,
        events: events.map((event, seq) => ({ id: newId(), seq, kind: 'scan', value: '', at: AT, ...event })),
      },
      by,
    );
  return {
    app,
    w,
    engine,
    send,
    audit: async (form, by = w.mara) => {
      const made = await post('/audits', { start: true, ...form }, by);
      if (made.status !== 201) throw new Error(`${made.status} ${made.text}`);
      return (made.json as { id: string }).id;
    },
    scan: async (audit, tags, by = w.sid, phone = 'one', room = w.mapleRoom) => {
      const sent = await send(
        audit,
        phone,
        tags.map((value) => ({ value, location: room })),
        by,
      );
      if (sent.status !== 200) throw new Error(`${sent.status} ${sent.text}`);
    },
    close: (audit, by = w.mara) => post(`/audits/${audit}/close`, {}, by),
    findings: async (audit) => {
      const rows = await app.rows<{ kind: string; name: string }>(
        `SELECT f.kind, coalesce(d.tag, f.value) AS name FROM audit_findings AS f
         JOIN audits AS a ON a.id = f.audit AND a.round = f.round LEFT JOIN devices AS d ON d.id = f.device
         WHERE f.audit = ? ORDER BY f.kind, f.rank, name`,
        audit,
      );
      const found: Record<string, string[]> = {};
      for (const { kind, name } of rows) found[kind] = [...(found[kind] ?? []), name];
      return found;
    },
  };
}
