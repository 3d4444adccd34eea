import type { RepairState } from '../repairs/forms.ts';
import type { Acted } from './acts.ts';
import { reportedLevel } from './acts-repair.ts';
import type { DeviceRows } from './bulk-device-rows.ts';
import { Chain, type Line } from './bulk-records.ts';
import { Clock } from './bulk-repair-clock.ts';
import { LineRows } from './bulk-repair-lines.ts';
import type { PlanRepair } from './plan-types.ts';

/** One repair as the app's actions would leave it after each act. */
export class OpenRepair {
  readonly plan: PlanRepair;
  readonly #id: string;
  readonly #device: DeviceRows;
  readonly #chain: Chain;
  readonly #site: string;
  readonly #lines: LineRows;
  readonly #clock: Clock;
  #state: RepairState = 'reported';
  #level: number;
  #technician: string | null = null;
  #above = false;
  #acceptedAt: string | null = null;
  #startedAt: string | null = null;
  #readyAt: string | null = null;
  #closedAt: string | null = null;
  #outcome: string | null = null;
  #toConfirm = false;
  #confirmedBy: string | null = null;
  #cameBack = 0;
  #quick: boolean;
  #version = 0;

  constructor(device: DeviceRows, plan: PlanRepair) {
    const { load } = device;
    this.plan = plan;
    this.#device = device;
    this.#id = load.ids.next();
    this.#chain = new Chain(this.#id);
    this.#site = load.place(plan.site).id;
    this.#quick = plan.quick;
    this.#level = plan.quick ? plan.level : reportedLevel(plan.lines[0]?.symptom ?? '');
    this.#lines = new LineRows(device, this.#id, plan);
    this.#clock = new Clock(load, this.#id);
  }

