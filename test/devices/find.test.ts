import { beforeEach, describe, expect, test } from 'vitest';
import { Database } from '../../src/db/database.ts';
import type { Engine } from '../../src/db/engine.ts';
import { deviceByRef, findDevice } from '../../src/devices/queries.ts';
import { NotFound } from '../../src/errors.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

let engine: Engine;
let w: Cast;

beforeEach(async () => {
  engine = freshDatabase();
  w = await makeWorld(engine);
});

describe('a device is found', () => {
  test.each(['48213', ' 48213 ', '5CD1234XYZ', '5cd 1234 xyz', 'S/N: 5CD1234XYZ'])('by %j', async (ref) => {
    const device = await findDevice(new Database(engine), ref, 'all');
    expect(device.id).toBe(w.one);
    expect(device).toMatchObject({
      modelName: 'Dell Chromebook 3100',
      homeName: 'Maple Elementary',
      placeName: 'Room 12',
      holderName: 'Quill Fennimore',
      assignedName: 'Quill Fennimore',
      openRepair: null,
    });
    expect(device.openCustody).toMatch(/^[0-9a-f-]{36}$/);
    expect(device.openAssignment).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('by its id', async () => {
    expect((await findDevice(new Database(engine), w.two, 'all')).tag).toBe('48214');
  });

  test.each(['', '99999', "' OR 1=1 --", '<b>', 'x'.repeat(10_001)])('not by %j', async (ref) => {
    await expect(findDevice(new Database(engine), ref, 'all')).rejects.toThrow(NotFound);
  });

  test('only inside the scope: its home, or the site where it is', async () => {
    const db = new Database(engine);
    await expect(findDevice(db, '60001', [w.maple])).rejects.toThrow(NotFound);
    await engine.batch([
      { sql: 'UPDATE devices SET at_site = ? WHERE id = ?', parameters: [w.maple, w.birchDevice] },
    ]);
    expect((await findDevice(db, '60001', [w.maple])).id).toBe(w.birchDevice);
  });

  test('without scanning a table', async () => {
    const { sql, parameters } = deviceByRef('48213');
    const plan = await engine.read([{ sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }]);
    expect(
      plan
        .flat()
        .map((row) => row.detail)
        .filter((detail) => /^SCAN/.test(String(detail))),
    ).toEqual([]);
  });
});
