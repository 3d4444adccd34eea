import { signedCookie } from '../../src/accounts/cookie.ts';
import { postEntry } from '../../src/browser/outbox-post.ts';
import { type Entry, mended, type Told, withdrawn } from '../../src/browser/outbox-rules.ts';
import { type Shelf, sendAll } from '../../src/browser/outbox-send.ts';
import { newId } from '../../src/db/id.ts';
import { SERVER_SECRET } from '../support/server-seed.ts';
import type { Act } from './acts.ts';

/** What the phone knows of a device by its copy. */
export interface Known {
  custody: string | null;
  repair: string | null;
}

interface Photo {
  photo: Blob;
  thumb: null;
}

/** What is on the disk of a phone: it survives whatever happens to the app. */
interface Disk {
  outbox: Map<string, Entry>;
  photos: Map<string, Photo>;
  /** what the screen showed as done, by key */
  done: Map<string, { entry: Entry; told: Told }>;
  seq: number;
  copy: Map<string, Known>;
  copyAt: string | null;
}

/** The outbox of the browser on a disk of its own, as a person uses it; killed and opened again at any moment. */
export class NodePhone {
  readonly person: string;
  readonly id = newId();
  readonly disk: Disk = {
    outbox: new Map(),
    photos: new Map(),
    done: new Map(),
    seq: 0,
    copy: new Map(),
    copyAt: null,
  };
  /** how far its clock is ahead: it believes that waiting is over sooner */
  private readonly hurry = 200;
  private life = 0;
  private readonly url: string;
  private readonly origin: string;
  private readonly begun = Date.now();

  constructor(person: string, url: string, origin: string) {
    this.person = person;
    this.url = url;
    this.origin = origin;
  }

  /** Something is done: kept on the disk before anything else. */
  act(act: Act): void {
    const key = act.key;
    const saw = this.disk.copy.get(act.about[0] ?? '');
    const common = {
      ref: act.ref,
      about: act.about,
      saw: { at: this.disk.copyAt, custody: saw?.custody ?? null, repair: saw?.repair ?? null },
      at: new Date().toISOString(),
      person: this.person,
      phone: this.id,
      state: 'waits' as const,
      tries: 0,
      label: act.kind,
    };
    if (act.kind !== 'photo') {
      const entry: Entry = { ...common, key, seq: ++this.disk.seq, kind: act.kind, fields: act.fields };
      this.disk.outbox.set(key, entry);
    }
    if (act.photo) {
      const own = act.kind === 'photo' ? key : newId();
      const photo: Entry = {
        ...common,
        key: own,
        seq: ++this.disk.seq,
        kind: 'photo',
        fields: { step: 'inside' },
      };
      if (act.kind !== 'photo') photo.entry = key;
      this.disk.outbox.set(own, photo);
      this.disk.photos.set(own, { photo: act.photo, thumb: null });
    }
  }

  /** Sends what can be sent, as the app does; ends without a trace where it is killed meanwhile. */
  async run(): Promise<void> {
    const life = this.life;
    try {
      await sendAll(
        this.shelf(life),
        (entry) => this.post(entry),
        () => this.now(),
      );
    } catch (error) {
      if (life === this.life) throw error;
    }
  }

  /** The app is killed: what it was doing comes to nothing, its disk stays. */
  kill(): void {
    this.life += 1;
  }

  /** The person looks at what needs them: what changed is accepted, what cannot be is withdrawn. */
  lookAtThem(): void {
    for (const entry of this.disk.outbox.values()) {
      if (entry.state !== 'needs_you') continue;
      const moved = (entry.told?.changes?.length ?? 0) > 0 && entry.tries < 6;
      this.disk.outbox.set(
        entry.key,
        moved
          ? mended(entry, {
              fields: { ...entry.fields, custody: '' },
              ref: entry.ref,
              saw: { ...entry.saw, custody: null },
            })
          : withdrawn(entry, 'It cannot be'),
      );
    }
  }

  /** Brings the copy of a site up to date, where the network lets it. */
  async refresh(site: string): Promise<void> {
    const { life } = this;
    try {
      const answer = await this.fetch(`/sync/copy/sites/${site}`);
      if (!answer.ok) return;
      const { columns, rows } = (await answer.json()) as { columns: string[]; rows: (string | null)[][] };
      if (life !== this.life) return;
      const at = (name: string) => columns.indexOf(name);
      const [id, custody, repair] = [at('id'), at('custody'), at('repair')];
      for (const row of rows)
        this.disk.copy.set(row[id] ?? '', { custody: row[custody] ?? null, repair: row[repair] ?? null });
      this.disk.copyAt = new Date().toISOString();
    } catch {
      // Next time.
    }
  }

  private now(): number {
    return this.begun + (Date.now() - this.begun) * this.hurry;
  }

  private shelf(life: number): Shelf {
    const alive = () => {
      if (life !== this.life) throw new Error('killed');
    };
    return {
      all: async () => {
        alive();
        return [...this.disk.outbox.values()];
      },
      keep: async (entry) => {
        alive();
        this.disk.outbox.set(entry.key, entry);
      },
      remove: async (entry, told) => {
        alive();
        this.disk.outbox.delete(entry.key);
        this.disk.photos.delete(entry.key);
        this.disk.done.set(entry.key, { entry, told });
      },
    };
  }

  private post(entry: Entry) {
    const files = this.disk.photos.get(entry.key);
    return postEntry(entry, {
      pass: '',
      own: true,
      files,
      ask: (path, init) => this.fetch(String(path), init),
    });
  }

  private fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = `spudger.session_token=${signedCookie(`session-${this.person}`, SERVER_SECRET)}`;
    const { credentials: _, headers, ...rest } = init;
    const own = { ...(headers as Record<string, string>), Cookie: cookie, Origin: this.origin };
    return fetch(this.url + path, { ...rest, headers: own });
  }
}
