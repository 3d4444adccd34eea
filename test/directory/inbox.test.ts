import { beforeEach, describe, expect, test } from 'vitest';
import type { Inbox } from '../../src/directory/inbox.ts';
import { isWanted } from '../../src/directory/inbox.ts';
import { takeIn } from '../../src/directory/take-in.ts';
import { importFor } from '../../src/imports/importer.ts';
import { guessMapping, mapImport } from '../../src/imports/map-import.ts';
import { findImport } from '../../src/imports/queries.ts';
import { systemCtx } from '../../src/web/system-ctx.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let app: TestApp;
let w: Cast;
let lying: Map<string, string>;

beforeEach(async () => {
  const engine = freshDatabase();
  w = await makeWorld(engine);
  app = testApp(engine);
  lying = new Map();
  await app.rows("INSERT INTO settings (name, value) VALUES ('directory', '{\"nightly\":true}') RETURNING 1");
});

const fresh = () => systemCtx(app.services, 'system');
const inbox: Inbox = {
  list: async () => [...lying.keys()],
  async *open(name) {
    yield new TextEncoder().encode(lying.get(name));
  },
  take: async (name) => {
    lying.delete(name);
  },
};
const carryOn = () => importFor(fresh, app.services.files, 10_000);
const night = () => takeIn({ fresh, inbox, files: app.services.files, carryOn, tired: () => false });
const files = () =>
  app.rows<{ import: string; state: string; reason: string }>(
    'SELECT import, state, reason FROM inbox_files ORDER BY n',
  );

/** A device export whose only news is a note. */
const exported = (note: string, rows = 1) =>
  [
    'Serial Number,Asset Tag,Model,Site,Notes',
    ...Array.from({ length: rows }, () => `5CD1234XYZ,48213,Dell Chromebook 3100,MAP,${note}`),
  ].join('\n');

describe('files in the inbox', () => {
  test('wait for somebody who chooses their columns once; from then on they go in by themselves', async () => {
    lying.set('devices.csv', exported('first'));
    await night();
    expect(lying.size).toBe(0);
    const [first] = await files();
    expect(first).toMatchObject({
      state: 'waits',
      reason: expect.stringContaining('Choose its columns once'),
    });
    const ctx = await fresh();
    const it = await findImport(ctx.db, first?.import ?? '');
    const mapping = await guessMapping(ctx, it, 'devices');
    await mapImport(ctx, it.id, () => mapping);
    lying.set('devices.csv', exported('second'));
    await night();
    expect(lying.size).toBe(1);
    app.later(86_400_000);
    await night();
    expect((await files())[1]).toMatchObject({ state: 'done' });
    expect(await app.rows('SELECT note FROM devices WHERE id = ?', w.one)).toEqual([{ note: 'second' }]);
    app.later(86_400_000);
    lying.set('devices.csv', exported('second'));
    await night();
    expect((await files())[2]).toMatchObject({ state: 'done', reason: '' });
  });

  test('are taken in once, wherever the server is killed, and again when they come again', async () => {
    const stops = ['take', 'noted'] as const;
    for (const [i, stop] of stops.entries()) {
      lying.set('roster.zip', `not a zip ${stop}`);
      const dying: Inbox = {
        ...inbox,
        take: async (name) => {
          if (stop === 'noted') await inbox.take(name);
          throw new Error('killed');
        },
      };
      const died = takeIn({ fresh, inbox: dying, files: app.services.files, carryOn, tired: () => false });
      await expect(died).rejects.toThrow('killed');
      await night();
      expect(lying.size).toBe(0);
      expect(await files()).toHaveLength(2 * (i + 1));
      app.later(86_400_000);
    }
    // Killed between the two kinds of one file: the one that is missing is taken, the other is not taken twice.
    lying.set('roster.zip', 'not a zip');
    let opened = 0;
    const half: Inbox = {
      ...inbox,
      open: (name) => {
        opened += 1;
        if (opened === 3) throw new Error('killed');
        return inbox.open(name);
      },
    };
    const died = takeIn({ fresh, inbox: half, files: app.services.files, carryOn, tired: () => false });
    await expect(died).rejects.toThrow('killed');
    expect(await files()).toHaveLength(5);
    await night();
    expect(await files()).toHaveLength(6);
    app.later(86_400_000);
    lying.set('roster.zip', 'not a zip');
    await night();
    expect(await files()).toHaveLength(8);
  });

  test('what cannot be read has failed with its reason, and holds up no other file', async () => {
    lying.set('a.zip', 'not a zip');
    lying.set('b.csv', exported('x'));
    await night();
    expect((await files()).map(({ state }) => state)).toEqual(['failed', 'failed', 'waits']);
    expect((await files())[0]?.reason).not.toBe('');
  });

  test('only files of a known kind, and none that leads elsewhere', () => {
    expect(['users.csv', 'Roster 1.ZIP', 'd.xlsx'].every(isWanted)).toBe(true);
    expect(['.hidden.csv', '../x.csv', 'a/b.csv', 'run.sh', 'x.csv.part'].some(isWanted)).toBe(false);
  });
});
