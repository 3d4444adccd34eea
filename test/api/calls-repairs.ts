import { type Call, type Calls, must, type Stage } from './calls.ts';

/** A report on 48213, and the moves after it, by the specialist. */
function repair(...moves: [word: string, body: (stage: Stage) => object][]) {
  return async (stage: Stage) => {
    const { w } = stage;
    await must(stage, w.sid, 'POST', '/devices/48213/repairs', { symptom: 'cracked-screen' });
    const [row] = await stage.app.rows<{ id: string; number: number }>('SELECT id, number FROM repairs');
    stage.made.repair = row?.id ?? '';
    stage.made.number = String(row?.number);
    for (const [word, body] of moves)
      await must(stage, w.sid, 'POST', `/repairs/${row?.number}/${word}`, body(stage));
  };
}

const at = ({ made }: Stage) => ({ repair: made.number ?? '' });
const work = (stage: Stage) => ({
  fault: 'screen',
  remedy: 'replaced',
  minutes: 15,
  parts: [`${stage.s.panel}:${stage.s.van}`],
  done: true,
});
const quick = (stage: Stage) => ({ ...work(stage), done: undefined });

/** A move that is legal after those before it. */
function move(before: Call['before'], body: Call['body'], refuses: Call['refuses']): Call {
  return { before, at, ...(body ? { body } : {}), as: 'sid', refuses, answers: { number: 1 } };
}

