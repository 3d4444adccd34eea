/** The part of webhooks.ts that runs: it is bundled first, for Node reads no page components. */
import { signedCookie } from '../src/accounts/cookie.ts';
import { createApp } from '../src/app.ts';
import { EVENTS } from '../src/webhooks/event-rules.ts';
import { workshop } from '../test/repairs/workshop.ts';
import { SECRET } from '../test/support/app.ts';

const ROUNDS = Number(process.argv[2] ?? 12);
const REPAIRS = 60;
const HOOKS = [0, 1, 5];

const fields = {
  fault: 'screen',
  remedy: 'replaced',
  minutes: '15',
  outcome: 'repaired',
  place: 'stay',
  note: '',
};

async function district(hooks: number) {
  const shop = await workshop();
  for (let n = 0; n < hooks; n++) {
    const hook = {
      name: `Hook ${n}`,
      url: `https://example.org/${n}`,
      events: EVENTS.map(({ name }) => name),
    };
    const made = await shop.app.json('POST', '/api/v1/webhooks', hook, shop.w.ada);
    if (made.status !== 201) throw new Error(made.text);
  }
  const app = createApp(shop.app.services);
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    Origin: 'http://spudger.test',
    Cookie: `spudger.session_token=${signedCookie(`session-${shop.w.sid}`, SECRET)}`,
  };
  let key = 0;
  const repair = async () => {
    key += 1;
    const body = new URLSearchParams({ ...fields, idempotency_key: `bench-key-${key}` }).toString();
    const url = `http://spudger.test/devices/${shop.w.one}/repair`;
    const answer = await app.request(url, { method: 'POST', headers, body });
    if (answer.status !== 303) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 500)}`);
  };
  const told = () => shop.app.rows<{ n: number }>('SELECT count(*) AS n FROM webhook_deliveries');
  return { hooks, repair, told, took: [] as number[] };
}

const districts = await Promise.all(HOOKS.map(district));
for (let round = -2; round < ROUNDS; round++) {
  for (const { repair, took } of districts) {
    const before = process.cpuUsage();
    for (let n = 0; n < REPAIRS; n++) await repair();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) took.push((user + system) / 1_000 / REPAIRS);
  }
}
const middle = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
const none = middle(districts[0]?.took ?? []);
for (const { hooks, took, told } of districts) {
  const [rows] = await told();
  const ms = middle(took);
  process.stdout.write(
    `${hooks} webhooks: ${ms.toFixed(3)} ms of CPU a quick repair, ${(ms / none).toFixed(3)} of none; ${rows?.n} messages\n`,
  );
}
