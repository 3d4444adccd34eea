import { createHash } from 'node:crypto';
import type { PhotoStore } from '../photos/store.ts';
import { type DistrictOptions, FORMAT, MANIFEST, type Manifest, shapeOf, tablesIn } from './district.ts';
import { dictionary, readme, tableList } from './district-texts.ts';
import { Sha256, type Sha256State } from './sha256.ts';
import { FROM_START, headBytes, type Reach, readTable } from './table-bytes.ts';
import type { Table } from './tables-rules.ts';
import { joined, type ZipState, ZipWriter } from './zip.ts';

/** Where the writing of a district stands: plain data, to go on from in another process. */
export interface DistrictState {
  /** digest of the tables and their columns as they were at its beginning */
  shape: string;
  zip: ZipState;
  /** which of the tables is next, those that name others first; behind the last one come photos */
  table: number;
  /** null: the table is not begun */
  reach: Reach | null;
  rows: number;
  digest: Sha256State | null;
  counts: Manifest['tables'];
  /** the page of photos that is being read, and how many of it are in */
  cursor: string | null;
  taken: number;
  photos: number;
  part: 'texts' | 'tables' | 'photos' | 'done';
}

const BEGIN = (): DistrictState => ({
  shape: '',
  zip: { entries: [], open: null, at: 0 },
  table: 0,
  reach: null,
  rows: 0,
  digest: null,
  counts: [],
  cursor: null,
  taken: 0,
  photos: 0,
  part: 'texts',
});

interface Digest {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

/**
 * Writes a whole district as a zip, a piece of about a megabyte of rows at a time: one CSV a table, a dictionary, the
 * photos where asked for. Tables that name others are read before those, so that what is named is there even while
 * people go on working.
 */
export class DistrictZip {
  private readonly options: DistrictOptions;
  private readonly position: DistrictState;
  private readonly zip: ZipWriter;
  /** it will be put down and taken up again */
  private readonly steps: boolean;
  private digest: Digest | null = null;
  private tables: Table[] | null = null;
  private page: { names: string[]; cursor: string | null } | null = null;

  /** @param from null: it is written at once, in this process */
  constructor(options: DistrictOptions, from: DistrictState | 'steps' | null) {
    this.options = options;
    this.steps = from !== null;
    this.position = from === null || from === 'steps' ? BEGIN() : from;
    this.zip = new ZipWriter(this.position.zip);
    if (this.position.digest) this.digest = new Sha256(this.position.digest);
  }

  /** Where it stands between two pieces. */
  get state(): DistrictState {
    const digest = this.digest instanceof Sha256 ? this.digest.state : null;
    return { ...this.position, digest };
  }

  get done(): boolean {
    return this.position.part === 'done';
  }

  /** The next bytes of the zip. @throws Error the tables are others than when it was begun */
  async next(): Promise<Uint8Array> {
    const at = this.position;
    this.tables ??= await this.sameTables();
    if (at.part === 'texts') return this.texts(this.tables);
    if (at.part === 'photos') return this.photo(this.options.photos);
    const table = this.tables[at.table];
    if (!table) {
      at.part = 'photos';
      return new Uint8Array(0);
    }
    return this.rowsOf(table);
  }

  private async sameTables(): Promise<Table[]> {
    const tables = await tablesIn(this.options.engine, this.options.logins);
    const shape = shapeOf(tables);
    this.position.shape ||= shape;
    if (this.position.shape !== shape) throw new Error('The program was updated meanwhile: ask for it again');
    return tables.reverse();
  }

  private texts(tables: readonly Table[]): Uint8Array {
    const { logins, photos, now } = this.options;
    const parentsFirst = [...tables].reverse();
    this.position.part = 'tables';
    return joined(
      this.text('README.txt', readme(logins, photos !== null, now)),
      this.text('dictionary.csv', dictionary(parentsFirst)),
      this.text('tables.csv', tableList(parentsFirst)),
    );
  }

  private text(name: string, text: string): Uint8Array {
    return this.zip.file(name, new TextEncoder().encode(text));
  }

  private async rowsOf(table: Table): Promise<Uint8Array> {
    const at = this.position;
    const pieces: Uint8Array[] = [];
    if (!at.reach) {
      this.digest = this.steps ? new Sha256() : createHash('sha256');
      at.reach = FROM_START;
      at.rows = 0;
      const head = headBytes(table);
      this.digest.update(head);
      pieces.push(this.zip.begin(`tables/${table.name}.csv`), this.zip.add(head));
    }
    const { bytes, rows, next } = await readTable(this.options.engine, table, at.reach);
    at.rows += rows;
    at.reach = next;
    if (rows > 0) {
      this.digest?.update(bytes);
      pieces.push(this.zip.add(bytes));
    }
    if (!next) {
      pieces.push(this.zip.end());
      at.counts.push({ name: table.name, rows: at.rows, sha256: this.digest?.digest('hex') ?? '' });
      this.digest = null;
      at.table += 1;
    }
    return joined(...pieces);
  }

  /** One photo; behind the last one the manifest. */
  private async photo(photos: PhotoStore | null): Promise<Uint8Array> {
    const at = this.position;
    if (photos) {
      this.page ??= await photos.listBefore('9999', at.cursor);
      const name = this.page.names[at.taken];
      if (name !== undefined) {
        at.taken += 1;
        const photo = await photos.get(name);
        if (!photo) return new Uint8Array(0);
        at.photos += 1;
        return this.zip.file(`photos/${name}`, photo.bytes, true);
      }
      at.cursor = this.page.cursor;
      at.taken = 0;
      this.page = null;
      if (at.cursor !== null) return new Uint8Array(0);
    }
    at.part = 'done';
    return joined(this.text(MANIFEST, `${JSON.stringify(this.manifest(), null, 1)}\n`), this.zip.finish());
  }

  private manifest(): Manifest {
    const { now, version, logins } = this.options;
    return {
      format: FORMAT,
      made: now,
      version,
      shape: this.position.shape,
      logins,
      photos: this.position.photos,
      tables: this.position.counts.sort((a, b) => (a.name < b.name ? -1 : 1)),
    };
  }
}

/** The whole zip, as it is taken. */
export async function* districtZip(options: DistrictOptions): AsyncGenerator<Uint8Array> {
  const zip = new DistrictZip(options, null);
  while (!zip.done) {
    const bytes = await zip.next();
    if (bytes.length > 0) yield bytes;
    // Others are served between the pieces.
    await new Promise((resolve) => setTimeout(resolve));
  }
}
