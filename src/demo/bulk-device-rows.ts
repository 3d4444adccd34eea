/** The rows of one device: open ones are held until the next closes them, the device itself comes last. */
import type { Load } from './bulk-load.ts';
import { Chain, type Line } from './bulk-records.ts';
import type { Holder, PlanDevice } from './plan-types.ts';

type Custody = {
  id: string;
  location: string;
  person: string | null;
  slot: number | null;
  dueOn: string | null;
  why: string;
  from: string;
  by: string | null;
  repair: string | null;
};
type Assignment = {
  id: string;
  person: string | null;
  location: string | null;
  slot: number | null;
  /** Chargers, and cases, that go with it. */
  with: number;
  from: string;
  by: string | null;
};
/** A tag, serial, use or state that holds. */
type Held = { id: string; value: string; from: string; by: string | null; reason: string; report: string };
type Proposal = { id: string; by: string | null; repair: string; at: string };

export class DeviceRows {
  readonly id: string;
  readonly home: string;
  readonly model: string;
  readonly load: Load;
  variant: string | null;
  readonly #device: PlanDevice;
  readonly #chain: Chain;
  #custody: Custody | null = null;
  #issue: Assignment | null = null;
  #tag: Held | null = null;
  #serial: Held | null = null;
  #use: Held | null = null;
  #state: Held | null = null;
  #seenAt: string | null = null;
  #seenPlace: string | null = null;
  #version = 1;
  #proposal: Proposal | null = null;

  constructor(load: Load, device: PlanDevice) {
    const model = load.models.get(device.model);
    this.load = load;
    this.#device = device;
    this.id = load.ids.next();
    this.#chain = new Chain(this.id);
    this.home = load.place(device.home).id;
    this.model = model?.id ?? '';
    this.variant = (device.variant && model?.variants.get(device.variant)?.id) || null;
  }

  get custody(): Readonly<Custody> | null {
    return this.#custody;
  }
  get issue(): Readonly<Assignment> | null {
    return this.#issue;
  }
  get tag(): string {
    return this.#tag?.value ?? '';
  }
  get serial(): string {
    return this.#serial?.value ?? '';
  }
  get use(): string {
    return this.#use?.value ?? this.#device.use;
  }
  get state(): string {
    return this.#state?.value ?? 'in_service';
  }

