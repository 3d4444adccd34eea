import type { Scope } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { decodeCursor, encodeCursor } from '../web/paging.ts';
import {
  devicesOfSite,
  type EventLine,
  eventsAfter,
  formerOfList,
  frozenList,
  type ListedDevice,
} from './event-queries.ts';
import { type Audit, findAudit, placesIn } from './queries.ts';

/** What a phone carries of an audit: all of it the first time, then what came since. */
export interface PhoneList {
  audit: Audit;
  /** cursor of the next question */
  next: string;
  /** more is there already */
  more: boolean;
  devices: ListedDevice[];
  former: { value: string; device: string }[];
  places: { id: string; name: string; kind: string }[];
  events: EventLine[];
}

const MOST_EVENTS = 2_000;

/**
 * The frozen list and what was scanned; with a cursor only what came after it. In a blind audit the list is every
 * device of the site, without a word of what is expected.
 * @throws NotFound
 */
export async function phoneList(
  ctx: Ctx,
  id: string,
  after: string | undefined,
  scope: Scope,
): Promise<PhoneList> {
  const audit = await findAudit(ctx.db, id, scope);
  const cursor = decodeCursor(after, 'n');
  const [n] = (cursor ?? [0]) as [number];
  const delta = cursor !== null;
  const blind = audit.blind === 1;
  const none = { sql: 'SELECT 1 WHERE 0', parameters: [] } as const;
  const list = blind ? (audit.site ? devicesOfSite(audit.site) : none) : frozenList(id);
  const [devices, former, places, events] = await ctx.db.read(
    delta ? none : list,
    delta || blind ? none : formerOfList(id),
    delta || audit.location === null ? none : placesIn(audit.location),
    eventsAfter(id, n, MOST_EVENTS + 1),
  );
  const shown = events.slice(0, MOST_EVENTS);
  return {
    audit,
    next: encodeCursor([shown.at(-1)?.n ?? n]),
    more: events.length > MOST_EVENTS,
    devices: devices as ListedDevice[],
    former: former as { value: string; device: string }[],
    places: places as PhoneList['places'],
    events: shown,
  };
}
