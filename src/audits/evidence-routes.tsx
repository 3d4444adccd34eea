import { Hono } from 'hono';
import { DistrictInventory } from '../../views/audits/district.tsx';
import { InventoryPage, MissingPage, VerifyPage } from '../../views/audits/evidence.tsx';
import { ReportPage } from '../../views/audits/report.tsx';
import { AuditSettingsPage } from '../../views/audits/settings.tsx';
import { Invalid, NotFound } from '../errors.ts';
import { locationOptions } from '../locations/queries.ts';
import { settingVersion } from '../settings/queries.ts';
import { allow, scopeFor } from '../web/access.ts';
import type { AppContext, AppEnv } from '../web/env.ts';
import { frameOf } from '../web/frame-of.ts';
import { asTyped, freshState, submit } from '../web/submit.tsx';
import { csvRows, csvText } from './csv-rules.ts';
import { countersOf, type FindingRow, listFindings } from './finding-queries.ts';
import { isAsStored } from './findings.ts';
import { EXCEPTIONS } from './findings-rules.ts';
import { AuditSettingsForm, FINDING_KINDS, InventoryFilter, VerifyFilter } from './forms.ts';
import { eachInventory, type Inventory, readDistrict, readInventory, readVerification } from './inventory.ts';
import type { InventoryRow } from './inventory-queries.ts';
import { stayMissing } from './missing-queries.ts';
import { findAudit } from './queries.ts';
import { readAuditPage } from './read-page.ts';
import { saveAuditSettings } from './settings.ts';
import { auditSettingsOf } from './settings-rules.ts';

/** Lists and reports that prove something; the policy. */
export const evidenceRoutes = new Hono<AppEnv>();

const PLACES = ['site', 'depot', 'vehicle', 'room', 'cart'] as const;
const MOST_EXCEPTIONS = 2_000;
const MOST_ROWS = 20_000;

evidenceRoutes.get('/audits/missing', allow('audit.see'), async (c) => {
  const scope = scopeFor(c, 'audit.see');
  const rows = await c.var.ctx.db.all(stayMissing(scope === 'all' ? null : scope));
  return c.html(<MissingPage frame={frameOf(c, 'audits')} rows={rows} />);
});

evidenceRoutes.get('/audits/inventory', allow('audit.see'), async (c) => {
  const { ctx } = c.var;
  const { location = '', on = '', known = 'then', cursor } = c.req.query();
  const places = await locationOptions(ctx.db, PLACES, scopeFor(c, 'audit.see'));
  const whole = wholeDistrict(c);
  if (whole) {
    const found = await readDistrict(ctx, whole, cursor);
    return c.html(
      <DistrictInventory frame={frameOf(c, 'audits')} {...found} cursor={cursor} places={places} />,
    );
  }
  const { found, problem } = await inventoryHere(c);
  return c.html(
    <InventoryPage
      frame={frameOf(c, 'audits')}
      found={found}
      problem={problem}
      location={found?.place.id ?? location}
      on={on || ctx.today}
      known={known === 'now' ? 'now' : 'then'}
      places={places}
    />,
  );
});

evidenceRoutes.get('/audits/inventory.csv', allow('audit.see'), async (c) => {
  const whole = wholeDistrict(c);
  if (whole) return wholeCsv(c, whole);
  const { found, problem } = await inventoryHere(c);
  if (!found) throw new NotFound(problem ?? 'No place has this code');
  return csv(c, `inventory-${found.on}`, csvText(INVENTORY_HEADS, found.rows.map(inventoryCells(found.on))));
});

const INVENTORY_HEADS = [
  'tag',
  'serial',
  'model',
  'state',
  'place',
  'with a person',
  'there since',
  'recorded',
  'on',
];

const inventoryCells = (on: string) => (row: InventoryRow) => [
  row.tag,
  row.serial,
  row.modelName,
  row.state,
  row.placeName,
  row.held === 1 ? 'yes' : '',
  row.since,
  row.recordedAt,
  on,
];

/** The filter, where no place is chosen and the person sees the whole district. */
function wholeDistrict(c: AppContext): InventoryFilter | null {
  const asked = InventoryFilter.safeParse(c.req.query());
  if (!asked.success || asked.data.location !== '' || scopeFor(c, 'audit.see') !== 'all') return null;
  const on = asked.data.on ?? c.var.ctx.today;
  return on > c.var.ctx.today ? null : asked.data;
}

