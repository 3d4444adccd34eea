import { writeXlsxStream } from 'hucre/xlsx';
import type { Ctx } from '../context.ts';
import { bookCell, csvCell, quoted } from './cells.ts';
import { type Cell, type Column, chosenColumns, type ListExport, type ListQuery } from './list.ts';

export const FORMATS = ['csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const TYPES: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What is exported: a list with its filters and columns (none: all). */
export interface Wanted {
  list: ListExport;
  query: ListQuery;
  columns: readonly string[];
  format: Format;
  /** how many rows one read takes */
  rowsARead: number;
}

/** @param fresh a context for each read, because an engine allows a request so many statements */
export function exportBytes(wanted: Wanted, fresh: () => Ctx): AsyncGenerator<Uint8Array> {
  return wanted.format === 'csv' ? csvBytes(wanted, fresh) : bookBytes(wanted, fresh);
}

/** 'devices-2027-03-31.csv' */
export function fileName(name: string, today: string, format: Format): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${plain || 'export'}-${today}.${format}`;
}

/** A first read that is soon there. */
const FIRST_ROWS = 500;

/** The rows page by page: only one page is in memory, and others are served between the pages. */
async function* pages({ list, query, rowsARead }: Wanted, columns: readonly Column[], fresh: () => Ctx) {
  const keys = columns.map(({ key }) => key);
  let cursor: string | undefined;
  let limit = Math.min(FIRST_ROWS, rowsARead);
  do {
    const { items, next } = await list.page(fresh(), query, keys, cursor, limit);
    yield items;
    cursor = next ?? undefined;
    limit = rowsARead;
    await new Promise((resolve) => setTimeout(resolve));
  } while (cursor);
}

function headOf({ head, type }: Column, currency: string): string {
  return type === 'money' ? `${head} (${currency})` : head;
}

async function* csvBytes(wanted: Wanted, fresh: () => Ctx): AsyncGenerator<Uint8Array> {
  const columns = chosenColumns(wanted.list, wanted.columns);
  const { zone, currency } = fresh().district;
  const encoder = new TextEncoder();
  const heads = columns.map((column) => quoted(headOf(column, currency))).join(',');
  // The mark in front tells a spreadsheet that this is UTF-8.
  yield encoder.encode(`\uFEFF${heads}\r\n`);
  for await (const rows of pages(wanted, columns, fresh)) {
    let text = '';
    for (const row of rows) text += `${csvLine(row, columns, zone)}\r\n`;
    if (text) yield encoder.encode(text);
  }
}

function csvLine(row: readonly Cell[], columns: readonly Column[], zone: string): string {
  let line = '';
  for (let i = 0; i < columns.length; i++) {
    const cell = csvCell(row[i] ?? null, columns[i]?.type ?? 'text', zone);
    line += i === 0 ? cell : `,${cell}`;
  }
  // A line of one empty field would be no line at all.
  return line === '' && columns.length === 1 ? '""' : line;
}

const NUMBERS: Partial<Record<Column['type'], string>> = {
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
  time: 'yyyy-mm-dd hh:mm',
};

/** A workbook; what a sheet cannot hold goes on in the next one. */
async function* bookBytes(wanted: Wanted, fresh: () => Ctx): AsyncGenerator<Uint8Array> {
  const columns = chosenColumns(wanted.list, wanted.columns);
  const { zone, currency } = fresh().district;
  async function* rows() {
    for await (const page of pages(wanted, columns, fresh))
      for (const row of page) yield columns.map(({ type }, i) => bookCell(row[i] ?? null, type, zone));
  }
  const stream = writeXlsxStream(rows(), {
    name: wanted.list.label.slice(0, 31),
    columns: columns.map((column) => {
      const numFmt = NUMBERS[column.type];
      return { key: column.key, header: headOf(column, currency), ...(numFmt ? { numFmt } : {}) };
    }),
    freezePane: { rows: 1 },
  });
  yield* chunksOf(stream);
}

/** What a stream gives; whoever stops listening ends it. */
async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** Bytes as an answer's body: read as fast as they are taken, ended when the reader goes away. */
export function bodyOf(bytes: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await bytes.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
