import type { Actor, Ctx, District, Grant } from '../context.ts';
import { Database } from '../db/database.ts';
import type { Engine } from '../db/engine.ts';
import { dayIn } from '../web/day.ts';
import type { Plan } from './plan.ts';
import type { PlanLogin } from './plan-types.ts';

export type Place = { id: string; top: string };

/** Where the demo is played: who acts when, and what the plan's codes and numbers have become. */
export class Stage {
  readonly plan: Plan;
  readonly engine: Engine;
  readonly logins: ReadonlyMap<number, PlanLogin>;
  readonly places = new Map<string, Place>();
  readonly people: string[] = [];
  readonly models = new Map<string, { id: string; variants: Map<string, string> }>();
  readonly coverage = new Map<string, string>();
  readonly groups = new Map<string, string>();
  readonly parts = new Map<string, string>();
  readonly bins = new Map<string, string>();
  /** Devices by number; repairs by the plan's number. */
  readonly devices: string[] = [];
  readonly repairs = new Map<number, string>();
  /** Sessions of handing back by person and place, each of one day. */
  readonly sessions = new Map<string, { id: string; day: string }>();
  readonly #actors = new Map<number, Actor>();
  #district: District;

  constructor(engine: Engine, plan: Plan) {
    this.engine = engine;
    this.plan = plan;
    this.logins = new Map([...plan.logins()].map((login) => [login.person, login]));
    this.#district = { name: 'Spudger', zone: plan.size.zone, currency: 'USD', settings: {} };
  }

  /** What an action works with: this person at this moment (ISO UTC); null is the program itself. */
  ctx(person: number | null, at: string): Ctx {
    return {
      db: new Database(this.engine),
      actor: person === null ? PROGRAM : this.#actor(person),
      now: at,
      today: dayIn(this.#district.zone, at),
      district: this.#district,
      submission: null,
    };
  }

  /** The settings that the requests of a server would read. */
  async readSettings(): Promise<void> {
    const [rows = []] = await this.engine.read([{ sql: 'SELECT name, value FROM settings', parameters: [] }]);
    const settings = Object.fromEntries(rows.map(({ name, value }) => [String(name), String(value)]));
    this.#district = { ...this.#district, name: settings['district.name'] ?? 'Spudger', settings };
  }

  #actor(index: number): Actor {
    const known = this.#actors.get(index);
    if (known) return known;
    const login = this.logins.get(index);
    const { given, family } = this.plan.person(index);
    const person = this.people[index] ?? null;
    const grants = login ? this.#grantsOf(login) : [];
    const actor: Actor = { person, name: `${given} ${family}`, grants, source: 'demo' };
    // Before there are people nobody of them acts yet.
    if (person !== null) this.#actors.set(index, actor);
    return actor;
  }

  #grantsOf({ role, level, sites }: PlanLogin): Grant[] {
    if (role !== 'contact') return [{ role, level, site: null }];
    return sites.map(({ site }) => ({ role, level: null, site: this.place(site).id }));
  }

  by(role: 'admin' | 'manager' | 'auditor'): number {
    for (const login of this.logins.values()) if (login.role === role) return login.person;
    throw new Error(`Nobody is ${role}`);
  }

  place(code: string): Place {
    const place = this.places.get(code);
    if (!place) throw new Error(`No place ${code}`);
    return place;
  }

  person(index: number): string {
    return this.people[index] ?? '';
  }

  device(index: number): string {
    return this.devices[index] ?? '';
  }

  isStudent(person: number): boolean {
    return person >= this.plan.staffCount;
  }
}

const PROGRAM: Actor = {
  person: null,
  name: '',
  grants: [{ role: 'admin', level: null, site: null }],
  source: 'demo',
};
