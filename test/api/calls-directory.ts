import { type Calls, must, type Stage } from './calls.ts';

/** A service account that nobody asks anything: the readings of these tests stand still. */
async function ready({ app }: Stage): Promise<void> {
  const directory = {
    url: 'http://127.0.0.1:9',
    customer: 'my_customer',
    admin: 'admin@spudger.test',
    email: 'sync@project.iam.gserviceaccount.com',
    keyId: 'key-1',
    privateKey: '',
    tokenUrl: 'http://127.0.0.1:9/token',
  };
  Object.assign(app.services, { config: { ...app.services.config, directory } });
}

const run = (state: string) => async (stage: Stage) => {
  stage.made.run = `run-${state}`;
  await stage.app.services.engine.batch([
    {
      sql: `INSERT INTO directory_runs (id, source, state, begun_at, named, changed)
            VALUES (?, 'google', ?, '2027-03-02T05:00:00.000Z', 100, 60)`,
      parameters: [`run-${state}`, state],
    },
  ]);
};
const theRun = ({ made }: Stage) => ({ run: made.run ?? '' });

/** What Google says of a device, beside ours. */
const said = async (stage: Stage) => {
  await run('done')(stage);
  await stage.app.services.engine.batch([
    {
      sql: `INSERT INTO directory_devices (source, external, device, serial, model, status, org_unit, asset_id,
              annotated_user, annotated_location, os_version, last_user, read_at, run, problem)
            VALUES ('google', 'g-1', ?, '5CD1234XYZ', 'M', 'ACTIVE', '/Old', '99999', '', '', '', '',
              '2027-03-02T05:00:00.000Z', (SELECT max(n) FROM directory_runs), 'tag')`,
      parameters: [stage.w.one],
    },
  ]);
};

const RULES = { on: true, nightly: false, percent: 5, assetId: true, user: 'off', location: false };

const compared = (state: string) => async (stage: Stage) => {
  await said(stage);
  stage.made.run = `back-${state}`;
  await stage.app.services.engine.batch([
    {
      sql: `INSERT INTO write_backs (id, source, state, begun_at, looked, named, asset_ids)
            VALUES (?, 'google', ?, '2027-03-02T06:00:00.000Z', 1, 1, 1)`,
      parameters: [`back-${state}`, state],
    },
    {
      sql: `INSERT INTO write_back_rows (run, external, device, content, unit)
            SELECT max(n), 'g-1', ?, '{"assetId":["99999","48213"]}', '' FROM write_backs`,
      parameters: [stage.w.one],
    },
  ]);
};

const gone = async ({ app, w }: Stage) => {
  await app.services.engine.batch([
    { sql: 'UPDATE people SET active = 0 WHERE id = ?', parameters: [w.student] },
  ]);
};
const wentOn = async ({ app, w }: Stage) => {
  await app.services.engine.batch([
    { sql: 'UPDATE people SET site = ? WHERE id = ?', parameters: [w.birch, w.student] },
  ]);
};

/** The directory of the district, what is written back to it, and people who left with a device. */
export const directoryCalls: Calls = {
  'get-directory': {
    before: said,
    refuses: ['sid', 403],
    answers: { ready: false, lastRun: { state: 'done', named: 100 }, writing: { on: false, version: 1 } },
  },
  'get-directory-runs': { before: said, refuses: ['audrey', 403], answers: { items: [{ state: 'done' }] } },
  'post-directory-runs': { before: ready, refuses: ['cora', 403] },
  'get-directory-runs-by-run': { before: said, at: theRun, refuses: ['sid', 403], answers: { changed: 60 } },
  'post-directory-runs-by-run-approve': { before: run('asking'), at: theRun, refuses: ['ian', 403] },
  'post-directory-runs-by-run-refuse': { before: run('asking'), at: theRun, refuses: ['tess', 403] },
  'get-directory-look': {
    before: said,
    query: () => 'problem=tag',
    refuses: ['audrey', 403],
    answers: { items: [{ assetId: '99999', tag: '48213' }] },
  },
  'get-directory-inbox': { refuses: ['sid', 403], answers: { items: [] } },
  'put-settings-directory': {
    as: 'ada',
    body: () => ({ version: 1, nightly: true, percent: 15, aue: 'ours', tag: 'fill' }),
    refuses: ['mara', 403],
  },
  'put-settings-directory-write': {
    as: 'ada',
    body: () => ({ version: 1, ...RULES, units: { spare: '/Devices/{site}/Spare' } }),
    refuses: ['mara', 403],
  },
  'get-directory-write-back': {
    before: compared('preview'),
    refuses: ['sid', 403],
    answers: { items: [{ state: 'preview', assetIds: 1 }] },
  },
  'post-directory-write-back': {
    before: async (stage) => {
      await ready(stage);
      await must(stage, stage.w.ada, 'PUT', '/settings/directory-write', { version: 1, ...RULES, units: {} });
    },
    refuses: ['bert', 403],
  },
  'get-directory-write-back-by-run': {
    before: compared('preview'),
    at: theRun,
    refuses: ['sid', 403],
    answers: { named: 1, written: 0 },
  },
  'get-directory-write-back-by-run-rows': {
    before: compared('preview'),
    at: theRun,
    query: () => 'field=assetId&state=waits',
    refuses: ['cora', 403],
    answers: { items: [{ tag: '48213', changes: { assetId: ['99999', '48213'] } }] },
  },
  'post-directory-write-back-by-run-approve': {
    as: 'ada',
    before: compared('preview'),
    at: theRun,
    refuses: ['mara', 403],
  },
  'post-directory-write-back-by-run-refuse': {
    as: 'ada',
    before: compared('preview'),
    at: theRun,
    refuses: ['mara', 403],
  },
  'post-directory-write-back-by-run-resume': {
    as: 'ada',
    before: compared('stopped'),
    at: theRun,
    refuses: ['mara', 403],
  },
  'get-people-leavers': {
    before: gone,
    query: ({ w }) => `site=${w.maple}`,
    refuses: ['bert', 404],
    answers: { items: [{ left: true, has: true, asked: false }] },
  },
  'get-people-leavers-all': {
    before: wentOn,
    query: () => 'kind=moved',
    refuses: ['sid', 403],
    answers: { items: [{ left: false, tag: '48213' }], next: null },
  },
  'get-people-leavers-sites': {
    before: wentOn,
    refuses: ['cora', 403],
    answers: { items: [{ came: 1 }, { away: 1 }] },
  },
  'post-people-leavers-by-device': {
    before: gone,
    at: ({ w }) => ({ device: w.one }),
    body: ({ w }) => ({ person: w.student, what: 'collected' }),
    refuses: ['bert', 404],
    answers: { proposed: false },
  },
};
