import type Sqlite from 'better-sqlite3';
import type { District } from '../context.ts';
import { Ids } from './bulk-ids.ts';
import { count, Ledger } from './bulk-ledger.ts';
import { Chain, type Line, Records } from './bulk-records.ts';
import { openTables, type Tables } from './bulk-tables.ts';
import type { Plan } from './plan.ts';
import type { PlanLogin } from './plan-types.ts';

export type Fit = { model: string; variant: string | null; fault: string; group: string };
export type ModelRow = { id: string; variants: Map<string, { id: string; touch: number }> };
export type PlaceRow = { id: string; top: string };
export type PartRow = { id: string; group: string };
export type GroupRow = { id: string; touch: number | null };

/** What a load knows while it runs: ids by the plan's codes and numbers, counters, tables. */
export class Load {
  readonly plan: Plan;
  readonly ids: Ids;
  readonly tables: Tables;
  readonly records: Records;
  readonly ledger: Ledger;
  readonly places = new Map<string, PlaceRow>();
  readonly people: readonly string[];
  readonly models = new Map<string, ModelRow>();
  readonly parts = new Map<string, PartRow>();
  readonly groups = new Map<string, GroupRow>();
  readonly bins = new Map<string, { id: string; site: string }>();
  /** Who signs in, by number. */
  readonly logins: ReadonlyMap<number, PlanLogin>;
  readonly coverage = new Map<string, string>();
  /** Variants (null for any) by model, fault and group: fits that are known. */
  readonly #variants = new Map<string, { id: string; touch: number }[]>();
  readonly #fits = new Map<string, (string | null)[]>();
  /** Devices by home, model, use and state; faults by model. */
  readonly tallies = new Map<string, number>();
  readonly faults = new Map<string, number>();
  /** Tops of locations by id. */
  readonly tops = new Map<string, string>();
  readonly staffCount: number;
  readonly district: Pick<District, 'zone' | 'settings'>;
  readonly holidays: readonly string[];

  constructor(file: Sqlite.Database, plan: Plan) {
    this.plan = plan;
    this.ids = new Ids(plan.size.seed, Date.parse(plan.startsAt));
    this.tables = openTables(file);
    this.records = new Records(file);
    this.ledger = new Ledger(file, this);
    this.staffCount = plan.staffCount;
    this.district = { zone: plan.size.zone, settings: {} };
    this.holidays = plan.holidays.map(({ date }) => date);
    this.logins = new Map([...plan.logins()].map((login) => [login.person, login]));
    this.people = Array.from({ length: plan.peopleCount }, () => this.ids.next());
  }

  /** The person of the cast who has that role. */
  by(role: 'admin' | 'manager'): string {
    for (const login of this.logins.values()) if (login.role === role) return this.person(login.person);
    throw new Error(`Nobody is ${role}`);
  }

  knowFit({ model, variant, fault, group }: Fit): void {
    const key = `${model} ${fault} ${group}`;
    const known = this.#fits.get(key);
    if (known) known.push(variant);
    else this.#fits.set(key, [variant]);
  }

  /** The variants (null for any) for which a group is known to fit. */
  fitsOf({ model, fault, group }: Omit<Fit, 'variant'>): readonly (string | null)[] {
    return this.#fits.get(`${model} ${fault} ${group}`) ?? [];
  }

  person(index: number): string;
  person(index: number | null): string | null;
  person(index: number | null): string | null {
    return index === null ? null : (this.people[index] ?? null);
  }

  place(code: string): PlaceRow {
    const place = this.places.get(code);
    if (!place) throw new Error(`No place ${code}`);
    return place;
  }

  isStudent(person: number): boolean {
    return person >= this.staffCount;
  }

  variantsOf(model: string): readonly { id: string; touch: number }[] {
    return this.#variants.get(model) ?? [];
  }

  addModel(code: string, row: ModelRow): void {
    this.models.set(code, row);
    this.#variants.set(row.id, [...row.variants.values()]);
  }

  addPlace(code: string, place: PlaceRow): void {
    this.places.set(code, place);
    this.tops.set(place.id, place.top);
  }

  /** The first line of a thing's history. */
  first(thing: string, line: Line): Chain {
    const chain = new Chain(thing);
    this.records.add(chain, line);
    return chain;
  }

  tally(home: string, model: string, use: string, state: string): void {
    for (const where of [home, '']) count(this.tallies, `${where}\t${model}\t${use}\t${state}`, 1);
  }

  tallyFault(model: string, fault: string): void {
    count(this.faults, `${model}\t${fault}`, 1);
  }

  /** Writes the counters as rows. */
  writeTallies(): void {
    for (const [key, n] of this.tallies) {
      const [home = '', model = '', use = '', state = ''] = key.split('\t');
      this.tables.device_tallies.add(home, model, use, state, n);
    }
    for (const [key, n] of this.faults) {
      const [model = '', fault = ''] = key.split('\t');
      this.tables.fault_tallies.add(model, fault, n);
    }
  }
}
