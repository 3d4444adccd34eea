import { beforeEach, describe, expect, test } from 'vitest';
import { choicesOf, choicesProblem, readValue, readValues } from '../../src/custom-fields/rules.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type Cast, makeWorld } from '../support/world.ts';

const HERE = '/settings/custom-fields';

describe('a value of a field', () => {
  const field = (type: 'text' | 'number' | 'date' | 'choice') => ({
    id: 'f',
    type,
    choices: ['red', 'blue'],
  });

  test.each([
    ['text', ' Lab 4 ', 'Lab 4', null],
    ['text', '', null, null],
    ['number', '1,234.50', '1234.5', 1234.5],
    ['number', '-3', '-3', -3],
    ['date', '2027-02-28', '2027-02-28', null],
    ['choice', 'blue', 'blue', null],
  ] as const)('%s %j is kept as %j', (type, typed, value, number) => {
    expect(readValue(field(type), typed)).toEqual({ field: 'f', value, number });
  });

  test.each([
    ['text', 'x'.repeat(501)],
    ['number', '1e9'],
    ['number', 'NaN'],
    ['number', '1,2,3'],
    ['date', '2027-02-31'],
    ['date', 'tomorrow'],
    ['choice', 'green'],
    ['choice', 'RED'],
  ] as const)('%s %j is refused', (type, typed) => {
    expect(readValue(field(type), typed)).toHaveProperty('problem');
  });

  test('of another kind of device is left out', () => {
    const read = readValues([field('number')], { f: 'x', other: '1' });
    expect(read).toEqual({ kept: [], problems: { f: 'A number, as 41.5' } });
  });

  test('choices are lines, each once', () => {
    expect(choicesOf(' red\n\nblue \nred')).toEqual(['red', 'blue']);
    expect(choicesProblem('choice', [])).toContain('one on each line');
    expect(choicesProblem('text', [])).toBeNull();
  });
});

describe('the fields of the district', () => {
  let app: TestApp;
  let w: Cast;

  beforeEach(async () => {
    const engine = freshDatabase();
    w = await makeWorld(engine);
    app = testApp(engine);
  });

  const make = (fields: Record<string, string> = {}, person = w.ada) =>
    app.post(
      `${HERE}/new`,
      {
        deviceKind: 'chromebook',
        type: 'choice',
        name: 'Colour',
        choices: 'red\nblue',
        position: '2',
        ...fields,
      },
      person,
    );
  const only = async () =>
    (
      await app.rows<{ id: string; choices: string; retired_at: string | null }>(
        'SELECT * FROM custom_fields',
      )
    )[0];

  test('are made, listed, edited and retired by an admin', async () => {
    expect((await make()).location).toBe(`${HERE}?done=created`);
    const field = await only();
    expect((await app.get(HERE, w.ada)).text).toContain('Choice: red, blue');
    const edit = { version: '1', name: 'Color', choices: 'red\ngreen', position: '1' };
    expect((await app.post(`${HERE}/${field?.id}/edit`, edit, w.ada)).status).toBe(303);
    expect((await only())?.choices).toBe('["red","green"]');
    const stale = await app.post(`${HERE}/${field?.id}/edit`, { ...edit, name: 'Tint' }, w.ada);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('value="Tint"');
    expect((await app.post(`${HERE}/${field?.id}/retire`, { version: '2' }, w.ada)).status).toBe(303);
    expect((await only())?.retired_at).not.toBeNull();
    expect((await app.get(`/devices/new?model=${w.dell3100}`, w.sid)).text).not.toContain('Color');
    expect((await app.post(`${HERE}/${field?.id}/retire`, { version: '2' }, w.ada)).status).toBe(409);
  });

  test.each([
    ['name', '', 'Fill this in'],
    ['name', 'x'.repeat(10_001), 'At most 60 characters'],
    ['choices', ' \n ', 'Write the choices'],
    ['type', 'formula', 'Choose one of these'],
    ['deviceKind', 'toaster', 'Choose one of these'],
    ['position', '-1', 'At least 0'],
  ])('with %s of %j are refused at the field', async (name, value, words) => {
    const answer = await make({ [name]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(await only()).toBeUndefined();
  });

  test('have one name for each kind', async () => {
    await make();
    expect((await make()).text).toContain('This kind has a field of this name');
    expect((await make({ deviceKind: 'laptop' })).status).toBe(303);
  });

  test('take HTML as text', async () => {
    await make({ name: '<i>x</i>', choices: '<script>' });
    const page = await app.get(HERE, w.ada);
    expect(page.text).not.toContain('<i>x</i>');
    expect(page.text).toContain('&lt;i&gt;x&lt;/i&gt;');
  });

  test('are nobody else to manage', async () => {
    for (const person of [w.mara, w.sid, w.cora, w.audrey]) {
      expect((await make({}, person)).status).toBe(403);
      expect((await app.get(HERE, person)).status).toBe(403);
    }
    expect((await app.get(`${HERE}/${w.maple}/edit`, w.ada)).status).toBe(404);
  });
});
