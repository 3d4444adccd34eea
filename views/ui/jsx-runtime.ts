/*
 * What the builder and the tests put in place of hono/jsx's own runtime: the same elements, written at once as
 * strings. Views do not wait and keep no context, so nothing is gained by a tree of nodes that is walked later;
 * without it a page takes about a twelfth less CPU. The types are hono/jsx's.
 */
import type { Child } from 'hono/jsx';
import { escaped, type Html } from './html.ts';

type Props = Readonly<Record<string, unknown>> & { readonly children?: Child };
type Component = (props: Props) => unknown;

/** Markup that was written already. */
class Written {
  readonly isEscaped = true;
  private readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' ') as readonly string[],
);

/** Attributes that are there or not; of any other one, true and false are words. */
const BOOLEAN = new Set(
  (
    'allowfullscreen async autofocus autoplay checked controls default defer disabled download formnovalidate ' +
    'hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly required ' +
    'reversed selected'
  ).split(' '),
);

const NAME = /^[a-zA-Z_:@][\w.:@-]*$/;

/** Names that were found right, with what stands before their values. */
const openings = new Map<string, string>();

function opening(name: string): string {
  if (!NAME.test(name)) throw new Error(`An attribute cannot be called ${name}`);
  const text = ` ${name}="`;
  // Names stand in the program's text: there are few.
  openings.set(name, text);
  return text;
}

function attribute(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  const before = openings.get(name) ?? opening(name);
  if (typeof value === 'string') return `${before}${escaped(value)}"`;
  if (typeof value === 'boolean' && BOOLEAN.has(name)) return value ? `${before}"` : '';
  if (typeof value === 'function') throw new Error(`A view has no functions in its attributes: ${name}`);
  // Markup in an attribute is text; only what `html` and `safe` made may stand as it is.
  return isEscaped(value) && !(value instanceof Written)
    ? `${before}${value}"`
    : `${before}${escaped(String(value))}"`;
}

function content(child: unknown): string {
  if (typeof child === 'string') return escaped(child);
  if (child instanceof Written) return child.toString();
  if (child === undefined || child === null || typeof child === 'boolean') return '';
  if (typeof child === 'number') return String(child);
  if (Array.isArray(child)) {
    let out = '';
    for (const one of child) out += content(one);
    return out;
  }
  if (child instanceof Promise) throw new Error('Views do not wait');
  return isEscaped(child) ? String(child) : escaped(String(child));
}

function isEscaped(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'isEscaped' in value && value.isEscaped === true;
}

/** An element, or what a component makes of its props. */
export function jsx(tag: string | Component, props: Props): Html {
  if (typeof tag === 'function') {
    const made = tag(props);
    return (made instanceof Written ? made : new Written(content(made))) as unknown as Html;
  }
  let out = `<${tag}`;
  for (const name in props) if (name !== 'children') out += attribute(name, props[name]);
  if (VOID.has(tag)) out += '/>';
  else out += `>${content(props.children)}</${tag}>`;
  return new Written(out) as unknown as Html;
}

export { jsx as jsxDEV, jsx as jsxs };

export function Fragment({ children }: Props): Html {
  return new Written(content(children)) as unknown as Html;
}
