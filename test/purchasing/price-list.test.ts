import { writeXlsx } from 'hucre/xlsx';
import { beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/db/id.ts';
import { testApp } from '../support/app.ts';
import { beforeNext } from '../support/between.ts';
import { type BuyingStage, buyingStage } from '../support/purchasing.ts';
import { row } from '../support/world-row.ts';

let stage: BuyingStage;
let app: BuyingStage['app'];
let w: BuyingStage['w'];
let s: BuyingStage['s'];
let b: BuyingStage['b'];

beforeEach(async () => {
  stage = await buyingStage();
  ({ app, w, s, b } = stage);
  await stage.engine.batch([
    row('part_numbers', { id: newId(), part: s.battery, kind: 'maker', value: 'BAT-OEM' }),
    row('part_numbers', { id: newId(), part: s.touchPanel, kind: 'maker', value: 'TOUCH-OEM' }),
  ]);
});

const upload = (text: string | Uint8Array<ArrayBuffer>, name = 'prices.csv') =>
  app.post(`/purchasing/suppliers/${b.north}/price-lists/new`, { file: new File([text], name) }, w.mara);
const CSV = `Item;MPN;Unit price;Stock
N-4711;NT116WHM-N21;$19.20;40
N-9;BAT-OEM;30.00;12
N-50;TOUCH-OEM;"1,080.00";
N-51;NOBODY-1;5.00;
N-52;BAT-OEM;-4;
`;
const mapping = {
  theirs: '0',
  maker: '1',
  price: '2',
  inStock: '3',
  decimal: 'point',
  per: 'piece',
  fromOn: '2027-04-01',
};
const prices = () =>
  app.rows(
    `SELECT p.sku, s.price_cents, s.number, s.from_on, s.to_on, s.in_stock FROM supplier_parts AS s
     JOIN parts AS p ON p.id = s.part WHERE s.supplier = ? ORDER BY p.sku, s.from_on`,
    b.north,
  );

async function ready(text: string | Uint8Array<ArrayBuffer> = CSV): Promise<string> {
  const sent = await upload(text);
  expect(sent.status).toBe(303);
  const at = sent.location ?? '';
  expect((await app.post(`${at}/mapping`, mapping, w.mara)).status).toBe(303);
  return at;
}

describe('a price list', () => {
  test('is not applied with columns that somebody chose after its rows were looked at', async () => {
    const at = await ready();
    const page = (await app.get(`${at}/preview`, w.mara)).text;
    const seen = (/name="seen" value="([^"]*)"/.exec(page)?.[1] ?? '').replaceAll('&quot;', '"');
    expect(seen).toContain('"decimal":"point"');
    await app.post(`${at}/mapping`, { ...mapping, price: '3' }, w.mara);
    expect((await app.post(`${at}/apply`, { seen }, w.mara)).status).toBe(409);
    const slow = testApp(
      beforeNext(stage.engine, 'UPDATE price_imports SET applied', () =>
        app.post(`${at}/mapping`, mapping, w.mara),
      ),
    );
    expect((await slow.post(`${at}/apply`, {}, w.mara)).status).toBe(409);
    expect(await app.rows('SELECT applied FROM price_imports')).toEqual([{ applied: 0 }]);
  });

  test('is read, its columns guessed, looked at, applied', async () => {
    const sent = await upload(CSV);
    const at = sent.location ?? '';
    const columns = (await app.get(at, w.mara)).text;
    expect(columns).toMatch(/name="price"[\s\S]*?<option value="2" selected/);
    expect(columns).toMatch(/name="maker"[\s\S]*?<option value="1" selected/);
    await app.post(`${at}/mapping`, mapping, w.mara);
    const seen = (await app.get(`${at}/preview`, w.mara)).text;
    expect(seen).toContain('1 new, 1 changed, 1 the same');
    expect((await app.get(`${at}/preview?kind=changed`, w.mara)).text).toContain('$19.20');
    expect((await app.get(`${at}/preview?kind=wrong`, w.mara)).text).toContain('below zero');
    expect((await app.get(`${at}/preview?kind=unmatched`, w.mara)).text).toContain('NOBODY-1');
    expect(await prices()).toHaveLength(2);
    expect((await app.post(`${at}/apply`, {}, w.mara)).status).toBe(303);
    expect(await prices()).toEqual([
      { sku: 'BAT-3100', price_cents: 3000, number: 'N-9', from_on: '2027-01-04', to_on: null, in_stock: 12 },
      {
        sku: 'LCD-116-30',
        price_cents: 1840,
        number: 'N-4711',
        from_on: '2027-01-04',
        to_on: '2027-03-31',
        in_stock: null,
      },
      {
        sku: 'LCD-116-30',
        price_cents: 1920,
        number: 'N-4711',
        from_on: '2027-04-01',
        to_on: null,
        in_stock: 40,
      },
      {
        sku: 'LCD-116-T',
        price_cents: 108000,
        number: 'N-50',
        from_on: '2027-04-01',
        to_on: null,
        in_stock: null,
      },
    ]);
  });

  test('is applied once, whoever else presses too', async () => {
    const at = await ready();
    const answers = await Promise.all([w.mara, w.mara].map((who) => app.post(`${at}/apply`, {}, who)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await prices()).toHaveLength(4);
    expect((await app.post(`${at}/mapping`, mapping, w.mara)).status).toBe(409);
  });

  test('of 1,200 rows goes in in parts, each of at most 500', async () => {
    const parts = Array.from({ length: 1_200 }, (_, i) => ({ id: newId(), sku: `MANY-${i}` }));
    await stage.engine.batch([
      {
        sql: `INSERT INTO parts (id, sku, name, part_kind, created_at)
              SELECT j.value ->> 'id', j.value ->> 'sku', j.value ->> 'sku', 'screw', 'x' FROM json_each(?) AS j`,
        parameters: [JSON.stringify(parts)],
      },
    ]);
    const at = await ready(`x;SKU;Price;y\n${parts.map(({ sku }) => `;${sku};1.50;`).join('\n')}\n`);
    const asSku = { sku: '1', price: '2', decimal: 'point', per: 'piece', fromOn: '2027-04-01' };
    await app.post(`${at}/mapping`, asSku, w.mara);
    expect((await app.get(`${at}/preview`, w.mara)).text).toContain('1,200 new');
    expect((await app.post(`${at}/apply`, {}, w.mara)).status).toBe(303);
    const [done] = await app.rows('SELECT chunks, applied, changed FROM price_imports');
    expect(done).toEqual({ chunks: 3, applied: 3, changed: 1200 });
  });

  test('doubtful prices go in with a tick alone', async () => {
    const at = await ready('Item;MPN;Price;x\nN-4711;NT116WHM-N21;190;\n');
    expect((await app.get(`${at}/preview`, w.mara)).text).toContain('Apply the doubtful one too');
    await app.post(`${at}/apply`, { doubtful: 'on' }, w.mara);
    expect(await prices()).toContainEqual(expect.objectContaining({ price_cents: 19000 }));
  });

  test('as XLSX is the same', async () => {
    const bytes = await writeXlsx({
      sheets: [
        {
          name: 'x',
          rows: [
            ['Item', 'MPN', 'Price', 'Stock'],
            ['N-4711', 'NT116WHM-N21', 19.2, 40],
          ],
        },
      ],
    });
    const at = await ready(Uint8Array.from(bytes));
    await app.post(`${at}/apply`, {}, w.mara);
    expect(await prices()).toContainEqual(expect.objectContaining({ price_cents: 1920, in_stock: 40 }));
  });

  test('needs a price and something that says which part it is', async () => {
    const at = (await upload(CSV)).location ?? '';
    const without = await app.post(`${at}/mapping`, { ...mapping, price: '' }, w.mara);
    expect(without.text).toContain('Choose the column of the price');
    const blind = await app.post(`${at}/mapping`, { ...mapping, maker: '', theirs: '' }, w.mara);
    expect(blind.text).toContain('at least one column');
    expect((await app.post(`${at}/mapping`, { ...mapping, maker: '44' }, w.mara)).text).toContain(
      'no such column',
    );
    expect((await app.get(`${at}/preview`, w.mara)).status).toBe(409);
    expect((await app.get(at, w.sid)).status).toBe(403);
  });
});
