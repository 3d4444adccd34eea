import { Hono } from 'hono';
import { QuickPage } from '../../views/repairs/quick.tsx';
import { scopeOf, worksAsIntern } from '../accounts/permissions.ts';
import { issuedTo, whoHasIt } from '../custody/now.ts';
import { type Device, findDevice } from '../devices/queries.ts';
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
import { earliestDone } from './done-on-rules.ts';
import { faultsFor, remediesInUse } from './list-queries.ts';
import { loanersFor } from './loaner-queries.ts';
import { placesFor } from './place-queries.ts';
import { linesOf } from './queries.ts';
import { quickRepair } from './quick.ts';
import { QuickRepair } from './quick-forms.ts';
import { binOptions, sameAgain } from './quick-queries.ts';
import { filledIn, proposedPlace } from './quick-rules.ts';
import { isAbove } from './work.ts';

export const quickRepairRoutes = new Hono<AppEnv>();

/** "Same again" is offered for a working day. */
const SAME_AGAIN_HOURS = 12;

quickRepairRoutes.get('/devices/:ref/repair', allow('repair.work'), async (c) => {
  const { fault = '', remedy } = c.req.query();
  return c.html(await quickPage(c, await deviceHere(c), freshState(), fault, remedy ?? null));
});

quickRepairRoutes.post('/devices/:ref/repair', allow('repair.work'), (c) =>
  submit(c, {
    schema: QuickRepair,
    run: (ctx, form) => quickRepair(ctx, c.req.param('ref'), form),
    done: ({ repair, next }) =>
      next === 'scan' ? `/scan?done=repaired` : `/repairs/${repair}?done=repaired`,
    again: async (state) => quickPage(c, await deviceHere(c), state, String(state.values.fault ?? ''), null),
  }),
);

function deviceHere(c: AppContext): Promise<Device> {
  return findDevice(c.var.ctx.db, c.req.param('ref') ?? '', scopeFor(c, 'repair.work'));
}

async function quickPage(
  c: AppContext,
  device: Device,
  state: FormState,
  faultCode: string,
  remedy: string | null,
) {
  const { ctx } = c.var;
  const { person } = ctx.actor;
  const since = new Date(Date.parse(ctx.now) - SAME_AGAIN_HOURS * 3_600_000).toISOString();
  const wanted = {
    model: device.model,
    variant: device.variant,
    fault: faultCode,
    person,
    repair: device.openRepair,
  };
  const [faults, remedies, lines, bins, places, loaners, same, covered, offerRows, kits] = await ctx.db.read(
    faultsFor(device.model),
    remediesInUse(),
    linesOf(device.openRepair ?? ''),
    binOptions(),
    placesFor(device.atSite ?? device.home, person),
    loanersFor(device.id, device.assignedPerson),
    sameAgain(person, since),
    coverageOf(device.id),
    offersQuery(wanted),
    kitOffersQuery(wanted),
  );
  const fault = faults.find((one) => one.code === faultCode) ?? null;
  const offers = offersOf(offerRows);
  const open = device.openRepair
    ? {
        id: device.openRepair,
        number: device.openRepairNumber ?? 0,
        lines: lines.filter((line) => !line.doneAt && !line.withdrawnAt),
      }
    : null;
  const names = scopeOf(ctx.actor, 'student.see');
  const fresh = Object.keys(state.values).length === 0;
  const values = {
    place: proposedPlace(device),
    doneOn: ctx.today,
    lines: open?.lines.map((line) => line.id) ?? [],
    ...(fault ? filledIn(fault, remedies, offers, remedy) : {}),
  };
  return (
    <QuickPage
      frame={frameOf(c, 'repairs')}
      state={fresh ? { ...state, values } : { ...state, values: { ...state.values, repair: open?.id ?? '' } }}
      device={device}
      coverage={coverageNow(covered[0], ctx.today)}
      open={open}
      fault={fault}
      faults={faults}
      remedies={remedies}
      offers={offers}
      kits={kitOffersOf(kits).flatMap(kitChoices)}
      bins={bins}
      places={places}
      loaners={loaners}
      issuedTo={device.assignedName ? issuedTo(device, names) : device.homeName}
      whoHasIt={whoHasIt(device, names)}
      same={same[0] ?? null}
      earliest={earliestDone(ctx.today)}
      above={fault !== null && isAbove(ctx, fault)}
      intern={worksAsIntern(ctx.actor)}
    />
  );
}
