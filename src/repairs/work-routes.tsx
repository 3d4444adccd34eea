import { Hono } from 'hono';
import { WorkPage } from '../../views/repairs/work.tsx';
import { findDevice } from '../devices/queries.ts';
import { kitOffersOf, kitOffersQuery } from '../stock/kit-queries.ts';
import { kitChoices } from '../stock/kit-rules.ts';
import { offersOf, offersQuery } from '../stock/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { coverageNow } from './coverage.ts';
import { coverageOf } from './coverage-queries.ts';
import { type Fault, faultsFor, type Remedy, remediesInUse } from './list-queries.ts';
import { Work } from './move-forms.ts';
import { findRepair, type Line, linesOf } from './queries.ts';
import { binOptions } from './quick-queries.ts';
import { stateAfter } from './rules.ts';
import { isAbove, workOnLine } from './work.ts';

export const repairWorkRoutes = new Hono<AppEnv>();

repairWorkRoutes.get('/repairs/:ref/work', allow('repair.work'), async (c) =>
  c.html(await workPage(c, freshState(), c.req.query('line') ?? '', c.req.query('fault') ?? '')),
);

repairWorkRoutes.post('/repairs/:ref/work', allow('repair.work'), (c) =>
  submit(c, {
    schema: Work,
    run: (ctx, form) => workOnLine(ctx, c.req.param('ref'), form),
    done: ({ number }) => `/repairs/${number}?done=saved`,
    again: (state) => workPage(c, state, String(state.values.line ?? ''), String(state.values.fault ?? '')),
  }),
);

/** @param lineId id of a line, 'new', or '' for the first that is not done */
async function workPage(c: AppContext, state: FormState, lineId: string, faultCode: string) {
  const { ctx } = c.var;
  const repair = await findRepair(ctx.db, c.req.param('ref') ?? '', scopeFor(c, 'repair.work'));
  const device = await findDevice(ctx.db, repair.device, 'all');
  const [lines, faults, remedies, bins, covered] = await ctx.db.read(
    linesOf(repair.id),
    faultsFor(device.model),
    remediesInUse(),
    binOptions(),
    coverageOf(device.id),
  );
  const line = lineNamed(lines, lineId);
  const code = faultCode || line?.fault || '';
  const fault = faults.find((one) => one.code === code) ?? null;
  const wanted = {
    model: device.model,
    variant: device.variant,
    person: ctx.actor.person,
    repair: repair.id,
  };
  const [offers, kits] = fault
    ? await ctx.db.read(
        offersQuery({ ...wanted, fault: fault.code }),
        kitOffersQuery({ ...wanted, fault: fault.code }),
      )
    : [[], []];
  const fresh = Object.keys(state.values).length === 0;
  return (
    <WorkPage
      frame={frameOf(c, 'repairs')}
      state={fresh && fault ? { ...state, values: filled(line, fault, remedies) } : state}
      repair={repair}
      legal={stateAfter('work', repair.state) !== null}
      line={line}
      fault={fault}
      faults={likeliestFirst(faults, line)}
      remedies={remedies}
      offers={offersOf(offers)}
      kits={kitOffersOf(kits).flatMap(kitChoices)}
      bins={bins}
      device={device}
      coverage={coverageNow(covered[0], ctx.today)}
      above={fault !== null && isAbove(ctx, fault)}
    />
  );
}

function lineNamed(lines: readonly Line[], id: string): Line | null {
  const open = lines.filter((line) => !line.withdrawnAt);
  if (id === '') return open.find((line) => !line.doneAt) ?? null;
  return open.find((line) => line.id === id) ?? null;
}

/** What was saved of the line, else what the fault proposes. */
function filled(line: Line | null, fault: Fault, remedies: readonly Remedy[]): FormState['values'] {
  const same = line?.fault === fault.code && line.remedy !== null;
  const remedy = same ? (line.remedy ?? '') : (fault.remedy ?? '');
  const minutes = remedies.find((one) => one.code === remedy)?.minutes ?? fault.minutes;
  return {
    line: line?.id ?? '',
    fault: fault.code,
    remedy,
    minutes: String(same ? line.minutes : minutes),
    cause: line?.cause ?? '',
    note: line?.note ?? '',
    done: '1',
  };
}

/** The faults that the reported symptom mostly turns out to be stand first. */
function likeliestFirst(faults: readonly Fault[], line: Line | null): Fault[] {
  const likely = JSON.parse(line?.likely ?? '[]') as string[];
  const rank = (fault: Fault) => {
    const at = likely.indexOf(fault.code);
    return at < 0 ? likely.length : at;
  };
  return [...faults].sort((a, b) => rank(a) - rank(b));
}
