import { ROW_WORDS } from '../../../views/directory/words.ts';
import { personWords } from '../../../views/people/words.ts';
import { scopeOf } from '../../accounts/permissions.ts';
import type { Ctx } from '../../context.ts';
import { type Listed, leaverFilter } from '../../directory/leaver-queries.ts';
import { leaversBySite, leaversPage } from '../../directory/leavers.ts';
import {
  findWriteBack,
  lastWriteBacks,
  type WriteRow,
  writeFilter,
  writeRows,
} from '../../directory/write-queries.ts';
import type { Differences, Field } from '../../directory/write-rules.ts';
import { listExport, whole } from '../list.ts';
import { scopeIn, stateIn } from './scope.ts';

const change = (field: Field, side: 0 | 1) => (row: WriteRow) =>
  (JSON.parse(row.content) as Differences)[field]?.[side] ?? null;

/** One writing back: the one that was asked for, else the last one. */
export const writeBack = listExport<WriteRow>({
  name: 'write-back',
  label: 'Writing back to Google',
  columns: [
    ['tag', 'Tag', (row) => row.tag],
    ['serial', 'Serial', (row) => row.serial],
    ['google', 'Device id at Google', (row) => row.external],
    ['home', 'Home', (row) => row.homeName],
    ['assetWas', 'Asset id, as it is', change('assetId', 0)],
    ['asset', 'Asset id, as it shall be', change('assetId', 1)],
    ['userWas', 'Annotated user, as it is', change('user', 0)],
    ['user', 'Annotated user, as it shall be', change('user', 1)],
    ['locationWas', 'Annotated location, as it is', change('location', 0)],
    ['location', 'Annotated location, as it shall be', change('location', 1)],
    ['unitWas', 'Unit, as it is', change('unit', 0)],
    ['unit', 'Unit, as it shall be', change('unit', 1)],
    ['state', 'State', (row) => stateIn(ROW_WORDS, row.state)],
    ['answer', 'Answer', (row) => row.answer],
    ['at', 'Answered', (row) => row.at, 'time'],
  ],
  async page(ctx, query, cursor, limit) {
    scopeIn(ctx, 'import.run');
    const run = query.run ? await findWriteBack(ctx.db, query.run) : await ctx.db.first(lastWriteBacks(1));
    return run ? writeRows(ctx.db, run.n, { ...writeFilter(query), cursor }, limit) : whole<WriteRow>([]);
  },
});

function nameOf(row: Listed, ctx: Ctx): string {
  return personWords({ students: scopeOf(ctx.actor, 'student.see') }, row);
}

export const leavers = listExport<Listed>({
  name: 'leavers',
  label: 'Leavers and movers with a device',
  columns: [
    ['tag', 'Tag', (row) => row.tag],
    ['serial', 'Serial', (row) => row.serial],
    ['model', 'Model', (row) => row.modelName],
    ['home', 'Home', (row) => row.homeName],
    ['what', 'What', (row) => (row.active ? 'Moved' : 'Left')],
    ['who', 'Who', nameOf],
    ['grade', 'Grade', (row) => row.grade],
    ['now', 'Now at', (row) => (row.active ? row.siteName : null)],
    ['has', 'With the person', (row) => row.has, 'yes'],
  ],
  async page(ctx, query, cursor, limit) {
    scopeIn(ctx, 'import.run');
    const sites = await leaversBySite(ctx.db);
    return leaversPage(ctx.db, sites, { ...leaverFilter(query), cursor }, limit);
  },
});
