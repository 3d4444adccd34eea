/** Fault lines of a repair and the parts in them. */
import { startingFaults } from '../repairs/starting-list.ts';
import { startingSymptoms } from '../repairs/starting-list-symptoms.ts';
import { variantFromPart } from '../stock/offer-rules.ts';
import type { DeviceRows } from './bulk-device-rows.ts';
import type { PlanLine, PlanLogin, PlanPartUse, PlanRepair } from './plan-types.ts';

const faults = new Map(startingFaults.map((fault) => [fault.code, fault]));
const symptoms = new Map(startingSymptoms.map((symptom) => [symptom.code, symptom.name]));

type Fitted = { part: string; bin: string | null; quantity: number };
type Row = {
  id: string;
  symptom: string | null;
  fault: string | null;
  done: { line: PlanLine; at: string; by: string | null } | null;
};

export class LineRows {
  readonly #device: DeviceRows;
  readonly #repair: string;
  readonly #plan: PlanRepair;
  readonly #rows: Row[] = [];
  #cents = 0;

  constructor(device: DeviceRows, repair: string, plan: PlanRepair) {
    this.#device = device;
    this.#repair = repair;
    this.#plan = plan;
  }

  /** The line of a report: what people say is wrong. */
  report(): void {
    this.#add(this.#plan.lines[0]?.symptom ?? null);
  }

  /** The first look finds what it is. */
  start(fault: string) {
    const [row] = this.#rows as [Row];
    row.fault = fault;
    return { data: { line: row.id, fault, remedy: null, cause: null, minutes: 0, parts: [] as Fitted[] } };
  }

  /** A line is done; further ones are found while working. */
  work(nth: number, at: string, by: string | null) {
    const line = this.#plan.lines[nth] as PlanLine;
    const row = this.#rows[nth] ?? this.#add(null);
    const { fault, remedy, cause, minutes } = line;
    row.fault = fault;
    row.done = { line, at, by };
    const fitted = this.#fit(line, row.id, at, by);
    return { data: { line: row.id, fault, remedy, cause, minutes, ...fitted } };
  }

  /** The one line of a quick repair, with what undoing it would take. */
  quick(at: string, by: string | null) {
    const { load } = this.#device;
    const line = this.#plan.lines[0] as PlanLine;
    const row = this.#add(null);
    row.fault = line.fault;
    row.done = { line, at, by };
    const uses: string[] = [];
    const fitted = this.#fit(line, row.id, at, by, uses);
    const undo = {
      device: this.#device.id,
      version: 1,
      before: null,
      lines: [],
      newLine: { id: row.id, fault: line.fault },
      hold: null,
      parts: uses,
      variant: fitted.variant ?? null,
      placed: { custody: null, assignment: null, use: null, proposal: null, loaner: null },
    };
    const { quick_repairs: quick } = load.tables;
    quick.add(load.ids.next(), this.#repair, by, line.fault, line.remedy, at, JSON.stringify(undo));
    return fitted;
  }

  levelOf(fault: string | null): number {
    return faults.get(fault ?? '')?.level ?? 1;
  }

  /** Whether the fault is for a higher level than that of who does it. */
  isAbove(login: PlanLogin | undefined, fault: string | null): boolean {
    const level = login?.role === 'manager' ? 3 : (login?.level ?? 1);
    return level < this.levelOf(fault);
  }

  #add(symptom: string | null): Row {
    const row: Row = { id: this.#device.load.ids.next(), symptom, fault: null, done: null };
    this.#rows.push(row);
    return row;
  }

  /** Parts go in: posted, noted for cost, proposed where nobody knew that they fit. */
  #fit(
    line: PlanLine,
    row: string,
    at: string,
    by: string | null,
    uses: string[] = [],
  ): { parts: Fitted[]; variant?: string } {
    const { load } = this.#device;
    const learnt = line.parts.map((use) => this.#variantBy(use, line.fault)).find(Boolean);
    const variant = this.#device.variant === null ? (learnt ?? null) : null;
    if (variant !== null) this.#device.learnVariant(variant);
    const parts = line.parts.map((use): Fitted => {
      const { quantity, costCents } = use;
      const { id: part } = load.parts.get(use.sku) as { id: string };
      const bin = use.bin === null ? null : (load.bins.get(use.bin)?.id ?? null);
      const id = load.ids.next();
      uses.push(id);
      load.tables.repair_parts.add(id, this.#repair, row, part, bin, quantity, costCents, at, by);
      this.#cents += costCents;
      const repair = this.#repair;
      if (bin !== null && !use.shortfall)
        load.ledger.post({ part, bin, quantity: -quantity, why: 'use', repair, repairPart: id, at, by });
      if (bin !== null && use.shortfall)
        load.tables.shortfalls.add(load.ids.next(), part, bin, quantity, repair, id, at, by);
      this.#propose(use, line.fault ?? '', at, by);
      return { part, bin, quantity };
    });
    return variant === null ? { parts } : { parts, variant };
  }

  #variantBy({ group }: PlanPartUse, fault: string | null): string | null {
    const { load, model } = this.#device;
    const { id, touch } = load.groups.get(group) as { id: string; touch: number | null };
    const known = load.fitsOf({ model, fault: fault ?? '', group: id });
    const fit = known.includes(null) ? null : (known[0] ?? null);
    return variantFromPart(fit, touch, load.variantsOf(model));
  }

  #propose({ group }: PlanPartUse, fault: string, at: string, by: string | null): void {
    const { load, model, variant } = this.#device;
    const { id } = load.groups.get(group) as { id: string };
    const known = load.fitsOf({ model, fault, group: id });
    if (known.includes(null) || (variant !== null && known.includes(variant))) return;
    load.knowFit({ model, variant, fault, group: id });
    const { fits } = load.tables;
    fits.add(load.ids.next(), model, variant, fault, id, 'proposed', by, this.#repair, at, null, null);
  }

  /** Writes the lines. @returns what the repair repeats of them */
  write(): { minutes: number; cents: number; headline: string } {
    const { load, model } = this.#device;
    let minutes = 0;
    for (const [i, { id, symptom, fault, done }] of this.#rows.entries()) {
      const { remedy = null, cause = null } = done?.line ?? {};
      const spent = done?.line.minutes ?? 0;
      minutes += spent;
      if (fault !== null) load.tallyFault(model, fault);
      const end = [done?.at ?? null, done?.by ?? null];
      load.tables.repair_lines.add(id, this.#repair, i + 1, symptom, fault, remedy, cause, spent, ...end);
    }
    const found = this.#rows.find(({ fault }) => fault !== null)?.fault;
    const told = this.#rows.find(({ symptom }) => symptom !== null)?.symptom;
    const headline = faults.get(found ?? '')?.name ?? symptoms.get(told ?? '') ?? '';
    return { minutes, cents: this.#cents, headline };
  }
}
