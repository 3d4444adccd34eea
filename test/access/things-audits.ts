import type { Engine } from '../../src/db/engine.ts';
import { newId } from '../../src/db/id.ts';
import type { TestApp } from '../support/app.ts';
import type { Cast } from '../support/world.ts';
import { AT, row } from '../support/world-row.ts';

/** An audit of each school that is closed, with a text that nobody knows and one finding that is settled. */
export async function auditThings(app: TestApp, engine: Engine, w: Cast) {
  const own = await closed(app, engine, w, 'MAP', '50001');
  const other = await closed(app, engine, w, 'BIR', '60009');
  const pair = (name: keyof typeof own) => ({ own: own[name], other: other[name] });
  return {
    audit: pair('audit'),
    auditFinding: pair('finding'),
    auditResolution: pair('resolution'),
    auditPhoto: pair('photo'),
  };
}

async function closed(app: TestApp, engine: Engine, w: Cast, location: string, tag: string) {
  const post = async (path: string, body: object) => {
    const answer = await app.json('POST', `/api/v1/audits${path}`, body, w.mara);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json as { id: string };
  };
  const { id } = await post('', { location, start: true });
  const scan = (value: string, seq: number) => ({ id: newId(), seq, value, at: AT });
  await post(`/${id}/events`, {
    phone: `phone-${location}-1`,
    events: [scan(tag, 1), scan(`ODD ${location}`, 2)],
  });
  await post(`/${id}/close`, {});
  const findingOf = async (kind: string) =>
    (
      await app.rows<{ id: string }>(
        'SELECT id FROM audit_findings WHERE audit = ? AND kind = ? ORDER BY key LIMIT 1',
        id,
        kind,
      )
    )[0]?.id ?? '';
  const resolution = newId();
  const photo = `${location}-${'p'.repeat(30)}.jpg`;
  await engine.batch([
    row('audit_resolutions', {
      id: resolution,
      audit: id,
      finding: await findingOf('found'),
      what: 'leave',
      reason: 'As it is',
      person: w.tess,
      at: AT,
    }),
    row('audit_photos', {
      id: newId(),
      audit: id,
      about: `unknown:ODD${location}`,
      name: photo,
      thumb: photo,
      type: 'image/jpeg',
      at: AT,
    }),
  ]);
  return { audit: id, finding: await findingOf('unknown'), resolution, photo };
}
