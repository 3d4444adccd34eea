import type { Ctx } from '../context.ts';
import { keepValues } from '../custom-fields/changes.ts';
import { commit } from '../db/commit.ts';
import { refuseStale, sameVersion } from '../db/version.ts';
import { record } from '../history/record.ts';
import { asCounted, recount } from './changes.ts';
import { checkFacts } from './check-record.ts';
import { namesOf } from './form-queries.ts';
import type { DeviceEdit } from './forms.ts';
import { type Device, findDevice } from './queries.ts';
import { moveFaultTallies, updateDevice } from './record-changes.ts';

/** The words of the form, for the page that says what somebody else changed. */
const LABELS = {
  modelName: 'Model',
  variantName: 'Variant',
  homeName: 'Home',
  condition: 'Condition',
  purchasedOn: 'Purchased on',
  cost: 'Cost',
  orderNumber: 'Order number',
  fundingSource: 'Funding source',
  federalShare: 'Federal share',
  warrantyUntil: 'Warranty until',
  planName: 'Coverage plan',
  coverageUntil: 'Coverage until',
  wifiMac: 'Wi-Fi address',
  ethernetMac: 'Ethernet address',
  storageGb: 'Storage',
  note: 'Note',
} as const;

/** @throws NotFound, Invalid, Conflict of kind 'version' with what somebody else changed */
export async function editDevice(ctx: Ctx, ref: string, form: DeviceEdit): Promise<{ id: string }> {
  const before = await findDevice(ctx.db, ref, 'all');
  if (form.version !== before.version) await refuseChanged(ctx, before, form);
  const { kind, values } = await checkFacts(ctx, form, form.custom, before);
  const after = { id: before.id, home: form.home, model: form.model, use: before.use, state: before.state };
  const moved = before.home !== form.home || before.model !== form.model;
  return commit(
    ctx,
    { id: before.id },
    sameVersion('devices', before.id, form.version),
    moved ? [asCounted(before), recount(before, after)] : null,
    before.model === form.model ? null : moveFaultTallies(before.id, before.model, form.model),
    updateDevice(before.id, kind, form),
    keepValues(before.id, values),
    record({
      thing: before.id,
      kind: 'device',
      verb: 'edited',
      site: form.home,
      data: differences(before, { ...form, costCents: form.cost }),
      text: form.note === before.note ? undefined : form.note,
    }),
  );
}

/** @throws Conflict with a line for each field that somebody else changed */
async function refuseChanged(ctx: Ctx, before: Device, form: DeviceEdit): Promise<void> {
  const names = await namesOf(ctx.db, { ...form, plan: form.coveragePlan });
  const typed = {
    ...form,
    cost: money(form.cost),
    modelName: names.model,
    variantName: names.variant,
    homeName: names.home,
    planName: names.plan,
  };
  refuseStale(form.version, { ...before, cost: money(before.costCents) }, typed, LABELS);
}

const TOLD = [
  'model',
  'variant',
  'home',
  'condition',
  'purchasedOn',
  'costCents',
  'orderNumber',
  'fundingSource',
  'federalShare',
  'warrantyUntil',
  'coveragePlan',
  'coverageUntil',
  'wifiMac',
  'ethernetMac',
  'storageGb',
] as const;

type Told = Readonly<Partial<Record<(typeof TOLD)[number], string | number | null | undefined>>>;

/** What was and what is, of the facts that changed. */
function differences(before: Told, after: Told): Record<string, unknown> {
  const changed = TOLD.filter((name) => after[name] !== undefined && before[name] !== after[name]);
  return Object.fromEntries(changed.map((name) => [name, [before[name], after[name]]]));
}

const money = (cents: number | null) => (cents === null ? '' : (cents / 100).toFixed(2));
