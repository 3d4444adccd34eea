import { COUNT_STATES, KIND_WORDS } from '../../../views/counts/words.ts';
import {
  CONDITION_WORDS,
  keeperName,
  repairNumber,
  SCRAP_WORDS,
  WHY_WORDS,
} from '../../../views/stock/words.ts';
import { type DueRow, partsDue } from '../../counts/due-queries.ts';
import { CountsFilter, DueFilter } from '../../counts/forms.ts';
import { type CountRow, listCounts } from '../../counts/queries.ts';
import { listVehicles, type Vehicle } from '../../counts/vehicle-queries.ts';
import { listBins } from '../../stock/bin-queries.ts';
import { type FitRow, type GroupRow, listFits, listGroups } from '../../stock/fit-queries.ts';
import { PartFilter } from '../../stock/forms.ts';
import { type Kit, type KitLineRow, listKits } from '../../stock/kit-queries.ts';
import { MovementFilter, NO_FILTER, ValueFilter } from '../../stock/ledger-forms.ts';
import { listParts, type PartRow } from '../../stock/list-queries.ts';
import { listMovements, type MovementRow, spanOf } from '../../stock/movement-queries.ts';
import { listTransfers, type TransferRow } from '../../stock/transit-queries.ts';
import {
  type BinValue,
  type PartValue,
  untilOf,
  valueByBin,
  valueByPart,
} from '../../stock/value-queries.ts';
import { decodeCursor, pageOf } from '../../web/paging.ts';
import { listExport, whole } from '../list.ts';
import { stateIn, wordIn } from './scope.ts';

const NO_PARTS_FILTER = { q: '', kind: null, group: null, bin: null, show: null };

export const parts = listExport<PartRow>({
  name: 'parts',
  label: 'Parts',
  columns: [
    ['sku', 'SKU', (row) => row.sku],
    ['name', 'Part', (row) => row.name],
    ['group', 'Interchange group', (row) => row.groupName],
    ['kind', 'Kind', (row) => row.partKind.replaceAll('_', ' ')],
    ['condition', 'Condition', (row) => wordIn(CONDITION_WORDS, row.condition)],
    ['price', 'Price', (row) => row.priceCents, 'money'],
    ['counted', 'Counted', (row) => row.counted, 'yes'],
    ['hand', 'On hand', (row) => (row.counted ? row.onHand : null), 'number'],
    ['free', 'Not reserved', (row) => (row.counted ? row.onHand - row.reserved : null), 'number'],
  ],
  async page(ctx, query, cursor, limit) {
    return (await listParts(ctx.db, PartFilter.catch(NO_PARTS_FILTER).parse(query), cursor, limit)).page;
  },
});

export const bins = listExport<Awaited<ReturnType<typeof listBins>>[number]>({
  name: 'bins',
  label: 'Bins',
  columns: [
    ['code', 'Code', (row) => row.code],
    ['name', 'Bin', (row) => row.name],
    ['place', 'Place', (row) => row.place],
    ['keeper', 'Kept by', (row) => keeperName(row.keeperGiven, row.keeperFamily)],
    ['parts', 'Parts', (row) => row.parts, 'number'],
  ],
  page: async (ctx) => whole(await listBins(ctx.db)),
});

export const groups = listExport<GroupRow>({
  name: 'groups',
  label: 'Interchange groups',
  columns: [
    ['name', 'Group', (row) => row.name],
    ['kind', 'Kind', (row) => row.partKind.replaceAll('_', ' ')],
    ['parts', 'Parts', (row) => row.parts, 'number'],
    ['fits', 'Confirmed fits', (row) => row.fits, 'number'],
  ],
  page: async (ctx) => whole(await listGroups(ctx.db)),
});

export const fits = listExport<FitRow>({
  name: 'fits',
  label: 'Fits',
  columns: [
    ['state', 'State', (row) => row.state],
    ['sku', 'SKU', (row) => row.sku],
    ['what', 'Group or part', (row) => row.groupName ?? row.partName],
    ['fault', 'Fault', (row) => row.fault],
    ['maker', 'Maker', (row) => row.maker],
    ['model', 'Model', (row) => row.modelName],
    ['variant', 'Variant', (row) => row.variant],
    ['by', 'From', (row) => row.by],
    ['repair', 'Repair', (row) => repairNumber(row.repair)],
    ['at', 'When', (row) => row.at, 'time'],
  ],
  page: (ctx, { state = '', model = '', group = '' }, cursor, limit) =>
    listFits(ctx.db, {
      state: state === 'confirmed' || state === 'refused' ? state : 'proposed',
      model,
      group,
      cursor,
      limit,
    }),
});

export const kits = listExport<{ kit: Kit; line: KitLineRow | null }>({
  name: 'kits',
  label: 'Kits',
  columns: [
    ['kit', 'Kit', (row) => row.kit.name],
    ['fault', 'Fault', (row) => row.kit.faultName],
    ['sku', 'SKU', (row) => row.line?.sku],
    ['what', 'Part or group', (row) => row.line?.name],
    ['quantity', 'Quantity', (row) => row.line?.quantity, 'number'],
  ],
  async page(ctx, { show = '' }) {
    const all = await listKits(ctx.db, show === 'retired');
    return whole(
      all.flatMap((kit) => (kit.lines.length > 0 ? kit.lines : [null]).map((line) => ({ kit, line }))),
    );
  },
});

