import { can } from '../accounts/permissions.ts';
import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import type { Change } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { DEVICE_KINDS } from '../devices/forms.ts';
import { replaceIdentifier } from '../devices/identifier-changes.ts';
import { modelFor } from '../devices/place-queries.ts';
import { findDevice } from '../devices/queries.ts';
import { insertDevice } from '../devices/record-changes.ts';
import { readIdentifier } from '../devices/rules.ts';
import { Forbidden, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { seeDevices } from './event-changes.ts';
import type { NewResolution } from './finding-changes.ts';
import { type FindingRow, missingOf } from './finding-queries.ts';
import type { ResolveFindings } from './forms.ts';
import type { Audit } from './queries.ts';
import { topsOf } from './resolve-queries.ts';

/** A text that nobody knew is a device of ours after all, or a new one. */
export async function nameText(
  ctx: Ctx,
  audit: Audit,
  form: ResolveFindings,
  findings: readonly FindingRow[],
): Promise<{ changes: Change; rows: NewResolution[] }> {
  const [finding] = findings;
  if (!finding) throw new Invalid({ findings: 'Tick one' });
  return form.what === 'match'
    ? matchDevice(ctx, audit, form, finding)
    : createFor(ctx, audit, form, finding);
}

async function matchDevice(ctx: Ctx, audit: Audit, form: ResolveFindings, finding: FindingRow) {
  if (form.device === '') throw new Invalid({ device: 'Which device is it?' });
  const device = await findDevice(ctx.db, form.device, 'all');
  const tag = form.tag ? tagOf(ctx, finding) : null;
  const missing = await ctx.db.first(missingOf(audit, device.id));
  const resolution = (id: string, what: 'match' | 'seen'): NewResolution => ({
    id: newId(),
    finding: id,
    what,
    reason: form.reason,
    undo: what === 'match' ? { device: device.id, tag, formerTag: device.tag } : {},
  });
  return {
    changes: [
      tag === null
        ? null
        : replaceIdentifier(
            { device: device.id, kind: 'tag', value: tag, seen: device.tag, reason: form.reason },
            ctx.now,
          ),
      seeDevices([{ device: device.id, at: finding.at ?? ctx.now, place: finding.place ?? audit.location }]),
      record({
        thing: device.id,
        kind: 'device',
        verb: tag ? 'tag replaced' : 'seen',
        site: device.home,
        data: {
          audit: audit.id,
          finding: finding.id,
          location: finding.place,
          ...(tag ? { tag: [device.tag, tag] } : {}),
        },
        text: form.reason,
      }),
    ],
    // What was missing has turned up with a tag that nobody knew.
    rows: [resolution(finding.id, 'match'), ...(missing ? [resolution(missing.id, 'seen')] : [])],
  };
}

async function createFor(ctx: Ctx, audit: Audit, form: ResolveFindings, finding: FindingRow) {
  if (!can(ctx.actor, 'device.edit')) throw new Forbidden();
  const tag = tagOf(ctx, finding);
  const home = form.home ?? audit.site;
  if (!form.model) throw new Invalid({ model: 'Which model is it?' });
  if (!home) throw new Invalid({ home: 'Which site answers for it?' });
  const model = await modelFor(ctx.db, form.model);
  const place = finding.place ?? audit.location ?? home;
  const [top] = await ctx.db.all(topsOf([place]));
  const [homeRow] = await ctx.db.all(topsOf([home]));
  if (!model || model.retiredAt) throw new Invalid({ model: 'Choose a model in use' });
  if (!top || homeRow?.top !== home) throw new Invalid({ home: 'Choose a site' });
  const id = newId();
  const by = ctx.actor.person;
  const facts = {
    model: form.model,
    variant: null,
    home,
    condition: 'good' as const,
    purchasedOn: null,
    cost: null,
    orderNumber: '',
    fundingSource: '',
    federalShare: null,
    warrantyUntil: null,
    coveragePlan: null,
    coverageUntil: null,
    note: '',
  };
  const kind = DEVICE_KINDS.find((known) => known === model.kind) ?? 'other';
  return {
    changes: [
      insertDevice({ id, kind, facts, tag, serial: '', unidentified: false, use: 'spare', by }, ctx.now),
      giveCustody({ device: id, location: place, top: top.top, why: 'created', by }, ctx.now),
      record({
        thing: id,
        kind: 'device',
        verb: 'created',
        site: home,
        data: { tag, model: form.model, home, use: 'spare', at: place, audit: audit.id, finding: finding.id },
        text: form.reason,
        first: true,
      }),
    ],
    rows: [
      {
        id: newId(),
        finding: finding.id,
        what: 'create' as const,
        reason: form.reason,
        undo: { created: id },
      },
    ],
  };
}

/** The scanned text as a tag. @throws Invalid it cannot be one, Forbidden */
function tagOf(ctx: Ctx, finding: FindingRow): string {
  if (!can(ctx.actor, 'tag.replace')) throw new Forbidden();
  const read = readIdentifier('tag', finding.value);
  if ('problem' in read) throw new Invalid({ tag: read.problem });
  if (read.value === '') throw new Invalid({ tag: 'There is no text that could be its tag' });
  return read.value;
}
