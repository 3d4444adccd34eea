import { type Told, tell } from '../audits/tell-rules.ts';
import { parseScan } from '../devices/identifier-rules.ts';

/** The list that a phone carries, as `GET /api/v1/audits/{id}/list` gives it. */
export interface CarriedList {
  next: string;
  more: boolean;
  audit: { blind: boolean; location: string | null; expected: number };
  devices: {
    device: string;
    tag: string;
    serial: string;
    listed: 'expected' | 'held' | null;
    place: string | null;
    state: string;
  }[];
  former: { value: string; device: string }[];
  places: { id: string; name: string }[];
  events: CarriedEvent[];
}

export interface CarriedEvent {
  id: string;
  kind: 'scan' | 'undo' | 'note';
  about: string;
  device: string | null;
  value: string;
}

export interface Decision {
  told: Told;
  device: string | null;
  /** what to call it: its tag, else what was scanned */
  name: string;
  /** where the books have it, where that is another room */
  room: string;
}

/** The tags and serials that a scanned text may be, the likeliest first: read as the server reads it. */
function readings(text: string): string[] {
  return parseScan(text)
    .filter(({ kind }) => kind === 'tag' || kind === 'serial')
    .map(({ value }) => value);
}

type Row = CarriedList['devices'][number];

/** Says at once what a scan is, from the list alone: no server is asked. */
export class CarriedAudit {
  readonly blind: boolean;
  cursor: string;
  readonly #rows = new Map<string, Row>();
  readonly #names = new Map<string, string>();
  readonly #rooms = new Map<string, string>();
  /** standing scans by device: ids of their events */
  readonly #scans = new Map<string, Set<string>>();
  readonly #deviceOf = new Map<string, string>();
  readonly #undone = new Set<string>();

  constructor(list: CarriedList) {
    this.blind = list.audit.blind;
    this.cursor = list.next;
    for (const row of list.devices) {
      this.#rows.set(row.device, row);
      if (row.serial) this.#names.set(row.serial, row.device);
    }
    for (const { value, device } of list.former) this.#names.set(value, device);
    // A number that is one device's tag and another one's serial or former number is the tag.
    for (const row of list.devices) if (row.tag) this.#names.set(row.tag, row.device);
    for (const { id, name } of list.places) this.#rooms.set(id, name);
    this.take(list);
  }

  /** What came since, by anybody. */
  take(list: Pick<CarriedList, 'next' | 'events'>): void {
    this.cursor = list.next;
    for (const event of list.events) this.add(event);
  }

  /** @param event of this phone or of another: the same one twice is one */
  add(event: CarriedEvent): void {
    if (event.kind === 'undo') {
      this.#undone.add(event.about);
      const device = this.#deviceOf.get(event.about);
      if (device) this.#scans.get(device)?.delete(event.about);
      return;
    }
    if (event.device === null || this.#undone.has(event.id)) return;
    this.#deviceOf.set(event.id, event.device);
    const scans = this.#scans.get(event.device) ?? new Set();
    this.#scans.set(event.device, scans.add(event.id));
  }

  /** @param here the room that is counted now, '' where nobody says */
  decide(text: string, here: string, untagged: boolean): Decision {
    const device = readings(text)
      .map((reading) => this.#names.get(reading))
      .find((one) => one !== undefined);
    const row = device === undefined ? undefined : this.#rows.get(device);
    if (device === undefined || !row)
      return { told: untagged ? 'no_tag' : 'unknown', device: null, name: text, room: '' };
    const told = tell({
      known: true,
      // A row that is on neither list is told like an expected one.
      listed: row.listed === 'held' ? 'held' : 'expected',
      place: row.place,
      inside: true,
      state: row.state,
      earlier: (this.#scans.get(row.device)?.size ?? 0) > 0,
      here: here || null,
      blind: this.blind,
      untagged,
    });
    const name = row.tag || row.serial || text;
    return { told, device, name, room: told === 'room' ? (this.#rooms.get(row.place ?? '') ?? '') : '' };
  }

  /** How many of the expected devices have a standing scan. */
  get seen(): number {
    let n = 0;
    for (const [device, scans] of this.#scans)
      if (scans.size > 0 && this.#rows.get(device)?.listed === 'expected') n += 1;
    return n;
  }
}
