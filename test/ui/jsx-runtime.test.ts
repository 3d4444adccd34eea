import fc from 'fast-check';
import { jsx as honoJsx } from 'hono/jsx';
import { describe, expect, test } from 'vitest';
import { html, safe } from '../../views/ui/html.ts';
import { Fragment, jsx } from '../../views/ui/jsx-runtime.ts';

type Props = Record<string, unknown>;

/** What hono/jsx makes of the same element. */
function asHono(tag: string, { children, ...props }: Props): string {
  const list = children === undefined ? [] : Array.isArray(children) ? children : [children];
  return String(honoJsx(tag, props, ...(list as string[])));
}

const text = fc.string({ unit: 'grapheme' });
const value = fc.oneof(
  text,
  fc.constantFrom('<b>', `"'&`, 'javascript:alert(1)'),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, undefined, html`<b>${'<i>'}</b>`, safe('&amp;')),
);
const child: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  child: fc.oneof({ maxDepth: 3 }, value, fc.array(tie('child'), { maxLength: 4 })),
})).child;

const names = [
  'id',
  'class',
  'value',
  'href',
  'data-x',
  'aria-hidden',
  'hx-boost:inherited',
  'open',
  'hidden',
];
const props = fc.record(
  {
    ...Object.fromEntries([...names, 'selected', 'checked', 'required'].map((name) => [name, value])),
    children: fc.array(child, { maxLength: 3 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Props>;

describe('elements written at once', () => {
  test('are what hono/jsx writes, whatever the attributes and children', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('div', 'a', 'input', 'option', 'td'),
        props,
        (tag, { children, ...rest }) => {
          const given = tag === 'input' ? rest : { ...rest, children };
          expect(String(jsx(tag, given))).toBe(asHono(tag, given));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('what is written is not escaped again inside another, and text always is', () => {
    const inner = jsx('b', { children: '<i>' });
    expect(String(jsx('p', { children: [inner, '&', 3, false, null] }))).toBe(
      '<p><b>&lt;i&gt;</b>&amp;3</p>',
    );
    expect(String(Fragment({ children: [inner, '<'] }))).toBe('<b>&lt;i&gt;</b>&lt;');
    expect(String(jsx(() => '<script>', {}))).toBe('&lt;script&gt;');
  });

  test('markup in an attribute is text, and nothing but a name is an attribute', () => {
    expect(String(jsx('a', { title: jsx('b', { children: 'x' }) }))).toBe(
      '<a title="&lt;b&gt;x&lt;/b&gt;"></a>',
    );
    expect(() => jsx('a', { 'x onload=alert(1)': '1' })).toThrow('cannot be called');
    expect(() => jsx('a', { onclick: () => undefined })).toThrow('no functions');
  });

  test('nobody waits', () => {
    expect(() => jsx('p', { children: Promise.resolve('x') as unknown as string })).toThrow('do not wait');
  });
});
