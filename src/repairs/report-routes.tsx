import { Hono } from 'hono';
import { personWords } from '../../views/people/words.ts';
import { ReportPage, WhichDevicePage } from '../../views/repairs/report.tsx';
import { scopeOf } from '../accounts/permissions.ts';
import { whoHasIt } from '../custody/now.ts';
import { type Device, sees } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { allow } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import type { FormState } from '../web/form-state.ts';
import { frameOf } from '../web/frame-of.ts';
import { freshState, submit } from '../web/submit.tsx';
import { NewReport } from './forms.ts';
import { faultsFor, type Option, symptomsInUse } from './list-queries.ts';
import { deviceToReport, reportRepair } from './report.ts';
import { mayHaveHad } from './report-queries.ts';
import { commonestFirst } from './symptom-rules.ts';

export const repairReportRoutes = new Hono<AppEnv>();

repairReportRoutes.get('/repairs/new', allow('repair.report'), async (c) => {
  const ref = c.req.query('device');
  if (!ref) return c.html(<WhichDevicePage frame={frameOf(c, 'repairs')} state={freshState()} />);
  const device = await deviceToReport(c.var.ctx, ref).catch((error: unknown) => {
    if (error instanceof NotFound) return null;
    throw error;
  });
  if (!device) {
    const state = { ...freshState({ device: ref }), errors: { device: 'No device has this tag or serial' } };
    return c.html(<WhichDevicePage frame={frameOf(c, 'repairs')} state={state} />, 404);
  }
  const symptom = c.req.query('symptom') ?? '';
  const hadDevice = device.holder ?? device.assignedPerson ?? '';
  return c.html(await reportPage(c, ref, device, freshState({ symptom, hadDevice })));
});

repairReportRoutes.post('/repairs/new', allow('repair.report'), (c) => {
  const ref = c.req.query('device') ?? '';
  return submit(c, {
    schema: NewReport,
    run: (ctx, form) => reportRepair(ctx, ref, form),
    done: ({ repair }) => `/repairs/${repair}?done=reported`,
    again: async (state) => reportPage(c, ref, await deviceToReport(c.var.ctx, ref), state),
  });
});

async function reportPage(c: AppContext, ref: string, device: Device, state: FormState) {
  const { db, actor } = c.var.ctx;
  const seen = sees(scopeOf(actor, 'device.see'), device);
  const [symptoms, faults, people] = await db.read(
    symptomsInUse(),
    faultsFor(device.model),
    mayHaveHad(device.id),
  );
  const names = scopeOf(actor, 'student.see');
  return (
    <ReportPage
      frame={frameOf(c, 'repairs')}
      state={state}
      ref={ref}
      device={device}
      whoHasIt={seen ? whoHasIt(device, names) : `Belongs to ${device.homeName}`}
      people={
        seen
          ? people.map(
              (person): Option => ({
                value: person.id,
                label: personWords({ students: names }, person),
              }),
            )
          : []
      }
      symptoms={commonestFirst(symptoms, faults)}
      faults={faults}
      open={
        device.openRepair && seen
          ? { number: device.openRepairNumber ?? 0, state: device.openRepairState ?? '' }
          : null
      }
    />
  );
}
