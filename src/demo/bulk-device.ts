/** The rows of one device's life: open rows are held until the next act closes them. */
import type { Act } from './acts.ts';
import { actsOf } from './acts-of.ts';
import { DeviceRows } from './bulk-device-rows.ts';
import type { Load } from './bulk-load.ts';
import { RepairRows } from './bulk-repair.ts';
import type { DeviceLife, Holder } from './plan-types.ts';

export function loadLife(load: Load, life: DeviceLife): void {
  const device = new Life(load, life);
  for (const act of actsOf(life, (person) => load.isStudent(person))) device.act(act);
  device.end();
}

/** Writes what each act changes, and the line of history that the app would write for it. */
class Life {
  readonly #load: Load;
  readonly #rows: DeviceRows;
  readonly #repair: RepairRows;

  constructor(load: Load, life: DeviceLife) {
    this.#load = load;
    this.#rows = new DeviceRows(load, life.device);
    this.#repair = new RepairRows(this.#rows);
  }

  act(act: Act): void {
    const { at } = act;
    const by = this.#load.person(act.by);
    const rows = this.#rows;
    switch (act.do) {
      case 'create':
        this.#create(act, by);
        break;
      case 'check out':
        this.#checkOut(act.to, act.issue, at, by);
        break;
      case 'check in':
      case 'collect': {
        const { id } = this.#load.place(act.place);
        const had = rows.custody?.person ?? rows.issue?.person ?? null;
        const lent = rows.custody?.dueOn != null;
        const collects = act.do === 'collect';
        rows.give({ location: id, why: collects ? 'collection' : lent ? 'return' : 'check_in' }, at, by);
        if (act.end) rows.endIssue(at);
        const verb = collects ? 'collected' : lent ? 'returned' : 'checked in';
        const data = collects ? { slot: null, had } : { ended: act.end, missing: [] };
        rows.say(verb, at, by, { person: null, location: id, ...data });
        break;
      }
      case 'lend': {
        const person = this.#load.person(act.person);
        rows.give({ location: rows.home, person, dueOn: act.dueOn, why: 'loan' }, at, by);
        rows.say('lent', at, by, { person, location: rows.home, due: act.dueOn });
        break;
      }
      case 'move': {
        const { id } = this.#load.place(act.place);
        rows.give({ location: id, slot: act.slot, why: 'move' }, at, by);
        rows.say('moved', at, by, { person: null, location: id, slot: act.slot, kept: false });
        break;
      }
      case 'issue': {
        const { person, location, slot, with: chargers } = rows.open(act.to, at, by);
        const data = { person, location, slot, chargers, cases: chargers, hotspots: 0 };
        rows.say('issued', at, by, data);
        break;
      }
      case 'end issue': {
        const { person = null, location = null } = rows.issue ?? {};
        rows.endIssue(at);
        rows.say('issue ended', at, by, { person, location });
        break;
      }
      case 'tag': {
        const from = rows.tag;
        rows.identify('tag', act.value, at, '');
        rows.say(from === '' ? 'tag added' : 'tag replaced', at, by, { from, to: act.value });
        break;
      }
      case 'use': {
        const from = rows.use;
        rows.changeUse(act.use, at, by);
        rows.say('use changed', at, by, { from, to: act.use });
        break;
      }
      case 'lose':
      case 'find':
      case 'retire':
      case 'dispose':
        this.#fate(act, at, by);
        break;
      default:
        this.#repair.act(act, by);
        break;
    }
  }

  #create({ facts, place, at }: Act & { do: 'create' }, by: string | null): void {
    const rows = this.#rows;
    const { id } = this.#load.place(place);
    const { tag, serial } = facts;
    if (tag !== null) rows.identify('tag', tag, at, '');
    if (serial !== null) rows.identify('serial', serial, at, '');
    rows.changeUse(facts.use, at, by);
    rows.enter('in_service', at, by);
    rows.give({ location: id, why: 'created' }, at, by);
    const { model, variant, home } = rows;
    const named = { tag: tag ?? '', serial: serial ?? '' };
    rows.say('created', at, by, { ...named, model, variant, home, use: facts.use, at: id, photos: [] });
  }

  #checkOut(to: Holder, issues: boolean, at: string, by: string | null): void {
    const rows = this.#rows;
    const person = this.#load.person(to.person);
    const location = to.location === null ? rows.home : this.#load.place(to.location).id;
    rows.give({ location, person, slot: to.slot, why: 'check_out' }, at, by);
    if (issues) {
      rows.open(to, at, by);
      // A spare that is issued is a spare no more.
      if (rows.use === 'spare' && to.person !== null)
        rows.changeUse(this.#load.isStudent(to.person) ? 'one_to_one' : 'staff', at, by);
    }
    rows.say('checked out', at, by, { person, location, issued: issues, slot: to.slot });
  }

  #fate(act: Act & { do: 'lose' | 'find' | 'retire' | 'dispose' }, at: string, by: string | null): void {
    const rows = this.#rows;
    const was = rows.state;
    const assigned = rows.issue?.person ?? null;
    switch (act.do) {
      case 'lose': {
        const { state, policeReport, reason } = act;
        const data = {
          policeReport,
          place: rows.custody?.location ?? null,
          had: rows.custody?.person ?? null,
          assigned,
        };
        rows.enter(state, at, by, reason, policeReport);
        rows.close(at);
        rows.say(state === 'lost' ? 'reported lost' : 'reported stolen', at, by, data, reason);
        break;
      }
      case 'find': {
        const { id, top } = this.#load.place(act.place);
        rows.enter('in_service', at, by, 'found');
        rows.give({ location: id, why: 'found' }, at, by);
        const report = this.#load.ids.next();
        this.#load.tables.found_reports.add(report, rows.id, rows.home, top, was, at, by, at, by);
        rows.say('found', at, by, { was, place: id });
        rows.say('found report settled', at, by, { report });
        break;
      }
      case 'retire': {
        rows.agreeTo(at, by);
        rows.enter('retired', at, by, act.why);
        const issued = assigned ?? rows.issue?.location;
        rows.endIssue(at);
        rows.say('retired', at, by, { why: act.why, was, assigned: issued ?? null }, act.reason);
        break;
      }
      case 'dispose': {
        const place = rows.custody?.location ?? null;
        rows.enter('disposed', at, by);
        rows.endIssue(at);
        rows.close(at);
        rows.say('disposed of', at, by, { was, place }, act.reason);
        break;
      }
    }
  }

  end(): void {
    this.#repair.end();
    this.#rows.end();
  }
}
