import { row } from '../support/world-row.ts';
import { type Calls, must, type Stage } from './calls.ts';

const LATE = { list: 'repairs', query: 'mark=late', name: 'Late ones', format: 'csv', schedule: 'weekly' };

const saved = async (stage: Stage): Promise<void> => {
  const { json } = await must(stage, stage.w.mara, 'POST', '/exports', LATE);
  stage.made.export = (json as { id: string }).id;
};
const theExport = ({ made }: Stage) => ({ id: made.export ?? '' });

const asked = async (stage: Stage): Promise<void> => {
  const { json } = await must(stage, stage.w.ada, 'POST', '/district-exports', {});
  stage.made.district = (json as { id: string }).id;
};
const theDistrict = ({ made }: Stage) => ({ id: made.district ?? '' });
const theStudent = ({ w }: Stage) => ({ id: w.student });

/** Nothing is in the student's hands any more. */
const free = async ({ app, w }: Stage): Promise<void> => {
  await app.services.engine.batch([
    {
      sql: 'UPDATE devices SET holder = NULL, assigned_person = NULL WHERE holder = ?',
      parameters: [w.student],
    },
    { sql: 'UPDATE custody SET person = NULL WHERE person = ?', parameters: [w.student] },
    { sql: 'DELETE FROM assignments WHERE person = ?', parameters: [w.student] },
    row('locations', {
      id: 'named-room',
      code: 'Q',
      name: 'Room of Quill Fennimore',
      kind: 'room',
      parent: w.maple,
      top: w.maple,
      created_at: '2027-03-01T12:00:00.000Z',
    }),
  ]);
};

/** Lists as files, the whole district, and what is held about a person. */
export const exportCalls: Calls = {
  'get-exports-lists': {
    refuses: null,
    answers: { items: [{ name: 'devices', file: '/exports/lists/devices' }] },
    query: () => 'limit=1',
  },
  'get-exports': { before: saved, refuses: null, answers: { items: [{ name: 'Late ones', making: true }] } },
  'post-exports': { body: () => LATE, refuses: null },
  'get-exports-by-id': {
    before: saved,
    at: theExport,
    refuses: ['sid', 404],
    answers: { query: 'mark=late', link: null, schedule: 'weekly' },
  },
  'post-exports-by-id-make': { before: saved, at: theExport, body: () => ({}), refuses: ['sid', 404] },
  'post-exports-by-id-link': { before: saved, at: theExport, body: () => ({}), refuses: ['sid', 404] },
  'post-exports-by-id-unlink': { before: saved, at: theExport, body: () => ({}), refuses: ['sid', 404] },
  'post-exports-by-id-end': { before: saved, at: theExport, body: () => ({}), refuses: ['sid', 404] },
  'get-district-exports': {
    as: 'ada',
    before: asked,
    refuses: ['mara', 403],
    answers: { items: [{ state: 'asked', file: null }] },
  },
  'post-district-exports': { as: 'ada', body: () => ({ photos: true }), refuses: ['mara', 403] },
  'get-district-exports-by-id': {
    as: 'ada',
    before: asked,
    at: theDistrict,
    refuses: ['mara', 403],
    answers: { photos: false, bytes: 0 },
  },
  'post-district-exports-by-id-end': {
    as: 'ada',
    before: asked,
    at: theDistrict,
    body: () => ({}),
    refuses: ['audrey', 403],
  },
  'post-people-by-id-data': {
    at: theStudent,
    refuses: ['sid', 403],
    answers: { tables: { people: { rows: [{ family_name: 'Fennimore' }] } } },
  },
  'get-people-by-id-privacy': {
    as: 'ada',
    at: theStudent,
    before: free,
    refuses: ['mara', 403],
    answers: { name: 'Quill Fennimore', against: [], texts: 1 },
  },
  'post-people-by-id-privacy': {
    as: 'ada',
    at: theStudent,
    before: free,
    body: () => ({ name: 'Quill Fennimore', photos: true }),
    refuses: ['mara', 403],
  },
};
