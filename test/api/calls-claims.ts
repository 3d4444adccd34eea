import { type Call, type Calls, must, type Stage } from './calls.ts';

/** A draft with the repair of 48213, and the steps after it, by the specialist. */
function batch(...steps: ('tick' | 'packed' | 'send')[]) {
  return async (stage: Stage) => {
    const { app, w } = stage;
    await must(stage, w.sid, 'POST', '/devices/48213/repairs', { symptom: 'cracked-screen' });
    const [repair] = await app.rows<{ id: string }>('SELECT id FROM repairs');
    stage.made.repair = repair?.id ?? '';
    await must(stage, w.sid, 'POST', '/vendor-batches', { vendor: w.vendor, repairs: [stage.made.repair] });
    const [line] = await app.rows<{ id: string; batch: string }>('SELECT id, batch FROM claim_lines');
    stage.made.batch = line?.batch ?? '';
    stage.made.claim = line?.id ?? '';
    for (const step of steps) {
      const body =
        step === 'tick' ? { claims: [stage.made.claim], how: 'done' } : { version: await versionOf(stage) };
      const word = step === 'tick' ? 'deprovisioned' : step;
      await must(stage, w.sid, 'POST', `/vendor-batches/${stage.made.batch}/${word}`, body);
    }
    stage.made.version = String(await versionOf(stage));
  };
}

async function versionOf({ app }: Stage): Promise<number> {
  const [row] = await app.rows<{ version: number }>('SELECT version FROM claim_batches');
  return row?.version ?? 0;
}

const at = ({ made }: Stage) => ({ batch: made.batch ?? '', claim: made.claim ?? '' });
const version = ({ made }: Stage) => ({ version: Number(made.version) });

function step(before: Call['before'], body: Call['body'], refuses: Call['refuses']): Call {
  return { ...(before ? { before } : {}), at, ...(body ? { body } : {}), as: 'sid', refuses };
}

/** Batches for vendors from draft to the last device back. */
export const claimCalls: Calls = {
  'get-vendor-batches': {
    before: batch(),
    query: () => 'state=draft',
    as: 'audrey',
    refuses: ['cora', 403],
    answers: { items: [{ number: 1, state: 'draft', devices: 1, waiting: 0 }], next: null },
  },
  'get-vendor-batches-covered': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/devices/48213/repairs', { symptom: 'cracked-screen' });
    },
    query: () => 'maker=Dell&q=48213',
    refuses: ['cora', 403],
    answers: { items: [{ number: 1, tag: '48213', code: 'warranty', warrantyUntil: '2027-06-30' }] },
  },
  'get-vendor-batches-away': {
    before: batch('tick', 'packed', 'send'),
    query: () => 'q=48213',
    as: 'ada',
    refuses: ['bert', 403],
    answers: { items: [{ tag: '48213', batchNumber: 1, late: false }], next: null },
  },
  'post-vendor-batches': {
    body: ({ w }) => ({ vendor: w.vendor, rma: 'RMA-77' }),
    as: 'sid',
    refuses: ['audrey', 403],
  },
  'get-vendor-batches-by-batch': {
    before: batch('tick', 'packed', 'send'),
    at: () => ({ batch: 'V-00001' }),
    as: 'audrey',
    refuses: ['cora', 403],
    answers: {
      number: 1,
      state: 'sent',
      waiting: 1,
      claims: [{ tag: '48213', state: 'sent', cover: 'warranty', deprovision: 'done', replacement: null }],
    },
  },
  'put-vendor-batches-by-batch': step(
    batch(),
    (stage) => ({ ...version(stage), rma: 'RMA-78', expectedOn: '2027-03-20' }),
    ['ada', 403],
  ),
  'post-vendor-batches-by-batch-repairs': step(
    async (stage) => {
      await batch()(stage);
      await must(stage, stage.w.sid, 'POST', '/devices/48214/repairs', { symptom: 'cracked-screen' });
      const [repair] = await stage.app.rows<{ id: string }>('SELECT id FROM repairs WHERE number = 2');
      stage.made.repair = repair?.id ?? '';
    },
    ({ made }) => ({ repairs: [made.repair] }),
    ['cora', 403],
  ),
  'post-vendor-batches-by-batch-deprovisioned': step(
    batch(),
    ({ made }) => ({ claims: [made.claim], how: 'not_enrolled' }),
    ['audrey', 403],
  ),
  'post-vendor-batches-by-batch-take-out': step(batch(), ({ made }) => ({ claims: [made.claim] }), [
    'cora',
    403,
  ]),
  'post-vendor-batches-by-batch-packed': step(batch('tick'), version, ['ada', 403]),
  'post-vendor-batches-by-batch-unpack': step(batch('tick', 'packed'), version, ['bert', 403]),
  'post-vendor-batches-by-batch-cancel': step(batch(), version, ['cora', 403]),
  'post-vendor-batches-by-batch-send': step(
    batch('tick', 'packed'),
    (stage) => ({ ...version(stage), carrier: 'Parcel', tracking: '1Z9' }),
    ['audrey', 403],
  ),
  'post-vendor-batches-by-batch-chases': step(
    batch('tick', 'packed', 'send'),
    () => ({ text: 'Waits for a board' }),
    ['cora', 403],
  ),
  'post-vendor-batches-by-batch-claims-by-claim-back': {
    before: batch('tick', 'packed', 'send'),
    at,
    body: ({ w }) => ({ how: 'exchanged', place: w.depot, serial: '5CD7777NEW' }),
    as: 'sid',
    refuses: ['ivy', 403],
  },
  'post-vendor-batches-by-batch-claims-by-claim-undo': {
    before: async (stage) => {
      await batch('tick', 'packed', 'send')(stage);
      const { batch: ref, claim } = at(stage);
      const body = { how: 'ready', place: stage.w.depot };
      await must(stage, stage.w.sid, 'POST', `/vendor-batches/${ref}/claims/${claim}/back`, body);
    },
    at,
    as: 'sid',
    refuses: ['tess', 403],
  },
};
