/**
 * What webhooks cost a quick repair: CPU of a request from the form to its answer, with none, one and five webhooks that
 * are told of everything, in turns, each in a district of its own. Prints milliseconds and the ratio to none.
 *   node bench/webhooks.ts [rounds]
 */
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';

const TO = 'data/bench/webhooks-repairs.mjs';

await build({
  entryPoints: ['bench/webhooks-repairs.ts'],
  outfile: TO,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node26',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  external: ['better-sqlite3', 'esbuild', 'miniflare', 'playwright-core', 'sharp', 'vitest', 'wrangler'],
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
});
const { status } = spawnSync(process.execPath, [TO, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