  act(act: Acted, by: string | null): void {
    const { at } = act;
    const { load } = this.#device;
    this.#version++;
    switch (act.do) {
      case 'report':
        this.#report(at, by);
        break;
      case 'quick':
        this.#quickly(act, by);
        break;
      case 'accept':
        this.#state = 'accepted';
        this.#technician = by;
        this.#acceptedAt = at;
        this.#say('accepted', at, by, { how: 'take', to: null });
        break;
      case 'escalate': {
        const data = { from: this.#level, to: act.level, technician: this.#technician };
        this.#level = act.level;
        this.#technician = null;
        this.#say('escalated', at, by, data, 'Needs the bench and another level');
        break;
      }
      case 'hand over':
      case 'take over': {
        const data = {
          from: this.#technician,
          to: act.do === 'take over' ? by : load.person(act.technician),
        };
        this.#technician = data.to;
        if (this.#state === 'reported') {
          this.#state = 'accepted';
          this.#acceptedAt = at;
        }
        this.#say(act.do === 'take over' ? 'taken over' : 'handed over', at, by, data);
        break;
      }
      case 'start':
      case 'work':
        this.#work(act, by);
        break;
      case 'hold':
        this.#state = 'on_hold';
        this.#holds(act, by);
        break;
      case 'send': {
        const vendor = load.place(act.vendor).id;
        this.#state = 'at_vendor';
        this.#acceptedAt ??= at;
        this.#clock.wait({ reason: 'vendor', group: null, quantity: null, vendor }, at, by);
        this.#device.give({ location: vendor, why: 'vendor', repair: this.#id }, at, by);
        this.#say('sent to vendor', at, by, { vendor, expected: null });
        break;
      }
      case 'resume':
        this.#resume(at, by, null);
        break;
      case 'receive':
        this.#resume(at, by, load.place(act.place).id);
        break;
      case 'ready':
        this.#makeReady(act.outcome, at, by);
        this.#state = 'ready';
        this.#say('made ready', at, by, { outcome: act.outcome });
        break;
      case 'close':
        this.#close(act, by);
        break;
      case 'came back':
        this.#comesBack(at, by);
        break;
      case 'confirm':
        this.#state = 'closed';
        this.#closedAt = at;
        this.#toConfirm = false;
        this.#confirmedBy = by;
        this.#say('confirmed', at, by, {});
        break;
    }
  }

  #report(at: string, by: string | null): void {
    const { priority, hadDevice, lines } = this.plan;
    const had = this.#device.load.person(hadDevice);
    this.#clock.start(priority, at);
    this.#lines.report();
    const symptom = lines[0]?.symptom ?? null;
    const data = { symptom, fault: null, priority, level: this.#level, had, due: this.#clock.dueAt };
    this.#say('reported', at, by, data);
  }

  #quickly({ at, serial }: Acted & { do: 'quick' }, by: string | null): void {
    const { load } = this.#device;
    const { toConfirm } = this.plan;
    const [line] = this.plan.lines;
    const login = load.logins.get(this.plan.reportedBy);
    this.#technician = by;
    this.#makeReady(this.plan.steps.find((step) => step.do === 'ready')?.outcome ?? 'repaired', at, by);
    this.#above = this.#lines.isAbove(login, line?.fault ?? null);
    this.#state = toConfirm ? 'ready' : 'closed';
    this.#toConfirm = toConfirm;
    // What is handed back already is expected by nobody.
    if (toConfirm) this.#clock.start('normal', at);
    else this.#closedAt = at;
    this.#clock.expectedOn = null;
    const parts = this.#lines.quick(at, by);
    if (serial !== null) this.#device.changeSerial(serial, at, by);
    this.#say('quick repair', at, by, {
      fault: line?.fault,
      remedy: line?.remedy,
      cause: line?.cause,
      minutes: line?.minutes,
      outcome: this.#outcome,
      ...parts,
      place: 'stay',
      ...(toConfirm ? { toConfirm: true } : {}),
    });
  }

  #work(act: Acted & { do: 'start' | 'work' }, by: string | null): void {
    const { at } = act;
    const login = this.#device.load.logins.get(act.by);
    this.#state = 'in_work';
    this.#technician ??= by;
    this.#acceptedAt ??= at;
    this.#startedAt ??= at;
    const done = act.do === 'start' ? this.#lines.start(act.fault) : this.#lines.work(act.line, at, by);
    this.#level = Math.max(this.#level, this.#lines.levelOf(done.data.fault));
    const above = this.#lines.isAbove(login, done.data.fault);
    this.#above ||= above;
    if (act.do === 'work' && act.serial !== null) this.#device.changeSerial(act.serial, at, by);
    const more = above ? { aboveLevel: this.#lines.levelOf(done.data.fault) } : {};
    this.#say('worked on', at, by, { ...done.data, ...more });
  }

  #holds({ reason, group, quantity, vendor, at }: Acted & { do: 'hold' }, by: string | null): void {
    const { load } = this.#device;
    const parts = reason === 'parts';
    const hold = {
      reason,
      group: parts && group !== null ? (load.groups.get(group)?.id ?? null) : null,
      quantity: parts ? quantity : null,
      vendor: reason === 'vendor' && vendor !== null ? load.place(vendor).id : null,
    };
    this.#clock.wait(hold, at, by);
    this.#say('put on hold', at, by, hold);
  }

  #resume(at: string, by: string | null, place: string | null): void {
    const from = this.#clock.resume(at);
    this.#state = 'in_work';
    this.#technician ??= by;
    this.#startedAt ??= at;
    if (place !== null) this.#device.give({ location: place, why: 'repair', repair: this.#id }, at, by);
    this.#say('resumed', at, by, { from, to: place });
  }

  #makeReady(outcome: string, at: string, by: string | null): void {
    this.#outcome = outcome;
    this.#readyAt = at;
    this.#technician ??= by;
    this.#acceptedAt ??= at;
    this.#startedAt ??= at;
  }

  #close({ at, outcome, retireTo, handTo }: Acted & { do: 'close' }, by: string | null): void {
    const device = this.#device;
    this.#state = 'closed';
    this.#closedAt = at;
    this.#outcome = outcome;
    if (retireTo !== null) {
      const { id } = device.load.place(retireTo);
      device.give({ location: id, why: 'repair', repair: this.#id }, at, by);
      device.endIssue(at);
      device.propose(this.#id, at, by);
      this.#say('closed', at, by, { outcome, place: 'retire', location: id, person: null });
    }
    if (handTo !== null) {
      const { id } = device.load.place(handTo);
      device.give({ location: id, why: 'hand_back', repair: this.#id }, at, by);
      this.#say('closed', at, by, { outcome, place: 'back', location: id });
      return;
    }
    const { person = null, slot = null, location: room = null } = device.issue ?? {};
    const location = room ?? device.home;
    const here = device.custody?.location === location && device.custody.person === person && slot === null;
    if (!here) device.give({ location, person, slot, why: 'hand_back', repair: this.#id }, at, by);
    this.#say('closed', at, by, { outcome, place: 'back', location, person });
  }

  #comesBack(at: string, by: string | null): void {
    this.#state = 'reported';
    this.#outcome = null;
    this.#closedAt = null;
    this.#readyAt = null;
    this.#acceptedAt = null;
    this.#startedAt = null;
    this.#technician = null;
    this.#quick = false;
    this.#cameBack++;
    this.#clock.start(this.plan.priority, at);
    this.#say('came back', at, by, { times: this.#cameBack, symptom: null });
  }

  #say(verb: string, at: string, person: string | null, data: Line['data'], text = ''): void {
    const device = this.#device.id;
    const site = this.#site;
    const line = { kind: 'repair', verb, at, person, device, site, data: data ?? {}, text };
    this.#device.load.records.add(this.#chain, line);
  }

  /** Writes the repair as it stands, with its lines and open hold. */
  write(): void {
    const { load, id: device } = this.#device;
    const { plan } = this;
    const waits = this.#clock.reason;
    this.#clock.end(null);
    const kept = this.#lines.write();
    load.tables.repairs.add(
      plan.number,
      this.#id,
      plan.number,
      device,
      this.#site,
      this.#state,
      plan.quick ? 'normal' : plan.priority,
      this.#level,
      this.#technician,
      load.person(plan.reportedBy),
      load.person(plan.hadDevice),
      Number(this.#quick),
      Number(this.#above),
      Number(this.#toConfirm),
      this.#confirmedBy,
      Number(plan.covered),
      this.#outcome,
      plan.reportedAt,
      plan.reportedAt,
      this.#acceptedAt,
      this.#startedAt,
      this.#readyAt,
      this.#closedAt,
      this.#clock.dueAt,
      this.#clock.expectedOn,
      kept.minutes,
      kept.cents,
      kept.headline,
      waits,
      this.#cameBack,
      this.#version,
    );
  }
}
