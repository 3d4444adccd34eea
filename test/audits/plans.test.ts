import { describe, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import { freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';
import { makeWorld } from '../support/world.ts';

const BIG = [
  ...['devices', 'd', 'd0', 'people', 'p', 'custody', 'c', 'k', 's', 'records', 'r', 'identifiers', 'i'],
  ...[
    'audit_devices',
    'x',
    'audit_events',
    'e',
    'o',
    'u',
    'w',
    'audit_findings',
    'f',
    'f0',
    'audits',
    'a',
    'l',
  ],
];

/** Walks that are meant: the few missing ones by their own index, the audits newest first, and a draw from all. */
const MEANT = /audit_findings_missing|^SCAN a$|^SCAN a USING INDEX audits_\w+|^SCAN t USING/;

describe('no statement of audits walks a big table', () => {
  test('from the plan to the evidence', async () => {
    const inner = freshSqlite();
    const { engine, reads } = listening(inner);
    const w = await makeWorld(engine);
    const app = testApp(engine);
    const post = async (path: string, body: object, by = w.mara) => {
      const answer = await app.json('POST', `/api/v1/audits${path}`, body, by);
      expect(answer.status, `${path} ${answer.text}`).toBeLessThan(300);
      return answer.json as { id: string };
    };
    const { id } = await post('', { location: 'MAP', start: true });
    const event = (value: string, seq: number) => ({
      id: `event-${value}`,
      seq,
      value,
      at: '2027-03-02T15:00:00.000Z',
    });
    await post(
      `/${id}/events`,
      { phone: 'phone-of-sid', events: [event('48214', 1), event('60001', 2), event('ODD', 3)] },
      w.sid,
    );
    for (const path of ['', '/count', '/progress'])
      expect((await app.get(`/audits/${id}${path}`, w.mara)).status).toBe(200);
    await app.json('GET', `/api/v1/audits/${id}/list`, undefined, w.mara);
    await post(`/${id}/close`, {});
    const [finding] = await app.rows<{ id: string }>(
      "SELECT id FROM audit_findings WHERE kind = 'misplaced'",
    );
    for (const path of [
      '',
      '/findings?kind=misplaced',
      `/findings/${finding?.id}`,
      '/report',
      '/findings.csv',
    ])
      expect((await app.get(`/audits/${id}${path}`, w.mara)).status).toBe(200);
    await post(`/${id}/findings/settle`, { findings: [finding?.id], what: 'move_here', reason: 'Stays' });
    const [row] = await app.rows<{ version: number }>('SELECT version FROM audits');
    await post(`/${id}/sign`, { version: row?.version }, w.audrey);
    await post('', { kind: 'models', models: [w.dell3100], everyone: true, start: true });
    for (const path of [
      '/audits',
      '/audits?state=signed',
      '/audits/due?kind=cart',
      '/audits/missing',
      `/audits/inventory?location=${w.maple}`,
      `/audits/verify?location=${w.maple}`,
    ])
      for (const person of [w.mara, w.cora]) expect((await app.get(path, person)).status).toBe(200);
    const faults = new Map<string, string[]>();
    for (const statement of reads) {
      const own = /^SELECT (id FROM audit_findings|version FROM audits)/.test(statement.sql);
      if (own || !/audit|custody|devices/.test(statement.sql)) continue;
      const steps = scansIn(planOf(inner, statement), BIG).filter((step) => !MEANT.test(step));
      if (steps.length > 0) faults.set(statement.sql.slice(0, 160), steps);
    }
    expect([...faults]).toEqual([]);
  });
});
