import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { cleanPhoto } from '../../src/photos/metadata.ts';
import { contains, exifSegment, intoJpeg, latin, sample, segment } from '../photos/metadata-samples.ts';
import type { Server } from '../support/server.ts';
import { PASSWORD } from '../support/server-seed.ts';
import { Visitor } from '../support/visitor.ts';

const WRITTEN_BY_THE_PHONE = 'taken at 39.29 north';

/** A photo as a phone takes it, with what it writes into it. */
const photo = intoJpeg(sample('jpeg'), exifSegment(6), segment(0xfe, latin(WRITTEN_BY_THE_PHONE)));

export async function signIn(server: Server, name: string): Promise<Visitor> {
  const visitor = new Visitor(server.url);
  await visitor.go('/');
  expect(visitor.page.path).toBe('/sign-in?next=%2F');
  await visitor.send('/sign-in', { email: `${name}@spudger.test`, password: PASSWORD });
  expect([visitor.page.path, visitor.page.status]).toEqual(['/', 200]);
  return visitor;
}

/** Report with a photo, by the school. */
export async function report(cora: Visitor): Promise<void> {
  await cora.go('/scan?q=48213');
  expect(cora.page.text).toContain('Quill Fennimore');
  await cora.go(cora.link(/^\/repairs\/new/));
  await cora.send(/^\/repairs\/new/, { symptom: 'cracked-screen', note: 'It fell & broke' });
  expect(cora.page.text).toContain('R-000001');
  await cora.go(cora.link(/\/photos$/));
  await cora.send(/\/photos$/, { photo: new File([Buffer.from(photo)], 'a.jpg', { type: 'image/jpeg' }) });
  expect([cora.page.status, cora.page.path]).toEqual([200, '/repairs/1?done=saved#photos']);
}

/** Accept, part from the vehicle, ready, hand back, by the specialist. */
export async function mend(sid: Visitor): Promise<void> {
  await sid.go('/repairs');
  expect(sid.page.text).toContain('R-000001');
  await sid.go('/repairs/1');
  expect(sid.page.text).toContain('It fell & broke');
  await sid.send(/\/accept$/, { how: 'take' });
  await sid.go('/repairs/1/work');
  await sid.go(sid.link(/fault=screen$/));
  const part = /name="parts"[^>]*value="([^"]*)"/.exec(sid.page.html)?.[1] ?? '';
  await sid.send('/repairs/1/work', { remedy: 'replaced', parts: part, done: '1' });
  expect(sid.page.text).toContain('LCD 11.6 30 pin');
  await sid.go('/repairs/1/ready');
  await sid.send('/repairs/1/ready');
  expect(sid.page.text).toContain('Ready');
  await sid.go('/repairs/1/close');
  await sid.send('/repairs/1/close');
  expect(sid.page.path).toBe('/repairs/1?done=closed');
}

/** The picture is there as it was kept, without what the phone wrote into it. */
export async function seePhoto(cora: Visitor, server: Server, cookie: string): Promise<Response> {
  await cora.go('/repairs/1');
  const answer = await fetch(server.url + cora.link(/^\/photos\//), { headers: { Cookie: cookie } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const clean = cleanPhoto(photo);
  expect(clean.ok && Buffer.from(clean.bytes).equals(Buffer.from(bytes))).toBe(true);
  expect(contains(photo, WRITTEN_BY_THE_PHONE)).toBe(true);
  expect(contains(bytes, WRITTEN_BY_THE_PHONE)).toBe(false);
  return answer;
}

/** Everything that a browser may ask for without a page: the build's files by name. */
export function builtFiles(): Record<string, string> {
  return JSON.parse(readFileSync('static/build/assets.json', 'utf8')) as Record<string, string>;
}
