import type { EventName } from './forms.ts';

type Line = readonly [kind: string, verb: string];

/** What a webhook can ask for: its name, what it means, and the lines of history that it stands for. */
export interface EventKind {
  name: EventName;
  label: string;
  from: readonly Line[];
}

const lines = (kind: string, ...verbs: string[]): readonly Line[] => verbs.map((verb) => [kind, verb]);

/** Every event, by the kinds and verbs that the commits write. */
export const EVENTS: readonly EventKind[] = [
  { name: 'device.created', label: 'A device is entered', from: lines('device', 'created') },
  {
    name: 'device.changed',
    label: 'A device is edited, has another tag, serial, use or home, or is joined with another',
    from: lines(
      'device',
      'edited',
      'use changed',
      'home changed',
      'tag added',
      'tag replaced',
      'tag withdrawn',
      'serial added',
      'serial replaced',
      'serial withdrawn',
      'joined',
      'joined into another',
      'separated',
      'restored',
    ),
  },
  {
    name: 'device.moved',
    label: 'Somebody or somewhere else has a device, or it is issued',
    from: lines(
      'device',
      'checked out',
      'checked in',
      'moved',
      'lent',
      'returned',
      'collected',
      'issued',
      'issue ended',
      'swapped',
      'swap taken back',
      'taken back',
    ),
  },
  {
    name: 'device.lost',
    label: 'A device is reported lost or stolen',
    from: lines('device', 'reported lost', 'reported stolen'),
  },
  { name: 'device.found', label: 'A lost device is found', from: lines('device', 'found') },
  { name: 'device.retired', label: 'A device is retired', from: lines('device', 'retired') },
  { name: 'device.disposed', label: 'A device is disposed of', from: lines('device', 'disposed of') },
  {
    name: 'repair.reported',
    label: 'A repair is reported, or reported again',
    from: lines('repair', 'reported', 'reported again'),
  },
  { name: 'repair.accepted', label: 'A repair is accepted', from: lines('repair', 'accepted') },
  {
    name: 'repair.worked',
    label: 'Work on a repair is noted',
    from: lines('repair', 'worked on', 'lines finished'),
  },
  { name: 'repair.held', label: 'A repair waits', from: lines('repair', 'put on hold') },
  { name: 'repair.resumed', label: 'A repair goes on', from: lines('repair', 'resumed') },
  { name: 'repair.escalated', label: 'A repair goes to a higher level', from: lines('repair', 'escalated') },
  {
    name: 'repair.at_vendor',
    label: 'A repair goes to a vendor',
    from: lines('repair', 'sent to vendor'),
  },
  {
    name: 'repair.ready',
    label: 'A repair is ready, or waits to be confirmed',
    from: lines('repair', 'made ready', 'handed back, to be confirmed'),
  },
  {
    name: 'repair.closed',
    label: 'A repair is closed, confirmed, or was saved as done in one step',
    from: lines(
      'repair',
      'closed',
      'confirmed',
      'quick repair',
      'finished',
      'closed, exchanged by the vendor',
      'closed, lost by the carrier',
    ),
  },
  { name: 'repair.came_back', label: 'A closed repair comes back', from: lines('repair', 'came back') },
  {
    name: 'repair.withdrawn',
    label: 'A repair is taken back',
    from: lines('repair', 'withdrawn', 'undone'),
  },
  {
    name: 'stock.shortfall',
    label: 'A part was used that the books did not have',
    from: lines('shortfall', 'open'),
  },
  { name: 'stock.counted', label: 'A bin is counted', from: lines('bin', 'counted') },
  { name: 'order.proposed', label: 'An order waits for approval', from: lines('order', 'proposed') },
  { name: 'order.approved', label: 'An order is approved', from: lines('order', 'approved') },
  { name: 'order.sent', label: 'An order is sent', from: lines('order', 'sent') },
  { name: 'order.received', label: 'Parts of an order have come', from: lines('order', 'received') },
  {
    name: 'order.cancelled',
    label: 'An order, or the rest of it, is cancelled',
    from: lines('order', 'cancelled', 'rest cancelled', 'line cancelled'),
  },
  {
    name: 'audit.closed',
    label: 'The counting of an audit has ended',
    from: lines('audit', 'closed', 'closed with unsent scans'),
  },
  {
    name: 'audit.signed',
    label: 'An audit is signed',
    from: lines('audit', 'signed', 'signed by a counter'),
  },
  { name: 'visit.planned', label: 'A visit is planned', from: lines('visit', 'planned') },
  { name: 'visit.arrived', label: 'A technician has arrived', from: lines('visit', 'arrived') },
  { name: 'visit.left', label: 'A technician has left', from: lines('visit', 'left') },
  { name: 'visit.called_off', label: 'A visit is called off', from: lines('visit', 'called off') },
  {
    name: 'location.changed',
    label: 'A location is made, edited, moved or retired',
    from: lines('location', 'created', 'edited', 'moved', 'retired', 'restored'),
  },
  {
    name: 'model.changed',
    label: 'A model is made or edited, or its updates end on another day',
    from: lines('model', 'created', 'edited', 'update end changed', 'retired', 'restored'),
  },
];

/** What the test button sends. */
export const TEST_EVENT = 'test';

/** The lines of history that these events stand for. */
export function linesOf(events: readonly string[]): { kind: string; verb: string; event: string }[] {
  return EVENTS.filter(({ name }) => events.includes(name)).flatMap(({ name, from }) =>
    from.map(([kind, verb]) => ({ kind, verb, event: name })),
  );
}

export function eventLabel(name: string): string {
  return name === TEST_EVENT ? 'A test' : (EVENTS.find((event) => event.name === name)?.label ?? name);
}
