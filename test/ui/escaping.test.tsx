import { expect, test } from 'vitest';
import type { FormState } from '../../src/web/form-state.ts';
import { BarePage } from '../../views/ui/bare-page.tsx';
import { Bars } from '../../views/ui/bars.tsx';
import { Board } from '../../views/ui/board.tsx';
import { Card } from '../../views/ui/card.tsx';
import { Crumbs } from '../../views/ui/crumbs.tsx';
import { Empty } from '../../views/ui/empty.tsx';
import { Facts } from '../../views/ui/facts.tsx';
import { Field, type FieldType } from '../../views/ui/field.tsx';
import { Filters } from '../../views/ui/filters.tsx';
import { Form } from '../../views/ui/form.tsx';
import { escaped, html } from '../../views/ui/html.ts';
import { money } from '../../views/ui/money.tsx';
import { Page } from '../../views/ui/page.tsx';
import { status } from '../../views/ui/status.tsx';
import { List } from '../../views/ui/table.tsx';
import { Tabs } from '../../views/ui/tabs.tsx';
import { TickBar } from '../../views/ui/tick-bar.tsx';
import { Timeline } from '../../views/ui/timeline.tsx';
import { age, dateOnly, when } from '../../views/ui/when.tsx';
import { decoded, frame, payloads, tagsOf } from './page-html.ts';

const types: FieldType[] = [
  'text',
  'number',
  'date',
  'tag',
  'money',
  'textarea',
  'select',
  'choice',
  'checkbox',
  'hidden',
];

/** Every component with the same text in every place that takes one. */
function everything(text: string): string {
  const state: FormState = {
    values: Object.fromEntries(types.map((type) => [type, text])),
    errors: { ...Object.fromEntries(types.map((type) => [type, text])), [text]: text },
    message: text,
    conflict: [{ label: text, yours: text, theirs: text }],
    key: text,
  };
  const options = [{ value: text, label: text, hint: text, group: text }];
  return String(
    <Page
      frame={{
        ...frame,
        person: { name: text, initials: text },
        district: text,
        q: text,
        notice: { tone: 'bad', text },
      }}
      title={text}
      lede={text}
      back={{ href: `/x?y=${text}`, label: text }}
    >
      <Form state={state} action={`/x?y=${text}`} submit={text} busy={text} label={text}>
        {types.map((type) => (
          <Field
            state={state}
            name={type}
            type={type}
            label={text}
            hint={text}
            unit={text}
            placeholder={text}
            options={['select', 'choice'].includes(type) ? options : undefined}
            suggestions={[text]}
          />
        ))}
      </Form>
      <Filters
        action="/x"
        filters={[
          { name: 'a', label: text, value: text, options },
          { name: 'b', label: text, value: text },
        ]}
        keep={{ [text]: text }}
      />
      <List
        label={text}
        rows={[text]}
        href={(row) => `/x?y=${row}`}
        select={{ name: 'ids', form: 'many', value: (row) => row, label: (row) => row }}
        foot={{ a: text }}
        columns={[
          { key: 'a', head: text, cell: (row) => row, numeric: true, sort: { href: `?sort=${text}` } },
          { key: 'b', head: text, cell: (row) => html`<b title="${row}">${row}</b>${[row, row]}` },
          { key: 'c', head: text, cell: (row) => status('good', row) },
          { key: 'd', head: text, cell: (row) => when(row, frame) },
          { key: 'e', head: text, cell: (row) => age(row, frame) },
          { key: 'f', head: text, cell: (row) => dateOnly(row) },
          { key: 'g', head: text, cell: () => money(100) },
          { key: 'h', head: text, cell: (row) => <i>{row}</i> },
        ]}
      />
      <TickBar id="many" action="/x" formKey={text} />
      <Facts facts={[{ label: text, value: text }]} />
      <Card title={text} count={text}>
        {text}
      </Card>
      <Empty text={text} />
      <Crumbs path={[{ href: '/x', label: text }, { label: text }]} />
      <Tabs label={text} tabs={[{ href: '/x', label: text, count: text }]} />
      <Timeline
        label={text}
        frame={frame}
        items={[{ at: '2026-03-01T00:00:00Z', who: text, what: text, more: text }]}
      />
      <Bars label={text} of={text} head={text} bars={[{ label: text, value: 3, href: `/x?y=${text}` }]} />
      <Board
        label={text}
        columns={[{ key: 'k', title: text, count: text, cards: [{ href: '/x', title: text, meta: text }] }]}
      />
    </Page>,
  );
}

const shape = tagsOf(everything('plain')).map((tag) => `${tag.name} ${Object.keys(tag.attributes)}`);

test.each(payloads)('the text %j stays text in every place', (text) => {
  const markup = everything(text);
  const tags = tagsOf(markup);
  expect(tags.map((tag) => `${tag.name} ${Object.keys(tag.attributes)}`)).toEqual(shape);
  expect(tags.find((tag) => tag.attributes.id === 'f-text')?.attributes.value).toBe(text);
  expect(markup).toContain(`<td class="p-meta n" data-label="${escaped(text)}"><a class="row"`);
});

test.each(payloads)('a bare page keeps the text %j as text', (text) => {
  const page = (words: string) => (
    <BarePage frame={{ ...frame, district: words }} title={words} lede={words}>
      {words}
    </BarePage>
  );
  const names = (markup: string) => tagsOf(markup).map((tag) => tag.name);
  expect(names(String(page(text)))).toEqual(names(String(page('plain'))));
});

test('there are forty payloads, none twice', () => {
  expect(new Set(payloads).size).toBe(40);
});

test('escaping can be taken back', () => {
  for (const text of payloads) expect(decoded(escaped(text))).toBe(text);
});

test('a tag that got out is noticed by these tests', () => {
  expect(() => tagsOf('<p title="a" b"c>')).toThrow();
  expect(tagsOf('<b>x</b><i class="y">')).toHaveLength(2);
});
