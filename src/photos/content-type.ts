/** The picture types that are kept. */
export type PhotoType = 'jpeg' | 'png' | 'webp';

/** What the first bytes of an upload say it is; the name and the type that the sender claims are not looked at. */
export type Content = PhotoType | 'heic' | 'avif' | 'gif' | 'html' | 'svg' | 'unknown';

export const MEDIA_TYPES: Record<PhotoType, string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const HEIC_BRANDS = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const AVIF_BRANDS = new Set(['avif', 'avis']);
/** Enough for every brand that a phone lists and for a long XML prolog. */
const SNIFFED_BYTES = 512;

function text(bytes: Uint8Array, from: number, to: number): string {
  let out = '';
  for (let at = from; at < Math.min(to, bytes.length); at += 1) out += String.fromCharCode(bytes[at] ?? 0);
  return out;
}

/** ISO base media files (HEIC, AVIF) name their brands in a first `ftyp` box: major, version, compatible ones. */
function brandOf(bytes: Uint8Array): Content {
  const brands = [text(bytes, 8, 12)];
  for (let at = 16; at + 4 <= Math.min(bytes.length, SNIFFED_BYTES); at += 4)
    brands.push(text(bytes, at, at + 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.has(brand)) || brands[0] === 'mif1' ? 'heic' : 'unknown';
}

function markupOf(bytes: Uint8Array): Content {
  const start = text(bytes, 0, SNIFFED_BYTES)
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (start.includes('<svg')) return 'svg';
  return start.startsWith('<') ? 'html' : 'unknown';
}

/** Tells a file's type by its content alone. */
export function contentOf(bytes: Uint8Array): Content {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (PNG_SIGNATURE.every((byte, at) => bytes[at] === byte)) return 'png';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP') return 'webp';
  if (text(bytes, 4, 8) === 'ftyp') return brandOf(bytes);
  if (text(bytes, 0, 4) === 'GIF8') return 'gif';
  return markupOf(bytes);
}
