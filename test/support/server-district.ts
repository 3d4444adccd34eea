import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '../../src/accounts/password.ts';
import { openSqlite } from '../../src/db/engine-sqlite.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { migrationFiles } from '../../src/db/migration-files.ts';
import { loadDistrict } from '../../src/demo/bulk.ts';
import { type CastKey, castRoles, demoPassword } from '../../src/demo/district.ts';
import { Plan } from '../../src/demo/plan.ts';
import { sizeFor } from '../../src/demo/plan-size.ts';
import { type Running, serveFolder } from './server.ts';
import { Visitor } from './visitor.ts';

/** The built program with a small made district in its database. */
export interface DistrictServer extends Running {
  /** the Cookie header of one of its cast, signed in by the button that the demo's sign-in page offers */
  cookieAs(role: CastKey): Promise<string>;
}

export const ROLES = Object.keys(castRoles) as CastKey[];

/** A made district of so many devices: 400 take 1.5 s, have 3 sites, 400 people and 90 repairs. */
export async function startDistrict(devices = 400): Promise<DistrictServer> {
  const folder = mkdtempSync(join(tmpdir(), 'spudger-district-'));
  const file = openSqlite(join(folder, 'spudger.db'));
  applyMigrations(file, migrationFiles());
  const hash = await hashPassword(demoPassword);
  loadDistrict(file, new Plan(sizeFor(devices)), { hash, beside: ':memory:', say: () => {} });
  file.close();
  const running = await serveFolder(folder);
  return { ...running, cookieAs: (role) => signInAs(running.url, role) };
}

async function signInAs(url: string, role: CastKey): Promise<string> {
  const visitor = new Visitor(url);
  await visitor.go('/sign-in');
  await visitor.press(castRoles[role]);
  if (visitor.page.path !== '/') throw new Error(`${role} came to ${visitor.page.path}`);
  return visitor.cookie;
}