/** Everything, place after place: what is sent is not kept. */
function wholeCsv(c: AppContext, filter: InventoryFilter): Response {
  const on = filter.on ?? c.var.ctx.today;
  const cells = inventoryCells(on);
  const places = eachInventory(c.var.ctx, filter);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (out) => out.enqueue(encoder.encode(csvText(['site', ...INVENTORY_HEADS], []))),
    async pull(out) {
      const { done, value } = await places.next();
      if (done) return out.close();
      const rows = value.rows.map((row) => [value.place.name, ...cells(row)]);
      out.enqueue(encoder.encode(csvRows(rows)));
    },
  });
  return c.body(body, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="inventory-${on}.csv"`,
  });
}

evidenceRoutes.get('/audits/verify', allow('audit.see'), async (c) => {
  const { ctx } = c.var;
  const scope = scopeFor(c, 'audit.see');
  const asked = VerifyFilter.safeParse(c.req.query());
  const { location = '' } = c.req.query();
  const { tags = '' } = c.req.query();
  const draws = ['location', 'count', 'tags'].some((name) => c.req.query(name) !== undefined);
  const found = draws && asked.success ? await readVerification(ctx, asked.data, scope) : null;
  return c.html(
    <VerifyPage
      frame={frameOf(c, 'audits')}
      found={found}
      location={location}
      tags={tags}
      places={await locationOptions(ctx.db, PLACES, scope)}
    />,
  );
});

evidenceRoutes.get('/audits/:id/report', allow('audit.see'), async (c) => {
  const { ctx } = c.var;
  const read = await readAuditPage(ctx, c.req.param('id'), scopeFor(c, 'audit.see'));
  const [exceptions, counters] = await Promise.all([
    listFindings(ctx.db, read.audit, EXCEPTIONS, undefined, MOST_EXCEPTIONS),
    ctx.db.all(countersOf(read.audit.id)),
  ]);
  return c.html(
    <ReportPage
      frame={frameOf(c, 'audits')}
      state={freshState()}
      {...read}
      exceptions={exceptions.items}
      counters={counters}
      asStored={await isAsStored(ctx.db, read.audit)}
    />,
  );
});

evidenceRoutes.get('/audits/:id/findings.csv', allow('audit.see'), async (c) => {
  const { db } = c.var.ctx;
  const audit = await findAudit(db, c.req.param('id'), scopeFor(c, 'audit.see'));
  const { items } = await listFindings(db, audit, FINDING_KINDS, undefined, MOST_ROWS);
  const heads = [
    ...[
      'finding',
      'tag',
      'serial',
      'model',
      'home',
      'scanned as',
      'scanned in',
      'by the books',
      'scanned at',
    ],
    ...['scanned by', 'scans', 'with a person', 'last seen', 'settled', 'reason', 'settled by', 'settled at'],
  ];
  return csv(c, `audit-${audit.n}`, csvText(heads, items.map(cells)));
});

evidenceRoutes.get('/settings/audits', allow('settings.manage'), async (c) => {
  const { db, district } = c.var.ctx;
  const values = asTyped({ ...auditSettingsOf(district.settings) });
  const state = freshState(values, await settingVersion(db, 'audits'));
  return c.html(<AuditSettingsPage frame={frameOf(c, 'settings')} state={state} />);
});

evidenceRoutes.post('/settings/audits', allow('settings.manage'), (c) =>
  submit(c, {
    schema: AuditSettingsForm,
    run: saveAuditSettings,
    done: () => '/settings?done=saved',
    again: async (state) => {
      const version = state.version ?? (await settingVersion(c.var.ctx.db, 'audits'));
      return <AuditSettingsPage frame={frameOf(c, 'settings')} state={{ ...state, version }} />;
    },
  }),
);

function cells(f: FindingRow): (string | number | null)[] {
  return [
    f.kind,
    f.tag,
    f.serial,
    f.modelName,
    f.homeName,
    f.value,
    f.placeName,
    f.bookPlaceName,
    f.at,
    f.by,
    f.scans,
    f.apart === 1 ? 'yes' : '',
    f.lastSeenAt,
    f.what,
    f.reason,
    f.resolvedBy,
    f.resolvedAt,
  ];
}

/** What is asked for, where there is enough to ask; else what is wrong with it. */
async function inventoryHere(c: AppContext): Promise<{ found: Inventory | null; problem: string | null }> {
  const asked = InventoryFilter.safeParse(c.req.query());
  if (!asked.success) return { found: null, problem: 'A day that exists, as 2027-06-30' };
  const scope = scopeFor(c, 'audit.see');
  if (asked.data.location === '' && scope === 'all') return { found: null, problem: 'A day that has come' };
  try {
    return { found: await readInventory(c.var.ctx, asked.data, scope), problem: null };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { found: null, problem: Object.values(error.fields).join(' ') };
  }
}

function csv(c: AppContext, name: string, text: string): Response {
  return c.body(text, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
  });
}
