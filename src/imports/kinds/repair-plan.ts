import type { Ctx } from '../../context.ts';
import { newId } from '../../db/id.ts';
import type { Options, Problem, ReadRow, RowPlan } from '../kind.ts';
import { noonOf } from '../values-dates.ts';
import { devicesNamed } from './device-queries.ts';
import { numbersIn } from './part-kind-rules.ts';
import { type PeopleFound, peopleFor } from './person-of.ts';
import {
  FAULTS,
  type KnownFault,
  REMEDIES,
  type RepairedDevice,
  repairedDevices,
  repairsOf,
  SYMPTOMS,
  ticketsKnown,
} from './repair-queries.ts';
import { faultIn, namedIn } from './repair-word-rules.ts';
import { partsNamed } from './stock-queries.ts';

/** A repair of the past, as `apply` takes it. */
export interface RepairPlan {
  id: string;
  ticket: string;
  device: string;
  site: string;
  model: string;
  reportedAt: string;
  closedAt: string;
  symptom: string | null;
  fault: string | null;
  remedy: string | null;
  cause: string | null;
  outcome: string;
  minutes: number;
  technician: string | null;
  parts: string[];
  /** of all parts together, cents */
  cents: number;
  note: string;
}

interface Known {
  devices: ReadonlyMap<string, RepairedDevice>;
  tags: ReadonlyMap<string, string>;
  serials: ReadonlyMap<string, string>;
  tickets: ReadonlyMap<string, string>;
  past: ReadonlyMap<string, string>;
  people: PeopleFound;
  parts: ReadonlyMap<string, string>;
  faults: readonly KnownFault[];
  remedies: readonly { code: string; name: string }[];
  symptoms: readonly { code: string; name: string; faults: string }[];
  today: string;
  now: string;
}

/** Repairs of the past by a file: closed ones, which touch neither stock nor who has a device. Nothing is written. */
export async function planRepairs(ctx: Ctx, rows: readonly ReadRow[], options: Options): Promise<RowPlan[]> {
  const all = (name: string) => [...new Set(rows.map((row) => row.values[name] ?? '').filter(Boolean))];
  const [tags, serials, tickets, faults, remedies, symptoms, parts] = await ctx.db.read(
    devicesNamed('tag', all('tag')),
    devicesNamed('serial', all('serial')),
    ticketsKnown(options.source, all('ticket')),
    FAULTS,
    REMEDIES,
    SYMPTOMS,
    partsNamed([...new Set(all('parts').flatMap((text) => [text, ...numbersIn(text)]))]),
  );
  const ids = [...new Set([...tags, ...serials].map((row) => row.device))];
  const [devices, past] = await ctx.db.read(repairedDevices(ids), repairsOf(ids));
  const known: Known = {
    devices: new Map(devices.map((device) => [device.id, device])),
    tags: new Map(tags.map((row) => [row.value, row.device])),
    serials: new Map(serials.map((row) => [row.value, row.device])),
    tickets: new Map(tickets.map((row) => [row.value, row.repair])),
    past: new Map(past.map((row) => [`${row.device} ${row.at.slice(0, 10)}`, row.repair])),
    people: await peopleFor(ctx, all('technician'), options.source),
    parts: new Map(parts.map((part) => [part.text, part.id])),
    faults,
    remedies,
    symptoms,
    today: ctx.today,
    now: ctx.now,
  };
  return rows.map((row) => planOne(row, known, options));
}

