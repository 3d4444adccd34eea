import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const COMPRESSIBLE = new Set(['.js', '.css', '.svg', '.wasm', '.json', '.webmanifest', '.txt', '.html']);
/** Smaller files fit one packet either way. */
const SMALLEST_WORTH_COMPRESSING = 512;
/** A server that started before this build still asks for the files it knew. */
const KEEP_FORMER_MS = 60 * 60 * 1000;

/** The first 8 characters of the SHA-256 of `bytes`, for file names. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 8);
}

/** Writes beside the target and renames, so that nobody reads half a file; same bytes keep their time. */
export function put(file: string, bytes: Uint8Array | string): void {
  const next = Buffer.from(bytes);
  if (existsSync(file) && readFileSync(file).equals(next)) return;
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, next);
  renameSync(draft, file);
}

/** Every file and folder under `top`, with its time of change in milliseconds. */
export function* walk(top: string): Generator<{ path: string; folder: boolean; changed: number }> {
  if (!existsSync(top)) return;
  const stat = statSync(top);
  yield { path: top, folder: stat.isDirectory(), changed: stat.mtimeMs };
  if (!stat.isDirectory()) return;
  for (const name of readdirSync(top)) yield* walk(join(top, name));
}

/** Puts `x.gz` (level 9) beside every static file that gets smaller by it; sources of bundles are left out. */
export function compress(folder: string, except: string[]): void {
  for (const { path, folder: isFolder, changed } of walk(folder)) {
    if (isFolder || !COMPRESSIBLE.has(extname(path))) continue;
    if (except.some((skipped) => !relative(skipped, path).startsWith('..'))) continue;
    const packed = `${path}.gz`;
    if (existsSync(packed) && statSync(packed).mtimeMs >= changed) continue;
    const bytes = readFileSync(path);
    if (bytes.length < SMALLEST_WORTH_COMPRESSING) continue;
    put(packed, gzipSync(bytes, { level: 9 }));
  }
}

/** Removes what former builds left in `folder`, an hour after they wrote it. */
export function sweep(folder: string, keep: Set<string>): void {
  for (const { path, folder: isFolder, changed } of walk(folder)) {
    if (isFolder || keep.has(path) || keep.has(path.replace(/\.gz$/, ''))) continue;
    if (Date.now() - changed > KEEP_FORMER_MS) rmSync(path, { force: true });
  }
}
