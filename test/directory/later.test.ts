import { describe, expect, test } from 'vitest';
import { app, google, known, many, one, readsGoogle, sync, w } from './reading.ts';

readsGoogle();

describe('devices that are here later, or have no tag', () => {
  test('have read their end of updates too', async () => {
    const later = { ...one, deviceId: 'g-9', serialNumber: 'LATER9XYZ' };
    google.devices = [later];
    await sync();
    await app.rows(
      `INSERT INTO identifiers (id, device, kind, value, from_at, to_at)
       VALUES ('later', ?, 'serial', 'LATER9XYZ', '2027-02-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z') RETURNING 1`,
      w.one,
    );
    await sync();
    expect(await known('g-9')).toMatchObject([{ device: w.one, aue_on: '2030-06-01' }]);
    expect(await app.rows('SELECT aue_on FROM device_aues WHERE device = ?', w.one)).toEqual([
      { aue_on: '2030-06-01' },
    ]);
    await sync();
    expect(await app.rows('SELECT count(*) AS n FROM device_aues')).toEqual([{ n: 1 }]);
  });

  test('take their asset ids, hundreds of them in a night', async () => {
    await app.rows(`INSERT INTO settings (name, value) VALUES ('directory', '{"tag":"fill"}') RETURNING 1`);
    await app.rows(
      `INSERT INTO devices (id, model, kind, home, use, state, serial, created_at)
       SELECT 'bare-' || value, ?, 'chromebook', ?, 'cart', 'in_service', 'X' || value, '2027-01-01T00:00:00.000Z'
       FROM json_each(?) RETURNING 1`,
      w.dell3100,
      w.maple,
      JSON.stringify([...Array(450).keys()]),
    );
    await app.rows(
      `INSERT INTO identifiers (id, device, kind, value, from_at)
       SELECT 'i' || id, id, 'serial', serial, '2027-01-01T00:00:00.000Z' FROM devices WHERE id LIKE 'bare-%' RETURNING 1`,
    );
    google.devices = many(450).map((device, i) => ({ ...device, annotatedAssetId: String(90_000 + i) }));
    expect(await sync()).toMatchObject({ state: 'done', tags: 450 });
    expect(
      await app.rows(
        "SELECT count(*) AS n FROM devices WHERE id LIKE 'bare-%' AND tag = 90000 + substr(id, 6)",
      ),
    ).toEqual([{ n: 450 }]);
  });
});
