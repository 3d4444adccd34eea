import { type Calls, must, type Stage } from './calls.ts';

const SHEET = { name: 'Two', kind: 'roll', unit: 'mm', labelWidth: 50, labelHeight: 25 };

async function paper(stage: Stage): Promise<void> {
  const answer = await must(stage, stage.w.mara, 'POST', '/label-papers', SHEET);
  stage.made.id = (answer.json as { id: string }).id;
}

async function range(stage: Stage): Promise<void> {
  const body = { name: 'Summer', count: 10, prefix: 'SP', site: stage.w.maple };
  const answer = await must(stage, stage.w.mara, 'POST', '/tag-ranges', body);
  stage.made.id = (answer.json as { id: string }).id;
}

const at = ({ made }: Stage) => ({ id: made.id ?? '' });

/** Labels, their paper, and reserved tags. */
export const labelCalls: Calls = {
  'get-labels': {
    query: () => `list=${encodeURIComponent('48213\nLOC:MAP-12\nNOTHING')}`,
    as: 'cora',
    refuses: null,
    answers: {
      items: [{ title: '48213', link: 'http://spudger.test/t/48213' }, { code: 'MAP-12' }],
      unknown: ['NOTHING'],
    },
  },
  'get-label-papers': { as: 'cora', refuses: null, answers: { items: { length: 5 } } },
  'post-label-papers': { body: () => SHEET, refuses: ['sid', 403] },
  'put-label-papers-by-id': {
    before: paper,
    at,
    body: () => ({ ...SHEET, labelHeight: 30, version: 1 }),
    refuses: ['tess', 403],
  },
  'post-label-papers-by-id-retire': {
    before: paper,
    at,
    as: 'ada',
    body: () => ({ version: 1 }),
    refuses: ['cora', 403],
  },
  'get-tag-ranges': {
    before: range,
    refuses: ['sid', 403],
    answers: { items: [{ firstTag: 'SP00001', lastTag: 'SP00010', siteName: 'Maple Elementary' }] },
  },
  'get-tag-ranges-by-id': {
    before: range,
    at,
    refuses: ['audrey', 403],
    answers: { used: 0, elsewhere: [] },
  },
  'post-tag-ranges': {
    before: range,
    as: 'ada',
    body: () => ({ name: 'Autumn', count: 5, prefix: 'sp' }),
    refuses: ['ian', 403],
    answers: { first: 'SP00011', last: 'SP00015' },
  },
  'post-tag-ranges-by-id-withdraw': { before: range, at, refuses: ['bert', 403] },
};
