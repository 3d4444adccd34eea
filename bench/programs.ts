import { join } from 'node:path';
import { build } from 'esbuild';

const TO = 'data/bench';

export interface Programs {
  probe: string;
  nightlyProbe: string;
  nightlyCalls: string;
  floor: string;
}

/** The bench's own programs as plain JavaScript: Node's translator of TypeScript would count as their memory. */
export async function buildPrograms(): Promise<Programs> {
  await build({
    entryPoints: ['bench/probe.ts', 'bench/nightly-probe.ts', 'bench/nightly-calls.ts', 'bench/floor.ts'],
    outdir: TO,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    packages: 'external',
    outExtension: { '.js': '.mjs' },
  });
  return {
    probe: `./${join(TO, 'probe.mjs')}`,
    nightlyProbe: `./${join(TO, 'nightly-probe.mjs')}`,
    nightlyCalls: join(TO, 'nightly-calls.mjs'),
    floor: join(TO, 'floor.mjs'),
  };
}
