import { workFor } from '../forecast/forecaster.ts';
import type { AppContext } from './env.ts';
import { systemCtx } from './system-ctx.ts';

/** As long as a platform lets a call go on after its answer. */
const AFTER_ANSWER_MS = 15_000;

/** Forecasts that wait are begun: by the server itself, or by this call after its answer. */
export function beginWaiting(c: AppContext): void {
  const { services } = c.var;
  if (services.wake) services.wake();
  else c.env?.later?.(workFor(() => systemCtx(services, 'system'), AFTER_ANSWER_MS));
}
