import { describe, expect, test } from 'vitest';
import type { Ctx } from '../../src/context.ts';
import { advanceDirectory } from '../../src/directory/advance.ts';
import { approveWriteBack, refuseWriteBack, resumeWriteBack } from '../../src/directory/write-back.ts';
import {
  app,
  besideGoogle,
  ctx,
  google,
  last,
  many,
  one,
  preview,
  RULES,
  read,
  rows,
  rules,
  work,
  write,
} from '../support/beside-google.ts';
import { READ_SCOPE, WRITE_SCOPE } from '../support/google-directory.ts';

besideGoogle();

describe('a writing that is disturbed', () => {
  test.each([
    [{ status: 429, reason: 'rateLimitExceeded', headers: { 'Retry-After': '30' } }, 30_000],
    [{ status: 403, reason: 'userRateLimitExceeded' }, 2_000],
    [{ status: 503, reason: 'backendError' }, 2_000],
  ])('%j: waits, and goes on where it was', async (fault, wait) => {
    await many(60);
    await read();
    await rules(RULES);
    await preview();
    google.writeFaults = [...Array(20).fill(null), fault];
    expect(await write()).toMatchObject({ state: 'writing', tries: 1 });
    app.later(wait - 1);
    await advanceDirectory(work);
    expect((await last()).tries).toBe(1);
    app.later(1);
    await advanceDirectory(work);
    expect(await last()).toMatchObject({ state: 'done', written: 60, tries: 0 });
    expect(google.writes).toHaveLength(60);
  });

  test('killed after Google has answered and before that was kept, each is written and recorded once', async () => {
    await many(70);
    await read();
    await rules({ ...RULES, units: { cart: '/MAP/Students' } });
    await preview();
    await approveWriteBack(await ctx(), (await last()).id);
    const killed = { ...work, fresh: async () => ({ ...(await ctx()), db: deaf((await ctx()).db) }) };
    await expect(advanceDirectory(killed)).rejects.toThrow('killed');
    expect(google.writes.length).toBeGreaterThan(50);
    await Promise.all([advanceDirectory(work), advanceDirectory(work)]);
    await advanceDirectory(work);
    expect(await last()).toMatchObject({ state: 'done', written: 70 });
    expect(google.writes.filter(([method]) => method === 'PATCH')).toHaveLength(70);
    expect(
      google.writes.filter(([method]) => method === 'POST').every(([, , ids]) => (ids as []).length <= 50),
    ).toBe(true);
    expect(
      await app.rows("SELECT count(*) AS n FROM records WHERE verb = 'changed in the directory'"),
    ).toEqual([{ n: 70 }]);
  });

  test('without the scope it stops with Google’s word, and goes on once that is granted', async () => {
    google.devices = [one()];
    google.granted = [READ_SCOPE];
    await read();
    await rules(RULES);
    await preview();
    const stopped = await write();
    expect(stopped).toMatchObject({ state: 'stopped', written: 0 });
    expect(stopped.failure).toContain('unauthorized_client');
    google.granted = [READ_SCOPE, WRITE_SCOPE];
    await resumeWriteBack(await ctx(), stopped.id);
    await advanceDirectory(work);
    expect(await last()).toMatchObject({ state: 'done', written: 1 });
    await many(3);
    await read();
    await preview();
    google.writeFaults = Array(3).fill({ status: 403, reason: 'forbidden' });
    expect(await write()).toMatchObject({ state: 'stopped', failed: 0, written: 0 });
    google.writeFaults = [{ status: 403, reason: 'insufficientPermissions' }];
    await resumeWriteBack(await ctx(), (await last()).id);
    await advanceDirectory(work);
    expect(await last()).toMatchObject({ state: 'stopped', failed: 0 });
    await refuseWriteBack(await ctx(), (await last()).id);
    expect((await last()).state).toBe('refused');
  });

  test('what is refused for one device is kept with its words and holds up no other; a unit that is none is asked for thrice', async () => {
    await many(60);
    await read();
    await rules({ ...RULES, units: { cart: '/Nowhere' } });
    await preview();
    (google.devices as { deviceId: string }[]).splice(0, 1);
    expect(await write()).toMatchObject({ state: 'done', written: 0, failed: 60 });
    const [gone, ...others] = await rows();
    expect(gone?.answer).toBe('Google: 404 notFound');
    expect(others[0]?.answer).toBe('Not moved. Google: 400 invalid');
    expect(google.writes.filter(([method]) => method === 'PATCH')).toHaveLength(59);
  });
});

/** A database that is gone before anything more is written. */
function deaf(db: Ctx['db']): Ctx['db'] {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'batch') return () => Promise.reject(new Error('killed'));
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
