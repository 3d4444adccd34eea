/**
 * A fleet from a file on the built server: 100,000 devices that are new, while somebody looks devices up by their tags.
 *   npm run bench:import                       all 100,000, takes about two minutes
 *   npm run bench:import -- --devices 10000    fewer
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cookieOf, startNode } from '../test/support/server.ts';

const { values: asked } = parseArgs({ options: { devices: { type: 'string', default: '100000' } } });
const DEVICES = Number(asked.devices);
/** So often a tag is looked up. */
const LOOK_MS = 25;
const GOALS = { previewS: 20, applyS: 60, megabytes: 300, lookMs: 100 };

const server = await startNode();
const { cast: w } = server;
const say = (line: string) => process.stderr.write(`${line}\n`);
const headers = { Cookie: cookieOf(w.mara), Origin: server.url };

async function call(path: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    ...init,
    headers: { ...headers, ...init.headers },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as Record<string, unknown>;
}

const send = (path: string, body: object, method = 'POST') =>
  call(path, { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** Resident memory of the server and the CPU that it has taken: megabytes, seconds. */
function usage(): { megabytes: number; cpu: number } {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  const ticks = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return {
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024,
    cpu: (Number(ticks[11]) + Number(ticks[12])) / 100,
  };
}

const rows = Array.from({ length: DEVICES }, (_, n) => {
  const number = String(n).padStart(6, '0');
  return `T${number},SER${number}XYZ,${n % 3 === 0 ? 'Lenovo 100e Chromebook Gen 2' : 'Dell Chromebook 3100'},${n % 2 === 0 ? 'MAP' : 'BIR'},2026-08-2${n % 10},279.00,PO-1,Capital,active`;
});
const text = `Asset Tag,Serial Number,Model,Location,Purchase Date,Purchase Cost,Order Number,Funding,Status\n${rows.join('\n')}\n`;

const looks: number[] = [];
let most = usage().megabytes;
const before = usage();
let looking = true;
const tags = ['48213', '48214', '50001', '60001'];
const looked = (async () => {
  for (let n = 0; looking; n += 1) {
    const began = performance.now();
    await call(`/devices/${tags[n % tags.length]}`);
    looks.push(performance.now() - began);
    if (n % 8 === 0) most = Math.max(most, usage().megabytes);
    await new Promise((resume) => setTimeout(resume, LOOK_MS));
  }
})();

/** Until the import is there, in seconds. */
async function until(id: string, states: readonly string[], began: number): Promise<number> {
  for (;;) {
    const { state, failure } = await call(`/imports/${id}`);
    if (failure) throw new Error(String(failure));
    if (states.includes(String(state))) return (performance.now() - began) / 1_000;
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

const form = new FormData();
form.append('file', new File([text], 'fleet.csv'));
form.append('kind', 'devices');
const memory: Record<string, number> = { start: before.megabytes };
const begun = performance.now();
const { id } = (await call('/imports', { method: 'POST', body: form })) as { id: string };
const read = await until(id, ['mapping'], begun);
memory.read = most;
say(`Read in ${read.toFixed(1)} s.`);
const mapped = performance.now();
await send(`/imports/${id}/mapping`, { kind: 'devices', match: ['serial', 'tag'] }, 'PUT');
const planned = await until(id, ['ready'], mapped);
memory.planned = most;
say(`Planned in ${planned.toFixed(1)} s.`);
const applying = performance.now();
await send(`/imports/${id}/apply`, {});
const applied = await until(id, ['applied'], applying);
say(`Applied in ${applied.toFixed(1)} s.`);
const it = await call(`/imports/${id}`);
looking = false;
await looked;
const after = usage();
const undoing = performance.now();
await send(`/imports/${id}/undo`, {});
const undone = await until(id, ['undone'], undoing);
await server.stop();

const at = (share: number) => {
  const sorted = [...looks].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
};
const results = {
  devices: DEVICES,
  went: it.applied,
  rejected: it.rejects,
  previewS: read + planned,
  applyS: applied,
  undoS: undone,
  cpuMsPerDevice: ((after.cpu - before.cpu) * 1_000) / DEVICES,
  megabytes: most,
  /** the most so far, after each step */
  memory: { ...memory, applied: most },
  lookUps: looks.length,
  lookMs: { p50: at(0.5), p99: at(0.99), max: at(1) },
};
process.stdout.write(
  `${JSON.stringify(results, (_, value) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value), 2)}\n`,
);
const missed = [
  results.previewS > GOALS.previewS ? `the preview took ${results.previewS.toFixed(0)} s` : '',
  results.applyS > GOALS.applyS ? `applying took ${results.applyS.toFixed(0)} s` : '',
  most > GOALS.megabytes ? `${most.toFixed(0)} MB of memory` : '',
  results.lookMs.p99 > GOALS.lookMs ? `a look-up took ${results.lookMs.p99.toFixed(0)} ms at p99` : '',
].filter(Boolean);
if (missed.length > 0) {
  say(`Missed: ${missed.join('; ')}`);
  process.exitCode = 1;
}
