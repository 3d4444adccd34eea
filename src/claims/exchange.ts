import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { assignDevice, endAssignment, giveCustody } from '../custody/changes.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { setState } from '../devices/changes.ts';
import { DEVICE_KINDS, type DeviceFacts } from '../devices/forms.ts';
import { withdrawIdentifier } from '../devices/identifier-changes.ts';
import { identifiersOf } from '../devices/page-queries.ts';
import { holdersOf, modelFor } from '../devices/place-queries.ts';
import type { Device } from '../devices/queries.ts';
import { insertDevice } from '../devices/record-changes.ts';
import { readIdentifier } from '../devices/rules.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import type { Location } from '../locations/queries.ts';
import { insertExchange, unidentify } from './away-changes.ts';
import type { Back } from './forms.ts';
import type { Batch, Claim } from './queries.ts';

interface Coming {
  batch: Batch;
  claim: Claim;
  /** the one that was sent */
  device: Device;
  /** where the other one is now */
  place: Location;
}

/**
 * Another unit came in place of the one that was sent: a new device takes over its tag, whom it is issued to, its
 * home, its use and what is left of its warranty and plan. The old one is retired and stays where it is, at the vendor.
 * @throws Invalid the serial is known; Forbidden
 */
export async function exchanging(
  ctx: Ctx,
  { batch, claim, device, place }: Coming,
  form: Back,
): Promise<{ id: string; changes: Change }> {
  if (!can(ctx.actor, 'device.edit'))
    throw new Forbidden('A specialist or a manager records a new device. Ask one of them to do it here');
  const serial = await newSerialFor(ctx, device, form.serial);
  const { kind, facts } = await factsOf(ctx, device, form.model);
  const identifiers = await ctx.db.all(identifiersOf(device.id));
  const tag = identifiers.find((one) => one.kind === 'tag' && one.toAt === null);
  const id = newId();
  const by = ctx.actor.person;
  return {
    id,
    changes: [
      setState(device, 'retired', { by, reason: 'exchanged' }, ctx.now),
      device.openAssignment ? endAssignment(device.id, ctx.now, device.openAssignment) : null,
      tag ? giveUpTag(device, tag.id, ctx.now) : null,
      insertDevice(
        {
          id,
          kind,
          facts,
          tag: tag?.value ?? '',
          serial,
          unidentified: false,
          use: device.use,
          by,
        },
        ctx.now,
      ),
      insertExchange({ line: claim.id, old: device.id, new: id, tag: tag?.value ?? '', by }, ctx.now),
      device.openAssignment
        ? assignDevice(
            {
              device: id,
              person: device.assignedPerson,
              location: device.assignedLocation,
              slot: device.slot,
              chargers: device.chargers ?? 0,
              cases: device.cases ?? 0,
              hotspots: device.hotspots ?? 0,
              by,
              expects: null,
            },
            ctx.now,
          )
        : null,
      giveCustody(
        { device: id, location: place.id, top: place.top, why: 'created', by, expects: null },
        ctx.now,
      ),
      record({
        thing: device.id,
        kind: 'device',
        verb: 'retired',
        site: device.home,
        data: { why: 'exchanged', was: device.state, replacement: id, batch: batch.id, tag: tag?.value },
      }),
      record({
        thing: id,
        kind: 'device',
        verb: 'created',
        site: device.home,
        data: {
          tag: tag?.value ?? '',
          serial,
          model: facts.model,
          home: device.home,
          use: device.use,
          at: place.id,
          inPlaceOf: device.id,
          batch: batch.id,
        },
        first: true,
      }),
    ],
  };
}

/** The old one gives up its tag; where that is all it had, it is known by its record alone. */
function giveUpTag(device: Device, tag: string, now: string): Change {
  return [
    device.serial === '' ? unidentify(device.id) : null,
    withdrawIdentifier(tag, device.id, 'exchanged', now),
  ];
}

/** @throws Invalid it is no serial, the old one's, or another device's */
async function newSerialFor(ctx: Ctx, device: Device, typed: string): Promise<string> {
  const read = readIdentifier('serial', typed);
  if ('problem' in read) throw new Invalid({ serial: read.problem });
  if (read.value === device.serial)
    throw new Invalid({ serial: 'This is the serial of the device that was sent: it is no other unit' });
  const [holder] = await holdersOf(ctx.db, '', read.value);
  if (holder)
    throw new Invalid({
      serial: `A ${holder.modelName} of ${holder.homeName}${holder.tag ? ` (tag ${holder.tag})` : ''} has this serial`,
    });
  return read.value;
}

/** What is written down of the old one goes on for the new one. @throws Invalid there is no such model */
async function factsOf(ctx: Ctx, device: Device, model: string | null) {
  const other = model && model !== device.model ? await modelFor(ctx.db, model) : null;
  if (model && model !== device.model && (!other || other.retiredAt))
    throw new Invalid({ model: 'Choose a model in use' });
  const facts: DeviceFacts = {
    model: other?.id ?? device.model,
    variant: other ? null : device.variant,
    home: device.home,
    condition: 'good',
    purchasedOn: device.purchasedOn,
    cost: device.costCents,
    orderNumber: device.orderNumber,
    fundingSource: device.fundingSource,
    federalShare: device.federalShare,
    warrantyUntil: device.warrantyUntil,
    coveragePlan: device.coveragePlan,
    coverageUntil: device.coverageUntil,
    note: '',
  };
  const kind = other ? (DEVICE_KINDS.find((known) => known === other.kind) ?? 'other') : device.kind;
  return { kind, facts };
}
