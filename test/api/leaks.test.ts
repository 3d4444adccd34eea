import { describe, expect, test } from 'vitest';
import { testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { must } from './calls.ts';
import { everyCall } from './every-call.ts';
import { type FullStage, makeStage, send } from './stage.ts';
import type { Document } from './validator.ts';

const document = (await testApp(freshDatabase()).get('/api/openapi.json')).json as Document;
const reads = Object.entries(document.paths).flatMap(([path, { get }]) =>
  get ? [{ id: get.operationId, path }] : [],
);

/** Everything that the reader may have a hand on, asked for in every way that is right for somebody. */
async function answersTo(stage: FullStage, person: string, id: string, path: string): Promise<string> {
  const call = everyCall[id];
  if (!call) throw new Error(id);
  const asked = await send(stage, 'get', path, call, person);
  const plain = await send(stage, 'get', path, { ...call, query: undefined }, person);
  const text = asked.status === 200 ? asked.text + plain.text : plain.status === 200 ? plain.text : '';
  // What was asked for and found by nobody comes back in the asker's own words.
  return text.replace(/"unknown":\[[^\]]*\]/g, '');
}

describe.each(reads)('$id', ({ id, path }) => {
  test("tells an auditor no student's name, and a school's contact nothing of another school", async () => {
    const stage = await makeStage();
    const { w } = stage;
    await everyCall[id]?.before?.(stage);
    // Something of both schools is there to be told.
    await must(stage, w.mara, 'POST', '/devices/60001/repairs', {
      note: 'Wobbly',
      hadDevice: w.birchStudent,
    });
    const auditor = await answersTo(stage, w.audrey, id, path);
    expect(auditor).not.toMatch(/Fennimore|Quill|Larkspur|Pip\b/);
    const bert = await answersTo(stage, w.bert, id, path);
    expect(bert).not.toMatch(/Fennimore|Quill|48213|48214|5CD1234XYZ|Room 12/);
    const cora = await answersTo(stage, w.cora, id, path);
    expect(cora).not.toMatch(/Larkspur|Pip\b|60002|5CD6001XYZ|Wobbly/);
  });
});

test('what is searched for at another school is not found, whatever it is', async () => {
  const stage = await makeStage();
  const { w } = stage;
  const ask = async (path: string) => (await stage.app.json('GET', `/api/v1${path}`, undefined, w.bert)).text;
  for (const q of ['4821', '48213', 'XYZ', 'quill', 'fennimore', '700001', 'room 12', 'MAP'])
    expect(await ask(`/search?q=${encodeURIComponent(q)}`), q).not.toMatch(/Fennimore|48213|5CD1234|Room 12/);
  for (const text of ['48213', '5CD1234XYZ', '700001', 'MAP-12', 'R-000001']) {
    const answer = await ask(`/scan?text=${text}`);
    expect(answer, text).not.toContain(w.one);
    expect(answer, text).not.toContain(w.student);
    expect(answer, text).not.toContain(w.mapleRoom);
  }
});
