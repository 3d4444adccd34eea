/**
 * Bundles the server, the command line, the Worker and the browser's files.
 *   node scripts/build.ts              builds everything
 *   node scripts/build.ts --if-newer   only where a source is younger than the last build
 *   node scripts/build.ts --watch      builds again after every change
 */
import { existsSync, statSync, utimesSync, watch } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compress, put, sweep, walk } from './outputs.ts';

const SOURCES = [
  'src',
  'views',
  'static/css',
  'static/icons',
  'scripts',
  'package-lock.json',
  'tsconfig.json',
];
const STAMP = 'dist/built';

/** True where every source, folders included (a file was removed), is older than the start of the last build. */
function upToDate(): boolean {
  if (!existsSync(STAMP) || !existsSync('static/build/assets.json')) return false;
  const built = statSync(STAMP).mtimeMs;
  for (const source of SOURCES) for (const { changed } of walk(source)) if (changed > built) return false;
  return true;
}

/** Builds everything once; a failing bundle does not keep the others from being written. */
export async function buildAll(): Promise<void> {
  const begun = Date.now();
  // Loaded here so that --if-newer does not pay for it.
  const { bundleBrowser, bundleServer } = await import('./bundles.ts');
  const assets = await bundleBrowser();
  const results = await Promise.allSettled([
    bundleServer('node'),
    bundleServer('node-thread'),
    bundleServer('cli'),
    bundleServer('worker'),
  ]);
  const kept = Object.values(assets).map((url) => join('static', url));
  sweep('static/build', new Set([...kept, 'static/build/assets.json']));
  compress('static', ['static/css']);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  put(STAMP, new Date(begun).toISOString());
  utimesSync(STAMP, begun / 1000, begun / 1000);
}

/** Calls `changed` a moment after anything under the watched sources was written. */
function watchSources(changed: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of ['src', 'views', 'static/css'].filter((name) => existsSync(name))) {
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(changed, 60);
    });
  }
}

/** Builds now and after each change; `done` hears of every build that worked. */
export async function buildAndWatch(done: () => void): Promise<void> {
  let running = false;
  let again = false;
  const once = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const begun = performance.now();
    try {
      await buildAll();
      process.stderr.write(`build: ${Math.round(performance.now() - begun)} ms\n`);
      done();
    } catch (error) {
      process.stderr.write(`build: failed. ${error instanceof Error ? error.message : String(error)}\n`);
    }
    running = false;
    if (again) {
      again = false;
      await once();
    }
  };
  await once();
  watchSources(() => void once());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--watch')) await buildAndWatch(() => {});
  else if (!process.argv.includes('--if-newer') || !upToDate()) await buildAll();
}
