import { describe, expect, test } from 'vitest';
import { advanceDirectory } from '../../src/directory/advance.ts';
import { beginWriteBack } from '../../src/directory/write-back.ts';
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
  w,
  work,
  write,
} from '../support/beside-google.ts';
import { READ_SCOPE, WRITE_SCOPE } from '../support/google-directory.ts';

besideGoogle();

describe('what is written', () => {
  test('only what the rules name, after an admin’s yes, with the scope for it and a line of history', async () => {
    google.devices = [one()];
    await read();
    await expect(beginWriteBack(await ctx(), 'google')).rejects.toMatchObject({ fields: { '': /off/ } });
    expect(google.claims.scope).toBe(READ_SCOPE);
    await rules({ ...RULES, units: { one_to_one: '/{site}/Students', retired: '/Out' } });
    expect(await preview()).toMatchObject({ state: 'preview', looked: 1, named: 1, users: 1, units: 1 });
    expect(google.claims.scope).toBe(READ_SCOPE);
    await advanceDirectory(work);
    expect(google.writes).toEqual([]);
    expect(await write()).toMatchObject({ state: 'done', written: 1, moved: 0, failed: 0 });
    expect(google.claims.scope).toBe(WRITE_SCOPE);
    expect(google.writes).toEqual([
      [
        'PATCH',
        'g-1',
        {
          annotatedAssetId: '48213',
          annotatedUser: 'quill@spudger.test',
          annotatedLocation: 'Maple Elementary',
        },
      ],
      ['POST', '/MAP/Students', ['g-1']],
    ]);
    const [line] = await app.rows<{ data: string }>(
      "SELECT data FROM records WHERE device = ? AND verb = 'changed in the directory'",
      w.one,
    );
    expect(line?.data).toContain('/MAP/Students');
    expect(line?.data).not.toContain('quill');
    // What Google says now is known without another reading, and agrees.
    expect(await preview()).toMatchObject({ state: 'done', looked: 1, named: 0 });
    await read();
    expect(await app.rows('SELECT changed FROM directory_runs ORDER BY n DESC LIMIT 1')).toEqual([
      { changed: 0 },
    ]);
  });

  test('nothing of who has it where that rule is off; emptied where it is issued to nobody and the rule says so', async () => {
    google.devices = [one()];
    await read();
    await rules({ ...RULES, user: 'off' });
    await preview();
    await write();
    expect(JSON.stringify(google.writes)).not.toMatch(/annotatedUser|orgUnit/);
    await app.rows('UPDATE devices SET assigned_person = NULL WHERE id = ? RETURNING 1', w.one);
    await rules({ ...RULES, user: 'fill' });
    expect(await preview()).toMatchObject({ named: 0 });
    await rules({ ...RULES, user: 'mirror' });
    await preview();
    await write();
    expect(google.writes.at(-1)).toEqual(['PATCH', 'g-1', { annotatedUser: '' }]);
  });

  test('nothing to a device that Google, or we, say something else of since the preview', async () => {
    google.devices = [one(), { ...one(), deviceId: 'g-2', serialNumber: '5CD1235XYZ' }];
    await read();
    await rules(RULES);
    await preview();
    (google.devices[0] as Record<string, unknown>).annotatedUser = 'other@spudger.test';
    await app.rows("UPDATE devices SET tag = '48999' WHERE id = ? RETURNING 1", w.two);
    expect(await write()).toMatchObject({ state: 'done', written: 0, moved: 2 });
    expect(google.writes).toEqual([]);
    expect((await rows()).map(({ answer }) => answer)).toEqual([
      'Google says something else since the preview',
      'Changed here since the preview',
    ]);
  });

  test('read once more where somebody was in between; refused where what is to be written changed', async () => {
    google.devices = [one()];
    await read();
    await rules(RULES);
    await preview();
    google.meanwhile = () => {
      google.meanwhile = null;
      (google.devices[0] as Record<string, unknown>).lastSync = '2027-03-02T15:00:00.000Z';
    };
    expect(await write()).toMatchObject({ written: 1 });
    expect(google.writes).toHaveLength(1);
    google.devices = [one()];
    await read();
    await preview();
    google.meanwhile = () => {
      google.meanwhile = null;
      (google.devices[0] as Record<string, unknown>).annotatedUser = 'other@spudger.test';
    };
    expect(await write()).toMatchObject({ written: 0, moved: 1 });
    expect(google.writes).toHaveLength(1);
  });
});

describe('by itself', () => {
  test('after the nightly reading where that is switched on, and never over N percent', async () => {
    await many(60);
    await rules({ ...RULES, nightly: true, percent: 50 });
    await read();
    // Sixty of sixty: it asks, and the next night’s comparison overtakes what nobody decided.
    expect(await last()).toMatchObject({ state: 'preview', askedBy: null, named: 60 });
    app.later(86_400_000);
    await read();
    expect(await app.rows('SELECT state FROM write_backs ORDER BY n')).toEqual([
      { state: 'overtaken' },
      { state: 'preview' },
    ]);
    expect(google.writes).toEqual([]);
    await write();
    await app.rows("UPDATE devices SET tag = 'NEW' WHERE id = 'm-1' RETURNING 1");
    app.later(86_400_000);
    await read();
    expect(await last()).toMatchObject({ state: 'done', askedBy: null, named: 1, written: 1 });
    expect(google.writes.at(-1)).toEqual(['PATCH', 'x-0001', { annotatedAssetId: 'NEW' }]);
  });
});