  say(verb: string, at: string, person: string | null, data: Line['data'], text = ''): void {
    this.load.records.add(this.#chain, {
      kind: 'device',
      verb,
      at,
      person,
      site: this.home,
      data: data ?? {},
      text,
    });
  }

  give(to: Partial<Custody> & { location: string; why: string }, at: string, by: string | null): void {
    this.close(at);
    const { location, why, person = null, slot = null, dueOn = null, repair = null } = to;
    const id = this.load.ids.next();
    this.#custody = { id, location, person, slot, dueOn, why, from: at, by, repair };
    this.#seenAt = at;
    this.#seenPlace = location;
  }

  close(to: string | null): void {
    const c = this.#custody;
    if (!c) return;
    const { custody } = this.load.tables;
    custody.add(
      c.id,
      this.id,
      c.location,
      c.person,
      c.slot,
      c.dueOn,
      c.why,
      c.from,
      c.from,
      to,
      c.by,
      c.repair,
    );
    if (to !== null) this.#custody = null;
  }

  open(to: Holder, at: string, by: string | null): Assignment {
    this.endIssue(at);
    const person = this.load.person(to.person);
    const location = to.location === null ? null : this.load.place(to.location).id;
    const chargers = to.person === null ? 0 : 1;
    const slot = location === null ? null : to.slot;
    const id = this.load.ids.next();
    this.#issue = { id, person, location, slot, with: chargers, from: at, by };
    return this.#issue;
  }

  endIssue(to: string | null): void {
    const a = this.#issue;
    if (!a) return;
    const { assignments } = this.load.tables;
    assignments.add(a.id, this.id, a.person, a.location, a.slot, a.with, a.with, a.from, to, a.by);
    if (to !== null) this.#issue = null;
  }

  /** Another tag or serial from now on; the former one keeps finding the device. */
  identify(kind: 'tag' | 'serial', value: string, at: string, reason: string): void {
    const before = kind === 'tag' ? this.#tag : this.#serial;
    if (before) this.#endIdentifier(kind, { ...before, reason }, at);
    const held = { id: this.load.ids.next(), value, from: at, by: null, reason, report: '' };
    if (kind === 'tag') this.#tag = held;
    else this.#serial = held;
  }

  changeSerial(value: string, at: string, by: string | null): void {
    const from = this.serial;
    this.identify('serial', value, at, 'mainboard');
    this.say('serial replaced', at, by, { from, to: value, reason: 'mainboard' });
  }

  #endIdentifier(kind: 'tag' | 'serial', held: Held | null, to: string | null): void {
    if (held)
      this.load.tables.identifiers.add(held.id, this.id, kind, held.value, held.from, to, held.reason);
  }

  changeUse(value: string, at: string, by: string | null): void {
    this.#endUse(at);
    this.#use = { id: this.load.ids.next(), value, from: at, by, reason: '', report: '' };
  }

  #endUse(to: string | null): void {
    const u = this.#use;
    if (u) this.load.tables.device_uses.add(u.id, this.id, u.value, u.from, to, u.by);
  }

  enter(value: string, at: string, by: string | null, reason = '', report = ''): void {
    this.#endState(at);
    this.#state = { id: this.load.ids.next(), value, from: at, by, reason, report };
  }

  #endState(to: string | null): void {
    const s = this.#state;
    if (s) this.load.tables.device_states.add(s.id, this.id, s.value, s.from, to, s.by, s.reason, s.report);
  }

  learnVariant(variant: string): void {
    this.variant = variant;
    this.#version++;
  }

  /** A repair ended with: awaiting retirement. */
  propose(repair: string, at: string, by: string | null): string {
    const id = this.load.ids.next();
    this.#proposal = { id, by, repair, at };
    return id;
  }

  agreeTo(at: string, by: string | null): void {
    const proposal = this.#proposal;
    if (!proposal) return;
    this.#writeProposal('agreed', by, at);
    this.load.first(proposal.id, {
      kind: 'proposal',
      verb: 'proposal agreed',
      at,
      person: by,
      device: this.id,
      site: this.home,
      data: { about: this.id, what: 'retire', by: proposal.by },
    });
  }

  #writeProposal(decision: string | null, by: string | null, at: string | null): void {
    const p = this.#proposal;
    if (!p) return;
    const content = JSON.stringify({ repair: p.repair });
    const reason = 'Its repair ended with: awaiting retirement';
    const { proposals } = this.load.tables;
    proposals.add(p.id, 'retire', this.id, content, reason, this.home, p.by, p.at, decision, by, at);
    this.#proposal = null;
  }

  /** Writes what is open at the end, and the device as it is then. */
  end(): void {
    const device = this.#device;
    const { tables } = this.load;
    const custody = this.#custody;
    const issue = this.#issue;
    const { use, state } = this;
    this.close(null);
    this.endIssue(null);
    this.#endIdentifier('tag', this.#tag, null);
    this.#endIdentifier('serial', this.#serial, null);
    this.#endUse(null);
    this.#endState(null);
    this.#writeProposal(null, null, null);
    this.load.tally(this.home, this.model, use, state);
    tables.devices.add(
      this.id,
      device.kind,
      this.model,
      this.variant,
      this.home,
      device.condition,
      device.purchasedOn,
      device.costCents,
      device.orderNumber,
      device.fundingSource,
      device.federalShare,
      device.warrantyUntil,
      device.coverage === null ? null : (this.load.coverage.get(device.coverage) ?? null),
      device.coverageUntil,
      this.tag,
      this.serial,
      use,
      state,
      custody?.location ?? null,
      custody ? (this.load.tops.get(custody.location) ?? null) : null,
      custody?.person ?? null,
      custody?.dueOn ?? null,
      issue?.person ?? null,
      issue?.location ?? null,
      issue?.slot ?? null,
      this.#seenAt,
      this.#seenPlace,
      this.#version,
      device.registeredAt,
    );
  }
}
