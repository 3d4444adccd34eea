import { directoryFor } from '../directory/runner.ts';
import { placeWith } from '../exports/job.ts';
import { makeDistrict } from '../exports/taking-make.ts';
import { workFor } from '../forecast/forecaster.ts';
import { importFor } from '../imports/importer.ts';
import { findImport } from '../imports/queries.ts';
import { isBusy } from '../imports/state-rules.ts';
import type { AppContext } from './env.ts';
import { systemCtx } from './system-ctx.ts';

/** As long as a platform lets a call go on after its answer. */
const AFTER_ANSWER_MS = 15_000;
/** What the page itself has left of a call's statements. */
const AFTER_ANSWER_STATEMENTS = 300;

/** Forecasts that wait are begun: by the server itself, or by this call after its answer. */
export function beginWaiting(c: AppContext): void {
  const { services } = c.var;
  if (services.wake) services.wake();
  else {
    const allowed = { milliseconds: AFTER_ANSWER_MS, statements: AFTER_ANSWER_STATEMENTS };
    c.env?.later?.(workFor(() => systemCtx(services, 'system'), allowed));
  }
}

/** Of a page's own request, for an import: the next one goes on from there. */
const OWN_MS = 3_000;
/** A small import is done before the page is shown. */
const LOOKS = 8;
const LOOK_MS = 60;

/** The import is carried on: by the server itself, or by this request as far as it gets. */
export async function carryImportOn(c: AppContext, id: string): Promise<void> {
  const { services } = c.var;
  if (!services.wake) {
    await importFor(() => systemCtx(services, 'system'), services.files, OWN_MS, id);
    return;
  }
  services.wake();
  for (let look = 0; look < LOOKS; look += 1) {
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
    const { db } = await systemCtx(services, 'system');
    if (!isBusy((await findImport(db, id)).state)) return;
  }
}

/** A dozen statements a step. */
const AFTER_ANSWER = { steps: 10, wide: 4 };

/** The reading of a directory goes on: the server itself does so soon, else this call after its answer. */
export function carryDirectoryOn(c: AppContext): void {
  const { services } = c.var;
  if (!services.wake)
    c.env?.later?.(
      directoryFor(services, () => systemCtx(services, 'system'), AFTER_ANSWER_MS, AFTER_ANSWER),
    );
}

/** The zip of the whole district is begun: by the server itself, or by this call after its answer. */
export function writeDistrictSoon(c: AppContext): void {
  const { services } = c.var;
  if (services.wake) {
    services.wake();
    return;
  }
  const fresh = () => systemCtx(services, 'system');
  const maker = { ...placeWith(services, () => undefined), fresh, files: services.files };
  c.env?.later?.(makeDistrict(maker, services.version));
}
