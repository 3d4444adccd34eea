/**
 * An audit at size on the built server: 2,500 devices, four phones, 30 scans a second together, while the phones'
 * pages ask for what the others scanned; then the closing and the findings.
 *   npm run bench:audit                    all 2,500, takes about two minutes
 *   npm run bench:audit -- --devices 500   fewer
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import { newId } from '../src/db/id.ts';
import { cookieOf, startNode } from '../test/support/server.ts';
import { device } from '../test/support/world-device.ts';

const { values: asked } = parseArgs({
  options: {
    devices: { type: 'string', default: '2500' },
    rate: { type: 'string', default: '30' },
  },
});
const DEVICES = Number(asked.devices);
const RATE = Number(asked.rate);
const PHONES = 4;
/** how often each phone asks for what came since and for the progress, in milliseconds */
const POLL_MS = 8_000;
const GOALS = { scan: 100, closing: 2_000, findings: 2_000 };

const server = await startNode();
const { cast: w } = server;
const file = new Sqlite(join(server.folder, 'spudger.db'));
file.transaction(() => {
  for (let n = 0; n < DEVICES; n++) {
    const facts = {
      tag: `7${String(n).padStart(5, '0')}`,
      serial: `SER7${n}`,
      home: w.maple,
      place: n % 2 === 0 ? w.mapleRoom : w.mapleCart,
      at: w.maple,
      holder: null,
      assigned: null,
      use: 'cart',
    };
    for (const { sql, parameters } of device(w, newId(), facts)) file.prepare(sql).run(...parameters);
  }
})();
file.close();

const people = [w.sid, w.ian, w.tess, w.ivy];
const say = (line: string) => process.stderr.write(`${line}\n`);

async function call(person: string, path: string, body?: object): Promise<{ ms: number; json: unknown }> {
  const began = performance.now();
  const answer = await fetch(server.url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      Cookie: cookieOf(person),
      Origin: server.url,
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return { ms: performance.now() - began, json: path.startsWith('/api/') ? JSON.parse(text) : null };
}

const start = await call(w.mara, '/api/v1/audits', { location: 'MAP', start: true });
const { id } = start.json as { id: string };
say(`Frozen in ${start.ms.toFixed(0)} ms: ${DEVICES} devices and those of the cast.`);

const scans: number[] = [];
const polls: number[] = [];
/** What an answer with nothing in it takes at the same moments: how much of the rest is the machine's doing. */
const floor: number[] = [];
const cursors = new Map<string, string>();
const waiting: Promise<void>[] = [];
// One device in fifty stays missing, one scan in a hundred is of nothing that anybody knows.
const texts = Array.from({ length: DEVICES }, (_, n) =>
  n % 100 === 99 ? `ODD-${n}` : `7${String(n).padStart(5, '0')}`,
);
const all = texts.filter((_, n) => n % 50 !== 0);
const begun = performance.now();
const timers = people.map((person, phone) =>
  setInterval(
    () => {
      const after = cursors.get(person) ?? '';
      waiting.push(
        (async () => {
          const list = await call(person, `/api/v1/audits/${id}/list${after ? `?after=${after}` : ''}`);
          cursors.set(person, (list.json as { next: string }).next);
          polls.push(list.ms, (await call(person, `/audits/${id}/progress`)).ms);
        })(),
      );
    },
    POLL_MS + phone * 311,
  ),
);
const probe = setInterval(() => {
  waiting.push(call(w.mara, '/healthz').then(({ ms }) => void floor.push(ms)));
}, 1_000 / RATE);
for (const [n, value] of all.entries()) {
  const due = begun + (n * 1_000) / RATE;
  const pause = due - performance.now();
  if (pause > 0) await new Promise((resume) => setTimeout(resume, pause));
  const phone = n % PHONES;
  const person = people[phone] ?? w.sid;
  const event = { id: newId(), seq: n, value, at: new Date().toISOString(), location: w.mapleRoom };
  waiting.push(
    call(person, `/api/v1/audits/${id}/events`, { phone: `bench-phone-${phone}`, events: [event] }).then(
      ({ ms }) => void scans.push(ms),
    ),
  );
}
await Promise.all(waiting);
clearInterval(probe);
for (const timer of timers) clearInterval(timer);
const seconds = (performance.now() - begun) / 1_000;

const closing = await call(w.mara, `/api/v1/audits/${id}/close`, {});
const findings = await call(w.mara, `/audits/${id}/findings?kind=missing`);
const report = await call(w.mara, `/audits/${id}/report`);
const audit = (await call(w.mara, `/api/v1/audits/${id}`)).json as Record<string, number>;
await server.stop();

const at = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
const results = {
  devices: DEVICES,
  scans: scans.length,
  perSecond: Math.round((scans.length / seconds) * 10) / 10,
  scanMs: { p50: at(scans, 0.5), p99: at(scans, 0.99), max: at(scans, 1) },
  emptyMs: { p50: at(floor, 0.5), p99: at(floor, 0.99), max: at(floor, 1) },
  scanToEmpty: { p50: at(scans, 0.5) / at(floor, 0.5), p99: at(scans, 0.99) / at(floor, 0.99) },
  pollMs: { p50: at(polls, 0.5), p99: at(polls, 0.99) },
  freezeMs: start.ms,
  closingMs: closing.ms,
  findingsMs: findings.ms,
  reportMs: report.ms,
  found: audit.found,
  missing: audit.missing,
  unknown: audit.unknown,
};
process.stdout.write(
  `${JSON.stringify(results, (_, value) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value), 2)}\n`,
);
const late = [
  results.scanMs.p99 > GOALS.scan ? `a scan took ${results.scanMs.p99.toFixed(0)} ms at p99` : '',
  closing.ms > GOALS.closing ? `closing took ${closing.ms.toFixed(0)} ms` : '',
  findings.ms > GOALS.findings ? `findings took ${findings.ms.toFixed(0)} ms` : '',
].filter(Boolean);
if (late.length > 0) {
  say(`Missed: ${late.join('; ')}`);
  process.exitCode = 1;
}
