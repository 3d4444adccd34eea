import type { z } from 'zod';
import type { Action } from '../accounts/permissions.ts';
import { adviceFor } from '../devices/advice.ts';
import { identifiersOf, repairsOf, valuesOf } from '../devices/page-queries.ts';
import { type Device, deviceByRef, findDevice, sees } from '../devices/queries.ts';
import { NotFound } from '../errors.ts';
import { scopeFor } from '../web/access.ts';
import type { AppContext } from '../web/env.ts';
import { namesFor, personRef } from './person.ts';
import type { Device as DeviceShape } from './shapes-devices.ts';

/** The device that the path names, where the person may do this to it. @throws NotFound */
export function deviceHere(c: AppContext, action: Action): Promise<Device> {
  return findDevice(c.var.ctx.db, c.req.param('device') ?? '', scopeFor(c, action));
}

/** Everything that is known of the device that the path names. One trip. @throws NotFound */
export async function wholeDevice(c: AppContext): Promise<z.input<typeof DeviceShape>> {
  const { ctx } = c.var;
  const ref = c.req.param('device') ?? '';
  const [devices, identifiers, repairs, custom] = await ctx.db.read(
    deviceByRef(ref),
    identifiersOf(ref),
    repairsOf(ref),
    valuesOf(ref),
  );
  const device = devices[0];
  if (!device || !sees(scopeFor(c, 'device.see'), device)) throw new NotFound('There is no such device');
  const { openRepair, openRepairNumber, openRepairState } = device;
  const { advice, coverage, costCents } = adviceFor(ctx, device, repairs);
  return {
    ...device,
    identifiers,
    custom,
    model: { id: device.model, name: device.modelName, number: device.modelNumber },
    variant: named(device.variant, device.variantName),
    home: { id: device.home, name: device.homeName },
    coveragePlan: named(device.coveragePlan, device.planName),
    coverage,
    advice,
    repairCents: costCents,
    place: named(device.place, device.placeName),
    site: named(device.atSite, device.atSiteName),
    holder: personRef(namesFor(c), {
      id: device.holder,
      name: device.holderName,
      kind: device.holderKind,
      grade: device.holderGrade,
      site: device.holderSite,
    }),
    issuedTo: issueOf(c, device),
    custody: device.openCustody,
    assignment: device.openAssignment,
    repair: openRepair
      ? { id: openRepair, number: openRepairNumber ?? 0, state: openRepairState ?? '' }
      : null,
  };
}

function issueOf(c: AppContext, device: Device) {
  const { assignedPerson, assignedLocation, assignedName, assignedKind, assignedGrade, assignedSite } =
    device;
  if (!assignedPerson && !assignedLocation) return null;
  return {
    person: personRef(namesFor(c), {
      id: assignedPerson,
      name: assignedName,
      kind: assignedKind,
      grade: assignedGrade,
      site: assignedSite,
    }),
    location: named(assignedLocation, assignedName),
    slot: device.slot,
    chargers: device.chargers ?? 0,
    cases: device.cases ?? 0,
    hotspots: device.hotspots ?? 0,
  };
}

function named(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? '' };
}
