import { newId } from '../../src/db/id.ts';
import type { Workshop } from '../repairs/workshop.ts';
import type { Answer } from '../support/app.ts';

export interface Sent {
  key?: string;
  kind: string;
  ref: string;
  fields?: Record<string, string | string[]>;
  at?: string;
  saw?: { at?: string | null; custody?: string | null; repair?: string | null };
  pass?: string;
  person?: string;
}

export interface Told {
  key: string;
  state: string;
  words?: string;
  errors?: Record<string, string>;
  changes?: { label: string; yours: string; theirs: string }[];
  merged?: string;
  unknown?: boolean;
  result?: Record<string, unknown>;
}

/** A phone of somebody of the cast: what it sends goes in order, each with its own key. */
export class Phone {
  readonly id = newId();
  seq = 0;
  /** how far its clock is ahead, in milliseconds */
  ahead = 0;
  private readonly shop: Workshop;
  readonly person: string;

  constructor(shop: Workshop, person: string) {
    this.shop = shop;
    this.person = person;
  }

  private get now(): number {
    return this.shop.app.services.clock();
  }

  /** An entry as it is put on the phone now. */
  make({ key = newId(), saw = {}, fields = {}, at, ...rest }: Sent) {
    this.seq += 1;
    return {
      key,
      phone: this.id,
      seq: this.seq,
      person: this.person,
      at: at ?? new Date(this.now + this.ahead).toISOString(),
      fields,
      saw: { at: saw.at ?? null, custody: saw.custody ?? '', repair: saw.repair ?? '' },
      ...rest,
    };
  }

  /** Sends it as its person, or as nobody. */
  async send(entry: ReturnType<Phone['make']>, path = '/sync/entries', signedIn = true): Promise<Answer> {
    const clock = new Date(this.now + this.ahead).toISOString();
    return this.shop.app.jsonPage(path, { ...entry, clock }, signedIn ? this.person : null);
  }

  async does(sent: Sent): Promise<Told> {
    return (await this.send(this.make(sent))).json as Told;
  }
}
