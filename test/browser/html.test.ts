import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crawl } from '../support/crawl.ts';
import { type DistrictServer, ROLES, startDistrict } from '../support/server-district.ts';
import { htmlFaults } from './html-faults.ts';

const PER_KIND = 3;

describe('every page that links lead to', () => {
  let server: DistrictServer;

  beforeAll(async () => {
    server = await startDistrict();
  });
  afterAll(() => server.stop());

  it.each(ROLES)('%s: no dead link, and markup as it should be', async (role) => {
    const { pages, files } = await crawl(server.url, await server.cookieAs(role), PER_KIND);
    const dead = pages.filter(({ status }) => status !== 200);
    expect(dead.map(({ path, status, from }) => `${path} (${status}) linked from ${from}`)).toEqual([]);
    expect([...files].filter(([, status]) => status !== 200)).toEqual([]);
    const faults = pages.flatMap(({ path, html }) => htmlFaults(html).map((fault) => `${path}: ${fault}`));
    expect(faults).toEqual([]);
    expect(pages.length).toBeGreaterThan(20);
  });
});
