import { deviceName } from '../../../views/custody/words.ts';
import {
  CONDITION_WORDS,
  DEVICE_KIND_WORDS,
  REPAIR_STATE_WORDS,
  STATE_WORDS,
  USE_WORDS,
} from '../../../views/devices/words.ts';
import { KIND_WORDS } from '../../../views/locations/words.ts';
import { GRADE_WORDS, PERSON_KINDS, personWords } from '../../../views/people/words.ts';
import { can, scopeOf } from '../../accounts/permissions.ts';
import type { Ctx } from '../../context.ts';
import { type LoanRow, listLoans } from '../../custody/queries.ts';
import { readFilter } from '../../devices/filter-rules.ts';
import { siteChoices } from '../../devices/list-choices-queries.ts';
import { type DeviceRow, listDevices } from '../../devices/list-queries.ts';
import { type LocationRow, listLocations } from '../../locations/queries.ts';
import { listModels, type ModelRow } from '../../models/queries.ts';
import { listPeople, type PersonRow } from '../../people/queries.ts';
import { type DeviceFacts, deviceFacts } from '../device-queries.ts';
import { listExport } from '../list.ts';
import { monthOf, scopeIn, wordIn } from './scope.ts';

function whoHas(row: DeviceRow, ctx: Ctx): string {
  const name = row.given === null ? null : `${row.given} ${row.family}`;
  const sees = { students: scopeOf(ctx.actor, 'student.see') };
  return personWords(sees, { name, kind: row.holderKind, grade: row.holderGrade, site: row.holderSite });
}

function issuedTo(row: DeviceFacts, ctx: Ctx): string {
  if (row.given === null) return row.issuedPlace ?? '';
  const sees = { students: scopeOf(ctx.actor, 'student.see') };
  const { personKind: kind, personGrade: grade, personSite: site } = row;
  return personWords(sees, { name: `${row.given} ${row.family}`, kind, grade, site });
}

export const devices = listExport<DeviceRow & { facts: DeviceFacts | undefined }>({
  name: 'devices',
  label: 'Devices',
  columns: [
    ['tag', 'Tag', (row) => row.tag],
    ['serial', 'Serial', (row) => row.serial],
    ['model', 'Model', (row) => row.modelName],
    ['kind', 'Kind', (row) => wordIn(DEVICE_KIND_WORDS, row.facts?.kind ?? null)],
    ['state', 'State', (row) => wordIn(STATE_WORDS, row.state)],
    ['repair', 'Repair', (row) => wordIn(REPAIR_STATE_WORDS, row.repair)],
    ['use', 'Use', (row) => wordIn(USE_WORDS, row.use)],
    ['home', 'Home', (row) => row.homeName],
    ['issued', 'Issued to', (row, ctx) => (row.facts ? issuedTo(row.facts, ctx) : '')],
    ['who', 'Who has it', whoHas],
    ['place', 'Where it is', (row) => row.placeName],
    ['site', 'Site where it is', (row) => row.awayName ?? row.homeName],
    ['due', 'Due', (row) => row.dueOn, 'date'],
    ['aue', 'Updates end', (row) => monthOf(row.facts?.aueOn ?? null)],
    ['purchased', 'Purchased', (row) => row.facts?.purchasedOn, 'date'],
    ['cost', 'Cost', (row) => row.facts?.costCents, 'money'],
    ['order', 'Order number', (row) => row.facts?.orderNumber],
    ['funding', 'Funding source', (row) => row.facts?.funding],
    ['warranty', 'Warranty ends', (row) => row.facts?.warrantyOn, 'date'],
    ['condition', 'Condition', (row) => wordIn(CONDITION_WORDS, row.facts?.condition ?? null)],
    ['storage', 'Storage (GB)', (row) => row.facts?.storageGb, 'number'],
    ['wifi', 'Wi-Fi address', (row) => row.facts?.wifiMac],
    ['ethernet', 'Ethernet address', (row) => row.facts?.ethernetMac],
  ],
  async page(ctx, query, cursor, limit) {
    const scope = scopeIn(ctx, 'device.see');
    let filter = readFilter(query);
    // As on the page: a school's contact begins with the own school.
    if (scope !== 'all' && !filter.home && !filter.at && !filter.place && !filter.room) {
      const sites = await ctx.db.all(siteChoices(scope));
      filter = { ...filter, home: sites[0]?.value ?? 'none' };
    }
    const wanted = { filter, sort: query.sort ?? '', cursor, today: ctx.today, limit };
    const { page } = await listDevices(ctx.db, wanted, scope);
    const facts = new Map(
      (await ctx.db.all(deviceFacts(page.items.map(({ id }) => id)))).map((row) => [row.id, row]),
    );
    return { ...page, items: page.items.map((row) => ({ ...row, facts: facts.get(row.id) })) };
  },
});

