/** Plays a made district through the app's own actions, in the order of time. */
import type { Engine } from '../db/engine.ts';
import type { PhotoStore } from '../photos/store.ts';
import { moment, text } from '../repairs/moment-rules.ts';
import type { Act } from './acts.ts';
import { actsOf } from './acts-of.ts';
import { playAct } from './demo-acts.ts';
import { playCatalog, playSettings } from './demo-catalog.ts';
import { type First, playFleet } from './demo-fleet.ts';
import { playForecast } from './demo-forecast.ts';
import { playPlaces } from './demo-places.ts';
import { playToday } from './demo-scenes.ts';
import { type Earlier, earlier } from './demo-scenes-parts.ts';
import { visitsBefore } from './demo-scenes-visits.ts';
import { endSessions } from './demo-sessions.ts';
import { Stage } from './demo-stage.ts';
import { playStock, type StockAct, stockActs } from './demo-stock.ts';
import { Today } from './demo-today.ts';
import type { Plan } from './plan.ts';

export type DemoOptions = {
  /** Epoch milliseconds at which it is shown: after the plan's last day. */
  now: number;
  photos: PhotoStore;
  /** Of the cast's password, by `hashPassword`. */
  hash: string;
  say(line: string): void;
};

export type DemoCounts = { people: number; devices: number; repairs: number; acts: number };

const MINUTE = 60_000;
const DAY = 86_400_000;

type Item = { at: string; act: Act } | { at: string; stock: StockAct } | { at: string; scene: Earlier };

/** @param engine of a database that is migrated and empty */
export async function playDemo(engine: Engine, plan: Plan, options: DemoOptions): Promise<DemoCounts> {
  const { hash, say } = options;
  const stage = new Stage(engine, plan);
  say('Places and people ...');
  await playSettings(stage);
  await playPlaces(stage, hash);
  say('Models and parts ...');
  await playCatalog(stage);
  const { first, items } = itemsOf(stage);
  say(`${first.length} devices that are there ...`);
  await playFleet(stage, first);
  const tenth = Math.ceil(items.length / 20);
  for (const [i, item] of items.entries()) {
    if (i % tenth === 0) say(`${item.at.slice(0, 10)}: ${i} of ${items.length}`);
    if ('act' in item) await playAct(stage, item.act);
    else if ('stock' in item) await playStock(stage, item.stock);
    else await item.scene.play(new Today(stage, options.photos, moment(item.at), busyAfter(stage, items, i)));
  }
  await endSessions(stage, stage.plan.endsAt);
  say('Today ...');
  await playToday(new Today(stage, options.photos, options.now));
  say('The forecast ...');
  await playForecast(new Today(stage, options.photos, options.now));
  return {
    people: stage.people.length,
    devices: stage.devices.length,
    repairs: stage.repairs.size,
    acts: items.length,
  };
}

// Sorting is stable: at one moment stock is there before it is used, and a device's acts stay in order.
function itemsOf(stage: Stage): { first: First[]; items: Item[] } {
  const first: First[] = [];
  const acts: Item[] = [];
  for (const life of stage.plan.lives()) {
    const all = actsOf(life, (person) => stage.isStudent(person));
    const [create, out] = all;
    if (create?.do === 'create' && create.at === stage.plan.startsAt) {
      const goes = out?.do === 'check out' && moment(out.at) - moment(create.at) <= MINUTE ? out : null;
      first.push({ create, out: goes });
      all.splice(0, goes ? 2 : 1);
    }
    for (const act of all) acts.push({ at: act.at, act });
  }
  const stock: Item[] = stockActs(stage.plan.stock()).map((one) => ({ at: one.at, stock: one }));
  const scenes: Item[] = [...earlier(), ...visitsBefore()].map((scene) => ({
    at: dayBefore(stage, scene.daysAgo),
    scene,
  }));
  const items = [...stock, ...acts, ...scenes].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return { first, items };
}

/** Two in the afternoon or so of a working day, so many days before the plan ends. */
function dayBefore(stage: Stage, days: number): string {
  const noon = `${stage.plan.endsAt.slice(0, 10)}T19:00:00.000Z`;
  let at = moment(noon) - days * DAY;
  while ([0, 6].includes(new Date(at).getUTCDay())) at -= DAY;
  return text(at);
}

/** Devices to which something happens after an item: a scene leaves them alone. */
function busyAfter(stage: Stage, items: readonly Item[], nth: number): Set<string> {
  const rest = items.slice(nth + 1);
  return new Set(rest.flatMap((item) => ('act' in item ? [stage.device(item.act.device)] : [])));
}
