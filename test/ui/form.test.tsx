import { expect, test } from 'vitest';
import type { FormState } from '../../src/web/form-state.ts';
import { ActionForm } from '../../views/ui/action-form.tsx';
import { Field, type FieldProps } from '../../views/ui/field.tsx';
import { Form } from '../../views/ui/form.tsx';
import { tagsOf } from './page-html.ts';

const empty: FormState = { values: {}, errors: {}, key: 'key-1' };

function field(props: Partial<FieldProps> & Pick<FieldProps, 'type'>, state: Partial<FormState> = {}) {
  return String(<Field state={{ ...empty, ...state }} name="thing" label="Thing" {...props} />);
}

function box(markup: string) {
  const found = tagsOf(markup).find((tag) => ['input', 'select', 'textarea'].includes(tag.name));
  if (!found) throw new Error('no box');
  return found.attributes;
}

test('a field in error says so at the box, and its box names hint and error', () => {
  const markup = field({ type: 'text', hint: 'As printed' }, { errors: { thing: 'Write it.' } });
  expect(box(markup)).toMatchObject({
    'aria-invalid': 'true',
    'aria-describedby': 'f-thing-hint f-thing-error',
  });
  expect(markup).toMatch(/id="f-thing-error">.*Error: <\/span>Write it\./);
});

test('a field without error or hint points at nothing', () => {
  expect(Object.keys(box(field({ type: 'text' })))).not.toContain('aria-describedby');
  expect(Object.keys(box(field({ type: 'text' })))).not.toContain('aria-invalid');
});

test.each([
  ['number', { type: 'text', inputmode: 'numeric' }],
  ['money', { type: 'text', inputmode: 'decimal' }],
  ['tag', { autocapitalize: 'characters', autocomplete: 'off', spellcheck: 'false', 'data-scan': '' }],
  ['email', { type: 'email', autocapitalize: 'none' }],
  ['date', { type: 'date', value: '' }],
] as const)('a %s box brings up the right keyboard', (type, attributes) => {
  expect(box(field({ type }))).toMatchObject(attributes);
});

test.each(['2026-02-31', '31/2/2026', 'soon'])('%s is no date, and is shown as it was typed', (typed) => {
  expect(box(field({ type: 'date' }, { values: { thing: typed } }))).toMatchObject({
    type: 'text',
    value: typed,
  });
});

test('a real date keeps the calendar', () => {
  expect(box(field({ type: 'date' }, { values: { thing: '2028-02-29' } }))).toMatchObject({
    type: 'date',
    value: '2028-02-29',
  });
});

test('a password is never sent back', () => {
  expect(field({ type: 'password' }, { values: { thing: 'hunter2hunter2' } })).not.toContain('hunter2');
});

test('what the state holds goes before what the page proposes', () => {
  expect(box(field({ type: 'text', initial: 'a' })).value).toBe('a');
  expect(box(field({ type: 'text', initial: 'a' }, { values: { thing: '' } })).value).toBe('');
});

test('a choice is a named group of radios with one chosen', () => {
  const options = [
    { value: '1', label: 'One' },
    { value: '2', label: 'Two' },
  ];
  const markup = field(
    { type: 'choice', options, required: true },
    { values: { thing: '2' }, errors: { thing: 'No.' } },
  );
  expect(markup).toMatch(/<fieldset[^>]* aria-describedby="f-thing-error"><legend>Thing<\/legend>/);
  const radios = tagsOf(markup).filter((tag) => tag.name === 'input');
  expect(radios.map((tag) => [tag.attributes.id, 'checked' in tag.attributes])).toEqual([
    ['f-thing', false],
    ['f-thing-1', true],
  ]);
});

test('several ticks of one name show what was ticked', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ value, label: value }));
  const markup = field({ type: 'checkbox', options }, { values: { thing: ['a', 'c'] } });
  const ticked = tagsOf(markup).filter((tag) => 'checked' in tag.attributes);
  expect(ticked.map((tag) => tag.attributes.value)).toEqual(['a', 'c']);
});

test('a select offers groups and an empty line, and keeps its choice', () => {
  const options = [
    { value: 'm', label: 'Maple', group: 'Schools' },
    { value: 'd', label: 'North', group: 'Depots' },
  ];
  const tags = tagsOf(field({ type: 'select', options }, { values: { thing: 'd' } }));
  expect(tags.filter((tag) => tag.name === 'optgroup').map((tag) => tag.attributes.label)).toEqual([
    'Schools',
    'Depots',
  ]);
  expect(tags.filter((tag) => 'selected' in tag.attributes).map((tag) => tag.attributes.value)).toEqual([
    'd',
  ]);
});

test('two forms on one page keep their ids apart', () => {
  const ids = ['one', 'two'].map((scope) => box(field({ type: 'text', scope })).id);
  expect(ids).toEqual(['one-thing', 'two-thing']);
});

test('the summary leads to every field in error, and can take the focus', () => {
  const state = { ...empty, errors: { thing: 'Write it.', '': 'All of it is odd.' } };
  const markup = String(
    <Form state={state} action="/x" submit="Save" scope="new">
      <Field state={state} scope="new" name="thing" label="Thing" />
    </Form>,
  );
  expect(markup).toMatch(/<div class="summary" role="alert" tabindex="-1"/);
  expect(markup).toContain('<a href="#new-thing">Write it.</a>');
  expect(markup).toContain('<li>All of it is odd.</li>');
});

test('a conflict shows both sides, and the form carries the version it saw', () => {
  const state = { ...empty, version: 7, conflict: [{ label: 'Home', yours: 'Birch', theirs: '' }] };
  const markup = String(<Form state={state} action="/x" submit="Save" />);
  expect(markup).toContain('<th scope="row">Home</th><td>Birch</td><td>empty</td>');
  expect(markup).toContain('name="version" value="7"');
});

test("a form without errors has no summary, and its key is the state's", () => {
  const markup = String(<Form state={empty} action="/x" submit="Save" multipart />);
  expect(markup).not.toContain('role="alert"');
  expect(markup).toContain('name="idempotency_key" value="key-1"');
  expect(markup).toContain('enctype="multipart/form-data"');
});

test('one button that changes something is a form with key, version and values', () => {
  const markup = String(
    <ActionForm action="/x" formKey="k" submit="Undo" version={3} values={{ why: 'a "b"' }} />,
  );
  const hidden = tagsOf(markup).filter((tag) => tag.attributes.type === 'hidden');
  expect(hidden.map((tag) => [tag.attributes.name, tag.attributes.value])).toEqual([
    ['idempotency_key', 'k'],
    ['version', '3'],
    ['why', 'a "b"'],
  ]);
});
