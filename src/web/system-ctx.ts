import type { Actor, Ctx } from '../context.ts';
import { Database } from '../db/database.ts';
import type { Sender } from '../webhooks/deliver.ts';
import { dayIn } from './day.ts';
import type { Services } from './env.ts';
import { districtOf } from './session.ts';

/** What the command line and the scheduler work with: no person, every right. */
export async function systemCtx(
  services: Pick<Services, 'engine' | 'config' | 'clock'>,
  source: Actor['source'],
): Promise<Ctx> {
  const db = new Database(services.engine);
  const settings = await db.all<{ name: string; value: string }>({
    sql: 'SELECT name, value FROM settings',
    parameters: [],
  });
  const district = districtOf(services, settings);
  const milliseconds = services.clock();
  return {
    db,
    actor: { person: null, name: '', grants: [{ role: 'admin', level: null, site: null }], source },
    now: new Date(milliseconds).toISOString(),
    today: dayIn(district.zone, milliseconds),
    district,
    submission: null,
  };
}

/** What sends to webhooks: nothing where this runtime sends nothing. */
export function senderOf(services: Services): Sender {
  const { config, clock, post } = services;
  return {
    fresh: () => systemCtx(services, 'system'),
    post: post ?? (() => Promise.reject(new Error('Nothing is sent from here'))),
    secret: config.secret,
    clock,
  };
}
