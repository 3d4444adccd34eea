import type { Ctx } from '../context.ts';
import { commit } from '../db/commit.ts';
import { sameVersion } from '../db/version.ts';
import { Conflict, Invalid } from '../errors.ts';
import { record } from '../history/record.ts';
import { contentOf } from '../photos/content-type.ts';
import { cleanPhoto, REFUSAL_WORDS } from '../photos/metadata.ts';
import type { PhotoStore } from '../photos/store.ts';
import { type CloseLot, MAX_CERTIFICATE_BYTES } from './forms.ts';
import { closeLot } from './lot-changes.ts';
import { findLot, loaded, notLoaded } from './lot-queries.ts';
import { isPdf, splitCents } from './rules.ts';

/**
 * The recycler has the lot: certificate, day and proceeds, which are split over the devices with no cent
 * lost. What was not scanned out stays.
 * @param certificate what was uploaded; its content says what it is, whatever its name claims
 * @throws Invalid at its field; Forbidden; Conflict
 */
export async function finishLot(
  ctx: Ctx,
  store: Pick<PhotoStore, 'put'>,
  id: string,
  form: CloseLot,
  certificate: Uint8Array | null,
): Promise<{ id: string; left: number; stayed: number }> {
  const lot = await findLot(ctx.db, id);
  if (lot.state !== 'approved') throw new Conflict('must', 'the lot is as you saw it');
  if (form.leftOn > ctx.today) throw new Invalid({ leftOn: 'Not after today' });
  const [gone, rest] = await ctx.db.read(loaded(id), notLoaded(id));
  if (gone.length === 0)
    throw new Invalid({ '': 'Nothing has left: scan out what leaves, or withdraw the lot' });
  if (certificate === null && form.noCertificate === '')
    throw new Invalid({ certificate: 'Add the certificate, or say why there is none' });
  const kept = certificate ? await keepCertificate(store, certificate) : null;
  const proceedsCents = form.proceeds ?? 0;
  const shares = splitCents(proceedsCents, gone.length);
  return commit(
    ctx,
    { id, left: gone.length, stayed: rest.length },
    sameVersion('lots', id, form.version),
    closeLot(
      {
        lot: id,
        recycler: form.recycler,
        leftOn: form.leftOn,
        proceedsCents,
        certificate: kept,
        noCertificate: kept ? '' : form.noCertificate,
        shares: gone.map((row, i) => [row.id, shares[i] ?? 0] as const),
        by: ctx.actor.person,
      },
      ctx.now,
    ),
    record({
      thing: id,
      kind: 'lot',
      verb: 'closed',
      site: lot.site,
      data: {
        leftOn: form.leftOn,
        proceedsCents,
        certificate: kept !== null,
        left: gone.length,
        stayed: rest.map(({ device }) => device),
      },
      text: [form.recycler, form.noCertificate].filter(Boolean).join('. '),
    }),
  );
}

/** Puts a certificate under a name that nobody can guess. @throws Invalid at 'certificate' */
async function keepCertificate(
  store: Pick<PhotoStore, 'put'>,
  bytes: Uint8Array,
): Promise<{ name: string; type: string }> {
  if (bytes.length > MAX_CERTIFICATE_BYTES)
    throw new Invalid({ certificate: 'A certificate may have at most 12 MB' });
  const file = readCertificate(bytes);
  const name = `${secretName()}.${file.ending}`;
  await store.put(name, { bytes: new Uint8Array(file.bytes), type: file.type });
  return { name, type: file.type };
}

function readCertificate(bytes: Uint8Array): { bytes: Uint8Array; ending: string; type: string } {
  if (isPdf(bytes)) return { bytes, ending: 'pdf', type: 'application/pdf' };
  const content = contentOf(bytes);
  if (content !== 'jpeg' && content !== 'png')
    throw new Invalid({ certificate: 'A PDF, a JPEG or a PNG: this file is none of them' });
  const photo = cleanPhoto(bytes);
  if (!photo.ok) throw new Invalid({ certificate: REFUSAL_WORDS[photo.reason] });
  return content === 'jpeg'
    ? { bytes: photo.bytes, ending: 'jpg', type: 'image/jpeg' }
    : { bytes: photo.bytes, ending: 'png', type: 'image/png' };
}

/** 192 random bits, base64url. */
function secretName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