export const movements = listExport<MovementRow>({
  name: 'movements',
  label: 'Movements',
  columns: [
    ['at', 'When', (row) => row.doneAt, 'time'],
    ['recorded', 'Recorded', (row) => row.at, 'time'],
    ['sku', 'SKU', (row) => row.sku],
    ['name', 'Part', (row) => row.name],
    ['why', 'What', (row) => wordIn(WHY_WORDS, row.why)],
    ['reason', 'Why scrapped', (row) => wordIn(SCRAP_WORDS, row.reason)],
    ['quantity', 'Quantity', (row) => row.quantity, 'number'],
    ['value', 'Value', (row) => row.valueCents, 'money'],
    ['bin', 'Bin', (row) => row.binCode],
    ['repair', 'Repair', (row) => repairNumber(row.repair)],
    ['by', 'By', (row) => row.by],
  ],
  page(ctx, query, cursor, limit) {
    const filter = MovementFilter.catch(NO_FILTER).parse(query);
    return listMovements(ctx.db, { ...filter, ...spanOf(ctx.district.zone, filter) }, cursor, limit);
  },
});

export const value = listExport<PartValue | BinValue>({
  name: 'value',
  label: 'Value of stock',
  columns: [
    ['name', 'Part or bin', (row) => row.name],
    ['code', 'SKU or code', (row) => ('sku' in row ? row.sku : row.code)],
    ['where', 'Group or place', (row) => ('sku' in row ? row.group : row.place)],
    ['parts', 'Kinds of part', (row) => ('sku' in row ? null : row.parts), 'number'],
    ['hand', 'On hand', (row) => row.onHand, 'number'],
    ['average', 'Average', (row) => ('sku' in row ? row.averageCents : null), 'money'],
    ['value', 'Value', (row) => row.valueCents, 'money'],
  ],
  page(ctx, query, cursor, limit) {
    const { on, by, bin } = ValueFilter.catch({ on: null, by: null, bin: null }).parse(query);
    const until = untilOf(ctx.district.zone, on, ctx.today);
    if (by === 'bin' && bin === null) return valueByBin(ctx.db, { until }, cursor, limit);
    return valueByPart(ctx.db, { until, bin }, cursor, limit);
  },
});

export const transfers = listExport<TransferRow>({
  name: 'transfers',
  label: 'Transfers',
  columns: [
    ['from', 'From', (row) => row.fromName],
    ['to', 'To', (row) => row.toName],
    ['quantity', 'Pieces', (row) => row.quantity, 'number'],
    ['arrived', 'There', (row) => row.arrived, 'number'],
    ['short', 'Short', (row) => row.short, 'number'],
    ['by', 'Sent by', (row) => row.sentBy],
    ['sent', 'Sent', (row) => row.sentAt, 'time'],
    ['closed', 'Ended', (row) => row.closedAt, 'time'],
    ['note', 'Note', (row) => row.note],
  ],
  page: (ctx, { bin = '', show = '' }, cursor, limit) =>
    listTransfers(ctx.db, { bin, closed: show === 'ended', cursor, limit }),
});

export const toCount = listExport<DueRow>({
  name: 'to-count',
  label: 'Parts to be counted',
  columns: [
    ['sku', 'SKU', (row) => row.sku],
    ['name', 'Part', (row) => row.name],
    ['bin', 'Bin', (row) => row.binName],
    ['class', 'Class', (row) => row.abc],
    ['counted', 'Counted', (row) => row.countedOn, 'date'],
    ['due', 'Due', (row) => row.dueOn, 'date'],
    ['short', 'Short', (row) => row.short, 'number'],
  ],
  page: (ctx, query, cursor, limit) =>
    partsDue(
      ctx.db,
      DueFilter.catch({ bin: null, person: null, show: null }).parse(query),
      ctx.today,
      cursor,
      limit,
    ),
});

export const counts = listExport<CountRow>({
  name: 'counts',
  label: 'Counts',
  columns: [
    ['bin', 'Bin', (row) => row.binName],
    ['code', 'Code', (row) => row.binCode],
    ['kind', 'Kind', (row) => wordIn(KIND_WORDS, row.kind)],
    ['state', 'State', (row) => stateIn(COUNT_STATES, row.state)],
    ['by', 'By', (row) => row.by],
    ['started', 'Begun', (row) => row.startedAt, 'time'],
    ['closed', 'Closed', (row) => row.closedAt, 'time'],
    ['lines', 'Parts counted', (row) => row.lines, 'number'],
    ['waiting', 'Waiting', (row) => row.waiting, 'number'],
  ],
  page: (ctx, query, cursor, limit) =>
    listCounts(ctx.db, CountsFilter.catch({ bin: null, state: null }).parse(query), cursor, limit),
});

export const vehicles = listExport<Vehicle>({
  name: 'vehicles',
  label: 'Vehicles',
  columns: [
    ['code', 'Code', (row) => row.code],
    ['name', 'Vehicle', (row) => row.name],
    ['keeper', 'Kept by', (row) => keeperName(row.keeperGiven, row.keeperFamily)],
    ['below', 'Below its minimum', (row) => row.below, 'number'],
    ['checked', 'Looked into', (row) => row.checkedAt, 'time'],
  ],
  async page(ctx, _query, cursor, limit) {
    const [after = ''] = decodeCursor(cursor, 's') ?? [];
    return pageOf(await ctx.db.all(listVehicles(String(after), limit + 1)), limit, (row) => [row.code]);
  },
});
