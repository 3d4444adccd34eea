import { type Answer, afterAnswer, type Entry, nextToSend, type Told } from './outbox-rules.ts';

/** Where the outbox lies: this browser's database, or a list in a test. */
export interface Shelf {
  all(): Promise<Entry[]>;
  /** replaces the entry, unless it was taken away */
  keep(entry: Entry): Promise<void>;
  /** the server has said what became of it */
  remove(entry: Entry, told: Told): Promise<void>;
}

export type Post = (entry: Entry) => Promise<Answer>;

/** How a run ended: nothing can be sent now, no network, or somebody has to sign in. */
export type Ended = 'done' | 'offline' | 'sign_in';

const BUSY_IN_A_ROW = 3;

/** Sends what can be sent, one at a time, until there is nothing or the network is gone. @param now milliseconds */
export async function sendAll(shelf: Shelf, post: Post, now: () => number): Promise<Ended> {
  let busy = 0;
  for (;;) {
    const entry = nextToSend(await shelf.all(), now());
    if (!entry) return 'done';
    const answer = await post(entry);
    const after = afterAnswer(entry, answer, now());
    if (after.do === 'remove') await shelf.remove(entry, after.told);
    else await shelf.keep(after.entry);
    if (answer.how === 'none') return 'offline';
    if (answer.how === 'sign_in') return 'sign_in';
    busy = answer.how === 'busy' ? busy + 1 : 0;
    if (busy >= BUSY_IN_A_ROW) return 'offline';
  }
}
