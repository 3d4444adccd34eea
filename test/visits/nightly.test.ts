import { expect, test } from 'vitest';
import { sendMails } from '../../src/mail/send.ts';
import { extendRules } from '../../src/visits/repeat.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { stage } from './district.ts';

test('mail goes out once; what is refused says why and holds up nothing', async () => {
  const { app } = await stage();
  const mail = (id: string, recipient: string, at: string) => ({
    sql: "INSERT INTO outbox (id, channel, recipient, subject, body, at) VALUES (?, 'mail', ?, 'Visit', 'Fixed', ?)",
    parameters: [id, recipient, at],
  });
  await app.services.engine.batch([
    mail('a', 'bad@spudger.test', '2027-03-02T14:00:00.000Z'),
    mail('b', 'cora@spudger.test', '2027-03-02T14:01:00.000Z'),
    mail('c', 'old@spudger.test', '2026-03-02T14:01:00.000Z'),
  ]);
  const sent: string[] = [];
  const mailer = async ({ to }: { to: string }) => {
    if (to.startsWith('bad')) throw new Error('550 no such mailbox');
    sent.push(to);
  };
  const ctx = () => systemCtx(app.services, 'system');
  expect(await sendMails(await ctx(), mailer)).toEqual({ sent: 1, failed: 1 });
  expect(await sendMails(await ctx(), mailer)).toEqual({ sent: 0, failed: 0 });
  expect(sent).toEqual(['cora@spudger.test']);
  expect(await app.rows("SELECT failure FROM outbox WHERE id = 'a'")).toEqual([
    { failure: '550 no such mailbox' },
  ]);
});

test('rules reach further ahead as days pass, and make no visit twice', async () => {
  const t = await stage();
  const rule = { site: 'MAP', weekday: '2', every: 'weekly', fromOn: '2027-03-02', purpose: 'routine' };
  await t.post('/visits/rules', rule);
  const count = async () => (await t.app.rows<{ n: number }>('SELECT count(*) AS n FROM visits'))[0]?.n;
  expect(await count()).toBe(11);
  expect(await extendRules(await systemCtx(t.app.services, 'system'))).toBe(0);
  t.app.later(14 * 86_400_000);
  expect(await extendRules(await systemCtx(t.app.services, 'system'))).toBe(2);
  expect(await extendRules(await systemCtx(t.app.services, 'system'))).toBe(0);
  expect(await count()).toBe(13);
});
