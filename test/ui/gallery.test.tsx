import { expect, test } from 'vitest';
import { Gallery } from '../../views/ui/gallery.tsx';
import { frame, tagsOf } from './page-html.ts';

const markup = String(<Gallery frame={frame} />);
const tags = tagsOf(markup);
const ids = tags.map((tag) => tag.attributes.id).filter((id) => id !== undefined);

test('every id stands once', () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.length).toBeGreaterThan(20);
});

test('every label, hint and error belongs to an element that is there', () => {
  for (const tag of tags) {
    for (const name of ['for', 'form', 'list', 'aria-labelledby', 'aria-describedby', 'data-scan-for']) {
      const named = tag.attributes[name]?.split(' ') ?? [];
      for (const id of named) expect(ids, `${tag.name} ${name}="${id}"`).toContain(id);
    }
  }
});

test('every box has a label, or a name of its own', () => {
  const labelled = new Set(tags.filter((tag) => tag.name === 'label').map((tag) => tag.attributes.for));
  const inside = [...markup.matchAll(/<label[^>]*>(?:(?!<\/label>)[\s\S])*?<input[^>]*id="([^"]+)"/g)].map(
    (m) => m[1],
  );
  const boxes = tags.filter((tag) => ['input', 'select', 'textarea'].includes(tag.name));
  expect(boxes.length).toBeGreaterThan(20);
  for (const { attributes } of boxes) {
    if (attributes.type === 'hidden' || attributes['aria-label']) continue;
    expect(labelled.has(attributes.id) || inside.includes(attributes.id), JSON.stringify(attributes)).toBe(
      true,
    );
  }
});

test('the page has one h1, one main and no heading before its rank', () => {
  expect(tags.filter((tag) => tag.name === 'h1')).toHaveLength(1);
  expect(tags.filter((tag) => tag.name === 'main')).toHaveLength(1);
  const ranks = tags.filter((tag) => /^h[1-6]$/.test(tag.name)).map((tag) => Number(tag.name[1]));
  for (const [index, rank] of ranks.entries()) expect(rank - (ranks[index - 1] ?? 0)).toBeLessThanOrEqual(1);
});

test('nothing on the page is a style or a script of its own', () => {
  for (const { name, attributes } of tags) {
    expect(Object.keys(attributes).filter((key) => key === 'style' || key.startsWith('on'))).toEqual([]);
    expect(name).not.toBe('style');
    if (name === 'script') expect(attributes.src).toMatch(/^\/build\//);
    expect(attributes.href ?? '').not.toMatch(/^javascript:/i);
  }
});

test('every form that changes something says where it goes and carries its key', () => {
  const forms = [...markup.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].filter(([, head]) =>
    head?.includes('method="post"'),
  );
  expect(forms.length).toBeGreaterThan(4);
  for (const [, head, body] of forms) {
    expect(head).toMatch(/ action="\/[^"]*"/);
    expect(head).toContain('hx-status:4xx="push:false"');
    expect(body).toMatch(/name="idempotency_key" value="[^"]+"/);
  }
});

test('a press on the same form or link is dropped while the first is on its way', () => {
  const body = tags.find((tag) => tag.name === 'body');
  expect(body?.attributes).toMatchObject({ 'hx-boost:inherited': 'true', 'hx-sync:inherited': 'drop' });
});