async function idIn(
  stage: Stage,
  table: 'repair_parts' | 'repair_lines' | 'saved_views' | 'photos',
  name = 'id',
) {
  const [row] = await stage.app.rows<Record<string, string>>(`SELECT * FROM ${table}`);
  stage.made.id = row?.[name] ?? '';
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

function photoForm(): FormData {
  const form = new FormData();
  form.append('photo', new File([Buffer.from(PIXEL, 'base64')], 'screen.png', { type: 'image/png' }));
  form.append('step', 'reported');
  return form;
}

async function photoThere(stage: Stage): Promise<void> {
  const answer = await stage.app.json('POST', '/api/v1/devices/48213/photos', photoForm(), stage.w.sid);
  if (answer.status !== 201) throw new Error(answer.text);
  await idIn(stage, 'photos', 'name');
}

/** Repairs from report to closing, with their photos and views. */
export const repairCalls: Calls = {
  'get-devices-by-device-repairs': {
    before: repair(['work', work]),
    at: () => ({ device: '48213' }),
    refuses: ['bert', 404],
    answers: { items: [{ number: 1, state: 'in_work', faults: ['screen'] }] },
  },
  'post-devices-by-device-repairs': {
    as: 'cora',
    at: () => ({ device: '48213' }),
    body: () => ({ symptom: 'cracked-screen', note: 'Fell off a desk' }),
    refuses: ['audrey', 403],
    answers: { added: false },
  },
  'post-devices-by-device-quick-repair': {
    as: 'sid',
    at: () => ({ device: '48213' }),
    body: quick,
    refuses: ['cora', 403],
  },
  'get-repairs': {
    before: repair(),
    query: () => 'state=reported&technician=none&q=48213',
    refuses: null,
    answers: { items: [{ number: 1, tag: '48213', late: false, toConfirm: false }], next: null },
  },
  'get-repairs-board': {
    before: repair(),
    refuses: null,
    answers: { columns: [{ state: 'reported', count: 1, rows: [{ number: 1 }] }, {}, {}, {}, {}, {}] },
  },
  'get-repairs-confirm': {
    before: async (stage) => {
      await must(stage, stage.w.ivy, 'POST', '/devices/48213/quick-repair', quick(stage));
    },
    as: 'sid',
    refuses: ['ivy', 403],
    answers: { items: [{ number: 1, tag: '48213' }] },
  },
  'post-repairs-confirm': {
    before: async (stage) => {
      await must(stage, stage.w.ivy, 'POST', '/devices/48213/quick-repair', quick(stage));
      const [row] = await stage.app.rows<{ id: string }>('SELECT id FROM repairs');
      stage.made.repair = row?.id ?? '';
    },
    as: 'sid',
    body: ({ made }) => ({ repair: [made.repair] }),
    refuses: ['ivy', 403],
    answers: { confirmed: 1 },
  },
  'get-repairs-by-repair': {
    before: repair(['work', work]),
    at: () => ({ repair: 'R-000001' }),
    refuses: ['bert', 404],
    answers: {
      number: 1,
      state: 'in_work',
      technician: { name: 'Sid Pliers' },
      hadDevice: null,
      lines: [{ symptomName: 'Cracked screen' }, { faultName: 'Screen', minutes: 15 }],
      parts: [{ sku: 'LCD-116-30', short: 0 }],
    },
  },
  'put-repairs-by-repair': {
    before: repair(),
    as: 'sid',
    at,
    body: () => ({ version: 1, priority: 'high', level: 2, expectedOn: '2027-03-09' }),
    refuses: ['cora', 403],
  },
  'post-repairs-by-repair-accept': move(repair(), ({ w }) => ({ how: 'take', place: w.van }), [
    'audrey',
    403,
  ]),
  'post-repairs-by-repair-work': move(repair(), work, ['cora', 403]),
  'post-repairs-by-repair-hold': move(
    repair(),
    ({ s }) => ({ reason: 'parts', group: s.panels, quantity: 1 }),
    ['ada', 403],
  ),
  'post-repairs-by-repair-resume': move(repair(['hold', () => ({ reason: 'answer' })]), () => ({}), [
    'bert',
    403,
  ]),
  'post-repairs-by-repair-escalate': move(repair(), () => ({ level: 3, reason: 'The board is dead' }), [
    'cora',
    403,
  ]),
  'post-repairs-by-repair-to-vendor': move(repair(), ({ w }) => ({ vendor: w.vendor }), ['audrey', 403]),
  'post-repairs-by-repair-take-over': move(repair(['work', work]), undefined, ['cora', 403]),
  'post-repairs-by-repair-hand-over': move(repair(), ({ w }) => ({ technician: w.tess }), ['ada', 403]),
  'post-repairs-by-repair-ready': move(repair(), () => ({ outcome: 'repaired' }), ['bert', 403]),
  'post-repairs-by-repair-rework': move(
    repair(['ready', () => ({ outcome: 'repaired' })]),
    () => ({ reason: 'Still dark' }),
    ['cora', 403],
  ),
  'post-repairs-by-repair-close': move(
    repair(['work', work]),
    () => ({ outcome: 'repaired', place: 'back' }),
    ['audrey', 403],
  ),
  'post-repairs-by-repair-came-back': move(
    repair(['close', () => ({ outcome: 'repaired', place: 'back' })]),
    () => ({ note: 'Dark again' }),
    ['cora', 403],
  ),
  'post-repairs-by-repair-withdraw': move(repair(), () => ({ reason: 'Told twice' }), ['ada', 403]),
  'post-repairs-by-repair-undo': move(
    async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/devices/48213/quick-repair', quick(stage));
      stage.made.number = '1';
    },
    undefined,
    ['mara', 403],
  ),
  'get-repairs-by-repair-notes': {
    before: repair(['notes', () => ({ text: '@Tess the cover is on its way' })]),
    as: 'tess',
    at,
    refuses: ['bert', 404],
    answers: { items: [{ text: '@Tess the cover is on its way', personName: 'Sid Pliers' }] },
  },
  'post-repairs-by-repair-notes': {
    before: repair(),
    as: 'cora',
    at,
    body: () => ({ text: 'It was dropped' }),
    refuses: ['audrey', 403],
  },
  'post-repairs-by-repair-parts-by-id-return': {
    before: async (stage) => {
      await repair(['work', work])(stage);
      await idIn(stage, 'repair_parts');
    },
    as: 'sid',
    at: ({ made }) => ({ repair: made.number ?? '', id: made.id ?? '' }),
    refuses: ['cora', 403],
  },
  'post-repairs-by-repair-lines-by-id-withdraw': {
    before: async (stage) => {
      await repair()(stage);
      await idIn(stage, 'repair_lines');
    },
    as: 'sid',
    at: ({ made }) => ({ repair: made.number ?? '', id: made.id ?? '' }),
    refuses: ['audrey', 403],
  },
  'get-repairs-by-repair-photos': { before: repair(), at, refuses: ['bert', 404], answers: { items: [] } },
  'post-repairs-by-repair-photos': {
    before: repair(),
    as: 'cora',
    at,
    form: photoForm,
    refuses: ['audrey', 403],
    answers: { added: 1 },
  },
  'get-devices-by-device-photos': {
    before: photoThere,
    at: () => ({ device: '48213' }),
    refuses: ['bert', 404],
    answers: { items: [{ step: 'reported', width: 1, height: 1, personName: 'Sid Pliers' }] },
  },
  'post-devices-by-device-photos': {
    as: 'sid',
    at: () => ({ device: '48213' }),
    form: photoForm,
    refuses: ['bert', 404],
    answers: { added: 1 },
  },
  'post-photos-by-name-withdraw': {
    before: photoThere,
    at: ({ made }) => ({ name: made.id ?? '' }),
    refuses: ['cora', 403],
  },
  'get-views': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/views', { name: 'Late', query: 'mark=late' });
    },
    as: 'sid',
    refuses: null,
    answers: { items: [{ name: 'Late', query: 'mark=late' }] },
  },
  'post-views': {
    as: 'sid',
    body: () => ({ name: 'Mine', query: 'technician=me&nothing=1' }),
    refuses: null,
    answers: { query: 'technician=me' },
  },
  'delete-views-by-id': {
    before: async (stage) => {
      await must(stage, stage.w.sid, 'POST', '/views', { name: 'Late', query: 'mark=late' });
      await idIn(stage, 'saved_views');
    },
    as: 'sid',
    at: ({ made }) => ({ id: made.id ?? '' }),
    refuses: ['tess', 404],
  },
};
