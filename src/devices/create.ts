import type { Ctx } from '../context.ts';
import { giveCustody } from '../custody/changes.ts';
import { keepValues } from '../custom-fields/changes.ts';
import { commit } from '../db/commit.ts';
import { newId } from '../db/id.ts';
import { Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { insertPhoto, type NewPhoto } from '../photos/changes.ts';
import { checkFacts, checkFree } from './check-record.ts';
import type { NewDevice } from './forms.ts';
import { modelFor, placeOf } from './place-queries.ts';
import { insertDevice } from './record-changes.ts';
import { readIdentifier } from './rules.ts';

/** A picture that is stored and gets its row with the device. */
type KeptPhoto = Pick<NewPhoto, 'id' | 'name' | 'thumb' | 'type' | 'width' | 'height' | 'bytes'>;

/**
 * A new device, in service, at its home or where it is said to be. Where no price and warranty are given, the
 * model's warranty counts from the purchase.
 * @throws Invalid a tag or serial is taken, or nothing identifies the device
 */
export async function createDevice(
  ctx: Ctx,
  form: NewDevice,
  photos: readonly KeptPhoto[] = [],
): Promise<{ id: string }> {
  const { tag, serial } = readIdentifiers(form);
  const checked = await checkFacts(ctx, form, form.custom);
  await checkFree(ctx, { tag, serial });
  const model = await modelFor(ctx.db, form.model);
  const place = await placeOf(ctx.db, form.at ?? form.home);
  if (!place || place.retiredAt) throw new Invalid({ at: 'Choose a place in use' });
  const facts = {
    ...form,
    warrantyUntil: form.warrantyUntil ?? warrantyEnd(form.purchasedOn, model?.warrantyMonths),
  };
  const id = newId();
  const by = ctx.actor.person;
  const unidentified = tag === '' && serial === '';
  // Programs register what they know; a person who holds the device can always take a picture of it.
  if (unidentified && photos.length === 0 && ctx.actor.source === 'page')
    throw new Invalid({ photo: 'Take a photo: nothing else tells it from others' });
  return commit(
    ctx,
    { id },
    insertDevice({ id, kind: checked.kind, facts, tag, serial, unidentified, use: form.use, by }, ctx.now),
    keepValues(id, checked.values),
    photos.map((photo) => insertPhoto({ ...photo, device: id, repair: null, step: '', by }, ctx.now)),
    giveCustody({ device: id, location: place.id, top: place.top, why: 'created', by }, ctx.now),
    record({
      thing: id,
      kind: 'device',
      verb: 'created',
      site: form.home,
      data: {
        tag,
        serial,
        model: form.model,
        variant: form.variant,
        home: form.home,
        use: form.use,
        at: place.id,
        photos: photos.map((photo) => photo.id),
      },
      text: form.note,
      first: true,
    }),
  );
}

/** @throws Invalid */
function readIdentifiers(form: NewDevice): { tag: string; serial: string } {
  const problems: Record<string, string> = {};
  const read = { tag: '', serial: '' };
  for (const kind of ['tag', 'serial'] as const) {
    const found = readIdentifier(kind, form[kind]);
    if ('problem' in found) problems[kind] = found.problem;
    else read[kind] = found.value;
  }
  if (Object.keys(problems).length === 0 && read.tag === '' && read.serial === '' && !form.unidentified)
    problems.tag = 'Give a tag or a serial, or say that it has neither';
  if (form.unidentified && (read.tag !== '' || read.serial !== ''))
    problems.unidentified = 'It has a tag or serial, so it is identified';
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return read;
}

/** The day before the anniversary; null where purchase or months are not known. */
function warrantyEnd(purchasedOn: string | null, months: number | null | undefined): string | null {
  if (!purchasedOn || !months) return null;
  const end = new Date(`${purchasedOn}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + months);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}
