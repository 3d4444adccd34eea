import { BATCH_STATES, batchText, coverWords } from '../../../views/claims/words.ts';
import { deviceText, HOLDS, numberText, OUTCOMES, PRIORITIES, STATES } from '../../../views/repairs/words.ts';
import { type CoveredRow, coveredFilter, listCovered } from '../../claims/covered-queries.ts';
import {
  type AwayRow,
  awayFilter,
  type BatchRow,
  batchFilter,
  listAway,
  listBatches,
} from '../../claims/list-queries.ts';
import { listRepairs, type QueueRow } from '../../repairs/queue-queries.ts';
import { queueFilter } from '../../repairs/queue-rules.ts';
import { listExport } from '../list.ts';
import { scopeIn, stateIn, wordIn } from './scope.ts';

export const repairs = listExport<QueueRow>({
  name: 'repairs',
  label: 'Repairs',
  columns: [
    ['number', 'Number', (row) => numberText(row.number)],
    ['headline', 'What', (row) => row.headline],
    ['device', 'Device', deviceText],
    ['tag', 'Tag', (row) => row.tag],
    ['serial', 'Serial', (row) => row.serial],
    ['site', 'Site', (row) => row.siteName],
    ['state', 'State', (row) => stateIn(STATES, row.state)],
    ['outcome', 'Outcome', (row) => wordIn({ ...OUTCOMES, withdrawn: 'Withdrawn' }, row.outcome)],
    ['hold', 'Waits for', (row) => wordIn(HOLDS, row.holdReason)],
    ['since', 'Waits since', (row) => row.holdFrom, 'time'],
    ['technician', 'Technician', (row) => row.technicianName],
    ['priority', 'Priority', (row) => wordIn(PRIORITIES, row.priority)],
    ['level', 'Level', (row) => row.level, 'number'],
    ['reported', 'Reported', (row) => row.reportedAt, 'time'],
    ['due', 'Due', (row) => row.dueAt, 'time'],
    ['closed', 'Closed', (row) => row.closedAt, 'time'],
    ['confirm', 'To be confirmed', (row) => row.toConfirm, 'yes'],
  ],
  async page(ctx, query, cursor, limit) {
    const filter = { ...queueFilter(query), cursor: cursor ?? '' };
    const asking = { scope: scopeIn(ctx, 'repair.see'), person: ctx.actor.person, now: ctx.now, limit };
    return (await listRepairs(ctx.db, filter, asking)).page;
  },
});

export const batches = listExport<BatchRow>({
  name: 'vendor-batches',
  label: 'Vendor batches',
  columns: [
    ['number', 'Batch', (row) => batchText(row.number)],
    ['vendor', 'Vendor', (row) => row.vendorName],
    ['rma', 'RMA', (row) => row.rma],
    ['state', 'State', (row) => stateIn(BATCH_STATES, row.state)],
    ['devices', 'Devices', (row) => row.devices, 'number'],
    ['waiting', 'Still there', (row) => row.waiting, 'number'],
    ['made', 'Made', (row) => row.createdAt, 'time'],
    ['sent', 'Sent', (row) => row.sentAt, 'time'],
    ['expected', 'Expected', (row) => row.expectedOn, 'date'],
  ],
  page: (ctx, query, cursor, limit) =>
    listBatches(ctx.db, { ...batchFilter(query), cursor: cursor ?? '' }, limit),
});

export const away = listExport<AwayRow>({
  name: 'at-the-vendor',
  label: 'At the vendor',
  columns: [
    ['tag', 'Tag', (row) => row.tag],
    ['serial', 'Serial', (row) => row.serial],
    ['model', 'Model', (row) => row.modelName],
    ['repair', 'Repair', (row) => numberText(row.number)],
    ['headline', 'What', (row) => row.headline],
    ['batch', 'Batch', (row) => batchText(row.batchNumber)],
    ['vendor', 'Vendor', (row) => row.vendorName],
    ['rma', 'RMA', (row) => row.rma],
    ['site', 'Site', (row) => row.siteName],
    ['sent', 'Sent', (row) => row.sentAt, 'time'],
    ['expected', 'Expected', (row) => row.expectedOn, 'date'],
    ['chased', 'Asked', (row) => row.chasedAt, 'time'],
  ],
  page: (ctx, query, cursor, limit) =>
    listAway(ctx.db, { ...awayFilter(query), cursor: cursor ?? '' }, limit),
});

export const covered = listExport<CoveredRow>({
  name: 'covered',
  label: 'Covered repairs',
  columns: [
    ['repair', 'Repair', (row) => numberText(row.number)],
    ['headline', 'What', (row) => row.headline],
    ['tag', 'Tag', (row) => row.tag],
    ['serial', 'Serial', (row) => row.serial],
    ['maker', 'Maker', (row) => row.maker],
    ['model', 'Model', (row) => row.modelName],
    ['site', 'Site', (row) => row.siteName],
    ['cover', 'Who pays', (row, ctx) => coverWords(row, ctx.today)],
    ['reported', 'Reported', (row) => row.reportedAt, 'time'],
  ],
  async page(ctx, query, cursor, limit) {
    const filter = { ...coveredFilter(query), cursor: cursor ?? '' };
    return (await listCovered(ctx.db, filter, ctx.today, limit)).page;
  },
});
