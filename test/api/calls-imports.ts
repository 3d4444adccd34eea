import type { Calls, Stage } from './calls.ts';
import { must } from './calls.ts';

const TEXT = 'Serial,Model,Location\n5CD8001XYZ,Dell Chromebook 3100,MAP\n5CD8002XYZ,Nothing like it,MAP\n';

const fileForm = (more: Record<string, string> = {}) => {
  const form = new FormData();
  form.append('file', new File([TEXT], 'devices.csv'));
  for (const [name, value] of Object.entries({ kind: 'devices', ...more })) form.append(name, value);
  return form;
};
const BODY = {
  kind: 'devices',
  columns: { serial: 'Serial', model: 1, home: 'location' },
  match: ['serial'],
  create: [],
};

const sent = async (stage: Stage): Promise<void> => {
  const { json } = await must(stage, stage.w.mara, 'POST', '/imports', fileForm());
  stage.made.import = (json as { id: string }).id;
};
const then =
  (method: string, path: string, body: unknown = {}) =>
  async (stage: Stage) => {
    await must(stage, stage.w.mara, method, `/imports/${stage.made.import}${path}`, body);
  };
const all =
  (...steps: ((stage: Stage) => Promise<void>)[]) =>
  async (stage: Stage) => {
    for (const step of steps) await step(stage);
  };
const mapped = all(sent, then('PUT', '/mapping', BODY));
const applied = all(mapped, then('POST', '/apply'));
const begun = async (stage: Stage) => {
  const { json } = await must(stage, stage.w.mara, 'POST', '/imports/uploads', { fileName: 'devices.csv' });
  stage.made.import = (json as { id: string }).id;
};
const theImport = ({ made }: Stage) => ({ id: made.import ?? '' });
const theRow = ({ made }: Stage) => ({ id: made.import ?? '', nr: '3' });
const going = all(mapped, async ({ app, made }) => {
  await app.services.engine.batch([
    { sql: "UPDATE imports SET state = 'applying' WHERE id = ?", parameters: [made.import ?? ''] },
  ]);
});

/** Files from the upload to the undo. */
export const importCalls: Calls = {
  'get-imports': { before: sent, refuses: ['sid', 403], answers: { items: [{ state: 'mapping', rows: 2 }] } },
  'post-imports': {
    form: () => fileForm({ columns: JSON.stringify(BODY.columns), match: 'serial', apply: '1' }),
    refuses: ['sid', 403],
  },
  'post-imports-uploads': { body: () => ({ fileName: 'devices.csv' }), refuses: ['audrey', 403] },
  'post-imports-by-id-parts': {
    before: begun,
    at: theImport,
    form: () => {
      const form = new FormData();
      form.append('part', new File([TEXT], 'part'));
      form.append('nr', '1');
      form.append('last', '1');
      return form;
    },
    refuses: ['tess', 403],
    answers: { parts: 1, bytes: TEXT.length },
  },
  'get-imports-by-id': {
    before: applied,
    at: theImport,
    refuses: ['ian', 403],
    answers: { state: 'applied', applied: 1, rejects: 1 },
  },
  'get-imports-by-id-rows': {
    before: mapped,
    at: theImport,
    query: () => 'does=reject',
    refuses: ['cora', 403],
    answers: { items: [{ nr: 3, problems: [{ field: 'model' }] }] },
  },
  'get-imports-by-id-rows-by-nr': {
    before: mapped,
    at: ({ made }) => ({ id: made.import ?? '', nr: '2' }),
    refuses: ['ivy', 403],
    answers: { does: 'create', problems: [], doubleOf: null },
  },
  'get-imports-by-id-kept': { before: applied, at: theImport, refuses: ['sid', 403], answers: { items: [] } },
  'put-imports-by-id-mapping': { before: sent, at: theImport, body: () => BODY, refuses: ['sid', 403] },
  'post-imports-by-id-apply': { before: mapped, at: theImport, body: () => ({}), refuses: ['sid', 403] },
  'post-imports-by-id-cancel': { before: going, at: theImport, body: () => ({}), refuses: ['sid', 403] },
  'post-imports-by-id-undo': { before: applied, at: theImport, body: () => ({}), refuses: ['bert', 403] },
  'post-imports-by-id-drop': { before: sent, at: theImport, body: () => ({}), refuses: ['sid', 403] },
  'post-imports-by-id-advance': { before: sent, at: theImport, body: () => ({}), refuses: ['sid', 403] },
  'put-imports-by-id-rows-by-nr': {
    before: mapped,
    at: theRow,
    body: () => ({ cell: { '1': 'Dell Chromebook 3100' } }),
    refuses: ['sid', 403],
  },
  'post-imports-by-id-rows-by-nr-leave': {
    before: mapped,
    at: theRow,
    body: () => ({}),
    refuses: ['sid', 403],
  },
  'post-imports-by-id-rows-by-nr-take': {
    before: all(mapped, then('POST', '/rows/3/leave')),
    at: theRow,
    body: () => ({}),
    refuses: ['sid', 403],
  },
};
