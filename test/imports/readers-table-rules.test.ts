import { writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/imports/read-table.ts';
import { MOST_ROWS } from '../../src/imports/table.ts';

const read = (...parts: (string | Uint8Array<ArrayBuffer>)[]) => readTable(new Blob(parts));

describe('a price list', () => {
  test.each([
    ['a comma', 'SKU,Price\nA-1,"1,234.50"\n'],
    ['a semicolon', 'SKU;Price\nA-1;1,234.50\n'],
    ['a tab', 'SKU\tPrice\nA-1\t1,234.50\n'],
    ['a bar', 'SKU|Price\nA-1|1,234.50\n'],
    ['a mark at the start', '\uFEFFSKU;Price\r\nA-1;1,234.50\r\n\r\n'],
    ['what the first line says', 'sep=;\r\nSKU;Price\r\nA-1;1,234.50\r\n'],
  ])('separated by %s', async (_, text) => {
    expect(await read(text)).toEqual({
      ok: true,
      rows: [
        ['SKU', 'Price'],
        ['A-1', '1,234.50'],
      ],
      cut: false,
    });
  });

  test('what is no table is told in words', async () => {
    expect(await read('a,b\n"one,2\n')).toMatchObject({
      ok: false,
      words: expect.stringContaining('quotation mark'),
    });
    expect(await read('')).toMatchObject({ ok: false, words: 'The file is empty' });
    expect(await read('a\0b,c')).toMatchObject({ ok: false, words: expect.stringContaining('NUL') });
    expect(await read(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).toMatchObject({
      ok: false,
      words: expect.stringContaining('.xls'),
    });
    const book = await writeXlsx({ sheets: [{ name: 'Prices', rows: [['SKU'], ['A-1']] }] });
    expect(await read(book.slice(0, 200))).toMatchObject({ ok: false });
  });

  test('a file without end is cut, and says so', async () => {
    const long = await read(`a,b\n${'1,2\n'.repeat(MOST_ROWS + 5)}`);
    expect(long).toMatchObject({ ok: true, cut: true });
    expect(long.ok && long.rows.length).toBe(MOST_ROWS);
  });
});