function planOne(row: ReadRow, known: Known, options: Options): RowPlan {
  const { values } = row;
  const { ticket = '', status = '' } = values;
  const problems: Problem[] = [...row.problems];
  const say = (field: string, message: string) => void problems.push({ field, message });
  const device = deviceOf(row, known, options, say);
  if (status === 'open' || (status === '' && !values.closed_on && problems.length === 0))
    say('closed_on', 'Still open there: finish it there, or report it here');
  if (status === 'cancelled') say('status', 'It was cancelled there: nothing was repaired');
  const closedOn = values.closed_on || values.reported_on || '';
  const reportedOn = values.reported_on || closedOn;
  if (closedOn === '' && !problems.some(({ field }) => field.endsWith('_on')))
    say('closed_on', 'When it was closed is missing');
  if (closedOn > known.today) say('closed_on', 'Not after today');
  if (reportedOn > closedOn && problems.length === 0) say('reported_on', 'Reported after it was closed');
  const minutes = Number(values.minutes || 0);
  if (minutes < 0 || minutes > 6_000) say('minutes', 'Between 0 and 6000 minutes');
  const technician = values.technician ? known.people.named(values.technician) : null;
  if (problems.length > 0 || !device) return { nr: row.nr, does: 'reject', problems };
  const reportedAt = noonOf(reportedOn, known.now);
  const same =
    known.tickets.get(ticket) ?? (ticket === '' ? known.past.get(`${device.id} ${reportedOn}`) : undefined);
  const keys = [ticket ? `ticket:${ticket}` : `repair:${device.tag || device.serial} of ${reportedOn}`];
  if (same) return { nr: row.nr, does: 'same', keys, thing: same };
  const words = [values.fault, values.note].filter(Boolean).join('. ');
  const fault = known.faults.length === 0 ? null : faultIn(values.fault || words, known.faults);
  const found = known.faults.find((one) => one.code === fault);
  const parts = partsOf(values.parts ?? '', known);
  const person = technician && technician !== 'several' ? technician : null;
  const data: RepairPlan = {
    id: newId(),
    ticket,
    device: device.id,
    site: device.home,
    model: device.model,
    reportedAt,
    closedAt: noonOf(closedOn, known.now),
    symptom: namedIn(values.fault ?? '', known.symptoms),
    fault,
    remedy: namedIn(values.remedy ?? '', known.remedies) ?? found?.remedy ?? null,
    cause: values.cause || null,
    outcome: values.outcome || 'repaired',
    minutes: values.minutes ? minutes : (found?.minutes ?? 0),
    technician: person?.kind === 'staff' ? person.id : null,
    parts: parts.known,
    cents: Number(values.cost || 0),
    note: noteOf(
      values,
      parts.others,
      person ? '' : (values.technician ?? ''),
      parts.known.length === 0 ? Number(values.cost || 0) : 0,
    ),
  };
  const fields: [string, string][] = [
    ['Device', device.tag || device.serial],
    ['Reported on', reportedOn],
    ['Closed on', closedOn],
    ['Fault', found?.name ?? ''],
    ['Technician', person ? `${person.given_name} ${person.family_name}` : ''],
    ['Minutes', String(data.minutes)],
    ['Parts', parts.words],
    ['Note', data.note],
  ];
  return {
    nr: row.nr,
    does: 'create',
    keys,
    thing: data.id,
    fields: fields.filter(([, to]) => to !== '').map(([field, to]) => ({ field, from: '', to })),
    makes: [],
    data,
  };
}

function deviceOf(
  row: ReadRow,
  known: Known,
  options: Options,
  say: (field: string, message: string) => void,
): RepairedDevice | null {
  const { tag = '', serial = '' } = row.values;
  const by: Readonly<Record<string, string | undefined>> = {
    tag: known.tags.get(tag),
    serial: known.serials.get(serial),
  };
  const order = [...options.match, 'serial', 'tag'];
  const device = known.devices.get(order.map((key) => by[key]).find((id) => id !== undefined) ?? '') ?? null;
  if (!device && !row.problems.some(({ field }) => field === 'tag' || field === 'serial'))
    say(tag ? 'tag' : 'serial', `There is no device ${tag || serial || 'without tag and serial'}`);
  return device;
}

/** Parts that are known by their numbers; any others stay words of the note. */
function partsOf(text: string, known: Known): { known: string[]; others: string; words: string } {
  const whole = known.parts.get(text);
  if (whole) return { known: [whole], others: '', words: text };
  const numbers = numbersIn(text);
  const found = numbers.flatMap((number) => known.parts.get(number) ?? []);
  return {
    known: found,
    others: found.length === numbers.length ? '' : text,
    words: found.length > 0 ? text : '',
  };
}

/** What has no column of its own here is kept in words. */
function noteOf(values: ReadRow['values'], parts: string, technician: string, cents: number): string {
  const lines = [
    values.note ?? '',
    values.fault ? `Reported as: ${values.fault}` : '',
    values.remedy ? `Done: ${values.remedy}` : '',
    parts ? `Parts: ${parts}` : '',
    // What was paid for parts that are not known here has no line of parts to stand in.
    cents > 0 ? `Parts cost: ${(cents / 100).toFixed(2)}` : '',
    technician ? `By: ${technician}` : '',
    values.ticket ? `Their number: ${values.ticket}` : '',
  ];
  return lines.filter(Boolean).join('\n').slice(0, 4_000);
}
