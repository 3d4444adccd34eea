import { oneOf, type Random, randomFrom } from '../crash/random.ts';
import type { Amounts } from './amounts.ts';
import type { ChromiumPhone } from './chromium-phone.ts';
import type { Errand } from './errands.ts';
import type { HostileProxy } from './hostile-proxy.ts';
import { type Answered, answer, type Seen, sentLast, work } from './thumb.ts';

/** A server that can be killed and started again on what it has kept. */
export interface Killable {
  url: string;
  start(): Promise<unknown>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** One action as its screen showed it. */
export interface Line {
  errand: Errand;
  person: string;
  /** null: the browser was gone before it had said anything */
  seen: Seen | null;
  /** milliseconds: it was done between these, and nothing else was on this phone */
  from: number;
  to: number;
}

/** What the screens showed. */
export interface Shown {
  lines: Line[];
  /** what needed the person, by phone, and what they did about it */
  answered: (Answered & { person: string })[];
  /** by person: what was listed as sent last, at any time */
  sent: Map<string, Map<string, string>>;
}

const LOOKS = 10;
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** At which of the actions something happens, so often, spread evenly and then by chance. */
function moments(random: Random, times: number, actions: number): number[] {
  const each = actions / (times + 1);
  return Array.from({ length: times }, (_, i) => Math.floor(each * (i + 0.5 + random() * 0.9)));
}

/** What befalls everybody, in order, at so many actions: the server is killed, the network goes. */
class Weather {
  private readonly kills: Set<number>;
  private readonly cuts: Map<number, number>;
  private readonly random: Random;
  private readonly server: Killable;
  private readonly proxy: HostileProxy;
  private killing: Promise<void> = Promise.resolve();
  private cutting: Promise<void> = Promise.resolve();
  private done = 0;
  killed = 0;
  private failed: unknown = null;

  constructor(seed: number, amounts: Amounts, server: Killable, proxy: HostileProxy) {
    this.random = randomFrom(seed);
    this.server = server;
    this.proxy = proxy;
    const { actions, serverKills, cuts } = amounts;
    this.kills = new Set(moments(this.random, serverKills, actions));
    const at = moments(this.random, cuts.length, actions);
    this.cuts = new Map(cuts.map((ms, i) => [at[i] ?? 0, ms]));
  }

  /** One more action was done. @throws what the server said where it did not come back */
  step(): void {
    if (this.failed) throw this.failed;
    const n = this.done++;
    if (n > 0 && n % 100 === 0)
      process.stdout.write(`${n} actions, the server killed ${this.killed} times\n`);
    const cut = this.cuts.get(n);
    if (cut !== undefined) this.cutting = this.cutting.then(() => this.cutFor(cut));
    if (this.kills.has(n))
      this.killing = this.killing
        .then(() => this.killOnce())
        .catch((error: unknown) => {
          this.failed = error;
        });
  }

  async over(): Promise<void> {
    await this.cutting;
    await this.killing;
    if (this.failed) throw this.failed;
  }

  private async cutFor(ms: number): Promise<void> {
    this.proxy.setCut(true);
    await pause(ms);
    this.proxy.setCut(false);
  }

  /** While something is on its way to it: a server that nobody reaches is easily killed. */
  private async killOnce(): Promise<void> {
    await this.cutting;
    await Promise.race([this.proxy.nextRequest(), pause(5_000)]);
    await pause(this.random() * 40);
    await this.server.kill();
    this.killed += 1;
    await pause(this.random() * 400);
    await this.server.start();
  }
}

/** Everybody does what is theirs, at the same time, whatever befalls them. @param tags for who looks again */
export async function playOut(x: {
  seed: number;
  amounts: Amounts;
  server: Killable;
  proxy: HostileProxy;
  phones: readonly ChromiumPhone[];
  errands: readonly Errand[];
  /** of each phone, in order */
  visits: readonly (readonly string[])[];
  tags: readonly string[];
}): Promise<Shown & { killed: number }> {
  const shown: Shown = { lines: [], answered: [], sent: new Map() };
  const weather = new Weather(x.seed + 1, x.amounts, x.server, x.proxy);
  const known = new Map<string, number>();
  const person = async (phone: ChromiumPhone, index: number) => {
    const random = randomFrom(x.seed + 10 + index);
    const own = x.errands.filter((errand) => errand.phone === index);
    let visit = 0;
    for (const [nth, errand] of own.entries()) {
      const path = errand.kind === 'visit' ? `/visit/${x.visits[index]?.[visit] ?? ''}` : errand.path;
      const from = Date.now();
      const doing = phone.inPage(work, { ...errand, path });
      if (errand.dies !== null) {
        await pause(errand.dies);
        await phone.kill();
      }
      const seen = await doing;
      const to = Date.now();
      shown.lines.push({ errand, person: phone.person, seen, from, to });
      weather.step();
      if (errand.kind === 'visit' && seen && !seen.offered) visit += 1;
      if (errand.dies !== null) await phone.open();
      if (nth % LOOKS === LOOKS - 1) await look(phone, known, shown, oneOf(random, x.tags));
      await pause(5 + random() * x.amounts.pace);
    }
  };
  await Promise.all(x.phones.map(person));
  await weather.over();
  return { ...shown, killed: weather.killed };
}

/** A person looks at what needs them, and at what was sent. @param known how often each was looked at */
export async function look(
  phone: ChromiumPhone,
  known: Map<string, number>,
  shown: Shown,
  tag: string,
): Promise<void> {
  const answered = (await phone.inPage(answer, { before: Object.fromEntries(known), tag })) ?? [];
  for (const one of answered) {
    known.set(one.key, (known.get(one.key) ?? 0) + 1);
    shown.answered.push({ ...one, person: phone.person });
  }
  const list = shown.sent.get(phone.person) ?? new Map<string, string>();
  for (const { at, label, words } of (await phone.inPage(sentLast, null)) ?? [])
    list.set(`${at} ${label}`, words);
  shown.sent.set(phone.person, list);
}