export const people = listExport<PersonRow>({
  name: 'people',
  label: 'People',
  columns: [
    ['family', 'Family name', (row) => row.family],
    ['given', 'Given name', (row) => row.given],
    ['id', 'Id', (row) => row.externalId],
    ['kind', 'Kind', (row) => wordIn(PERSON_KINDS, row.kind)],
    ['grade', 'Grade', (row) => wordIn(GRADE_WORDS, row.grade)],
    ['title', 'Title', (row) => row.title],
    ['site', 'Site', (row) => row.siteName],
  ],
  async page(ctx, query, cursor, limit) {
    const { site = '', kind = '', grade = '', show = '', q = '' } = query;
    const scope = scopeIn(ctx, 'device.see');
    const own = scope === 'all' ? '' : ((await ctx.db.all(siteChoices(scope)))[0]?.value ?? 'none');
    const filter = { site: site.slice(0, 60) || own, kind, grade, show, q: q.slice(0, 100), cursor };
    const sees = { students: scopeOf(ctx.actor, 'student.see'), staff: scope };
    return (await listPeople(ctx.db, filter, sees, limit)).page;
  },
});

export const locations = listExport<LocationRow>({
  name: 'locations',
  label: 'Locations',
  columns: [
    ['name', 'Name', (row) => row.name],
    ['code', 'Code', (row) => row.code],
    ['kind', 'Kind', (row) => wordIn(KIND_WORDS, row.kind)],
    ['in', 'In', (row) => row.parentName],
    ['site', 'Site', (row) => row.topName],
    ['retired', 'Out of use since', (row) => row.retiredAt, 'time'],
  ],
  async page(ctx, query, cursor, limit) {
    const { kind = '', site = '', show = '' } = query;
    const scope = scopeIn(ctx, 'location.see');
    return (await listLocations(ctx.db, { kind, site, show, cursor, limit }, scope)).page;
  },
});

export const models = listExport<ModelRow>({
  name: 'models',
  label: 'Models',
  columns: [
    ['maker', 'Maker', (row) => row.maker],
    ['name', 'Model', (row) => row.name],
    ['number', 'Number', (row) => row.number],
    ['kind', 'Kind', (row) => wordIn(DEVICE_KIND_WORDS, row.kind)],
    ['aue', 'Updates end', (row) => row.aueOn, 'date'],
    ['devices', 'In service', (row) => row.devices, 'number'],
    ['price', 'Price', (row) => row.priceCents, 'money'],
  ],
  async page(ctx, query, cursor, limit) {
    const { kind = '', aue = '', show = '' } = query;
    const scope = can(ctx.actor, 'device.see') ? scopeIn(ctx, 'device.see') : [];
    return (await listModels(ctx.db, { kind, aue, show, cursor }, scope, ctx.today, limit)).page;
  },
});

export const loans = listExport<LoanRow>({
  name: 'loans',
  label: 'Loans',
  columns: [
    ['device', 'Device', deviceName],
    ['serial', 'Serial', (row) => row.serial],
    ['model', 'Model', (row) => row.modelName],
    ['who', 'Who has it', (row) => row.who],
    ['site', 'Site', (row) => row.siteName],
    ['due', 'Due', (row) => row.dueOn, 'date'],
  ],
  async page(ctx, { show = '', site = '' }, cursor, limit) {
    const people = scopeOf(ctx.actor, 'student.see');
    const filter = { show, site, cursor, limit };
    return (await listLoans(ctx.db, filter, ctx.today, scopeIn(ctx, 'device.see'), people)).page;
  },
});
