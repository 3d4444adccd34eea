import type { Page } from 'playwright-core';
import type { Shot } from './screenshots-list.ts';

/** A console's export as a district of today has it: new devices, one that is known, and rows that are wrong. */
function consoleExport(models: readonly string[], sites: readonly string[]): string {
  const [model = '', other = ''] = models;
  const [site = '', second = ''] = sites;
  const row = (n: number, of: string, serial: string, path: string) =>
    `00000000-0000-4000-8000-0000000000${n},${serial},${of},2026-08-28 09:08 AM,/Students/${path},Provisioned,970${n},2029-06`;
  return [
    'deviceId,serial number,model,last sync,org unit path,provision status,asset id,auto update expiration',
    ...[11, 12, 13, 14, 15, 16].map((n) =>
      row(n, n % 2 ? model : other, `5CD97${n}XYZ`, n % 3 ? site : second),
    ),
    row(17, model, '6.37702E+15', site),
    row(18, model, '5CD9718XYZ', 'Nowhere School'),
    row(19, model, '5CD9711XYZ', site),
  ].join('\r\n');
}

async function names(page: Page, path: string): Promise<string[]> {
  const answer = await page.request.get(`/api/v1${path}`);
  const { items } = (await answer.json()) as { items: { name: string }[] };
  return items.map(({ name }) => name);
}

async function mapping(page: Page): Promise<void> {
  const [models, sites] = [
    await names(page, '/models?limit=5'),
    await names(page, '/locations?kind=site&limit=5'),
  ];
  await page.goto('/imports/new');
  await page.getByLabel('File', { exact: true }).setInputFiles({
    name: 'chromebooks.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(consoleExport(models, sites)),
  });
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByRole('button', { name: 'Look at what would change' }).waitFor();
}

async function preview(page: Page): Promise<void> {
  await mapping(page);
  await page.getByRole('button', { name: 'Look at what would change' }).click();
  await page.getByRole('button', { name: /^Let / }).waitFor();
}

const at = (path: string) => async (page: Page) => {
  const answer = await page.goto(path);
  if (!answer?.ok()) throw new Error(`${path} answered ${answer?.status()}`);
};

/** Pictures of what goes in and out. */
export const FILES: readonly Shot[] = [
  { name: 'import-mapping', as: 'Manager', only: 'desk', open: mapping },
  { name: 'import-preview', as: 'Manager', dark: true, open: preview },
  { name: 'labels', as: 'Manager', open: at('/labels?of=places') },
  { name: 'visits', as: 'Specialist I', open: at('/visits') },
  { name: 'audits', as: 'Manager', only: 'desk', open: at('/audits') },
  { name: 'directory', as: 'Admin', only: 'desk', open: at('/directory') },
];
