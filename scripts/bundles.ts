import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { contentHash, put } from './outputs.ts';

const SHARED: BuildOptions = {
  bundle: true,
  write: false,
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  // Elements become strings at once: see there.
  alias: { 'hono/jsx/jsx-runtime': './views/ui/jsx-runtime.ts' },
  logLevel: 'warning',
  legalComments: 'none',
  sourcemap: 'linked',
};

const NODE: BuildOptions = {
  ...SHARED,
  platform: 'node',
  target: 'node26',
  external: ['better-sqlite3'],
  // Packages in the older module format call require() for built-ins.
  banner: {
    js: "import { createRequire as createRequireHere } from 'node:module';const require = createRequireHere(import.meta.url);",
  },
};

const WORKER: BuildOptions = {
  ...SHARED,
  platform: 'browser',
  target: 'es2024',
  conditions: ['workerd', 'worker', 'browser'],
  mainFields: ['module', 'main'],
  external: ['node:*', 'cloudflare:*'],
};

const BROWSER: BuildOptions = {
  ...SHARED,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  sourcemap: false,
  external: ['/icons/*', '/fonts/*'],
};

/** A note for a source that is not there yet; the build goes on without it. */
function missing(source: string): boolean {
  if (existsSync(source)) return false;
  process.stderr.write(`build: ${source} is not there, left out\n`);
  return true;
}

/** Bundles one server entry to `dist/NAME.js` with its map. */
export async function bundleServer(name: 'node' | 'node-thread' | 'cli' | 'worker'): Promise<void> {
  const source = `src/${name}.ts`;
  if (missing(source)) return;
  const outfile = `dist/${name}.js`;
  const options = name === 'worker' ? WORKER : NODE;
  const result = await build({ ...options, entryPoints: [source], outfile });
  for (const file of result.outputFiles ?? []) put(file.path, file.contents);
}

async function compiled(source: string, options: BuildOptions): Promise<Uint8Array> {
  const result = await build({ ...options, entryPoints: [source], outdir: 'static/build' });
  const first = result.outputFiles?.[0];
  if (!first) throw new Error(`esbuild wrote nothing for ${source}`);
  return first.contents;
}

function browserEntries(): string[] {
  const folder = 'src/browser';
  const more = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.entry.ts')) : [];
  return ['main.ts', 'scan-worker.ts', ...more].map((name) => join(folder, name));
}

/**
 * Builds everything the browser loads into `static/build` and returns name -> URL path, which is also written to
 * `static/build/assets.json` for the server bundles to import. The service worker keeps a plain name: it is served
 * as /sw.js and carries the list itself.
 */
export async function bundleBrowser(): Promise<Record<string, string>> {
  const assets: Record<string, string> = {};
  const add = (name: string, bytes: Uint8Array): void => {
    const [stem, ending] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.'))];
    const file = `${stem}-${contentHash(bytes)}${ending}`;
    put(join('static/build', file), bytes);
    assets[name] = `/build/${file}`;
  };
  for (const source of browserEntries()) {
    if (missing(source)) continue;
    add(basename(source).replace(/(\.entry)?\.ts$/, '.js'), await compiled(source, BROWSER));
  }
  if (!missing('static/css/app.css')) add('app.css', await compiled('static/css/app.css', BROWSER));
  const wasm = 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm';
  if (!missing(wasm)) add('zxing.wasm', readFileSync(wasm));

  const serviceWorker = 'src/browser/service-worker.ts';
  if (!missing(serviceWorker)) {
    const define = { BUILD_ASSETS: JSON.stringify(assets) };
    put('static/build/service-worker.js', await compiled(serviceWorker, { ...BROWSER, define }));
    assets['service-worker.js'] = '/build/service-worker.js';
  }
  put('static/build/assets.json', `${JSON.stringify(assets, null, 2)}\n`);
  return assets;
}
