import { expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import type { Statement } from '../../src/db/engine.ts';
import { announcements } from '../../src/history/announce.ts';
import { forgetDeliveries } from '../../src/webhooks/changes.ts';
import { listDeliveries } from '../../src/webhooks/queries.ts';
import { dueMessages, dueWebhooks } from '../../src/webhooks/send-queries.ts';
import { freshSqlite } from '../support/database.ts';
import { listening, planOf, scansIn } from '../support/plans.ts';

const BIG = [
  'webhook_deliveries',
  'd',
  'e',
  'o',
  'webhook_attempts',
  'records',
  'r',
  'devices',
  'v',
  'shortfalls',
  's',
];

test('no statement of webhooks walks their messages, however many wait', async () => {
  const inner = freshSqlite();
  const { engine, reads } = listening(inner);
  const now = '2027-03-02T15:00:00.000Z';
  await listDeliveries(new Database(engine), 'w', { state: 'sent', cursor: '' }, 50);
  const entry = { record: { thing: 'x', kind: 'repair', verb: 'quick repair' } };
  const statements = [
    ...reads,
    dueWebhooks(now),
    dueMessages('w', now, 50),
    ...announcements({ now }, [entry], [['x', 1, 'repair', 'quick repair']]),
    ...(forgetDeliveries(now) as Statement[]),
  ];
  for (const statement of statements)
    expect(scansIn(planOf(inner, statement), BIG), statement.sql).toEqual([]);
  // What waits is read in its order, not sorted: two hundred thousand may wait.
  expect(planOf(inner, dueMessages('w', now, 50)).join('\n')).not.toContain('TEMP B-TREE');
});
