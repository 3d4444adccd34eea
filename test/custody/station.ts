import { expect } from 'vitest';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

export interface Stations {
  app: TestApp;
  w: Cast;
  /** starts scanning; the URL of its page */
  start(mode: string, fields?: Record<string, string>, person?: string): Promise<string>;
  scan(session: string, q: string, person?: string): ReturnType<TestApp['post']>;
  /** the columns that a device keeps of its open rows */
  kept(device: string): Promise<Record<string, string | number | null> | undefined>;
  entries(): Promise<{ id: string; outcome: string; message: string; verdict: string }[]>;
  lastEntry(): Promise<string>;
}

/** A fresh district in which people scan. */
export async function openStations(): Promise<Stations> {
  const engine = freshDatabase();
  const w = await makeWorld(engine);
  const app = testApp(engine);
  const entries: Stations['entries'] = () => app.rows('SELECT * FROM scan_entries ORDER BY rowid');
  return {
    app,
    w,
    start: async (mode, fields = {}, person = w.sid) => {
      const answer = await app.post('/check', { mode, ...fields }, person);
      expect(answer.status).toBe(303);
      return answer.location ?? '';
    },
    scan: (session, q, person = w.sid) => app.post(session, { q }, person),
    kept: async (device) =>
      (
        await app.rows(
          `SELECT place, holder, due_on, assigned_person, assigned_location, slot, use, state
           FROM devices WHERE id = ?`,
          device,
        )
      )[0],
    entries,
    lastEntry: async () => (await entries()).at(-1)?.id ?? '',
  };
}
