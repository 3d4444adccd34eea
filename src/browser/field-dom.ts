/** Attributes and properties of an element; false and undefined are left out, functions are listeners. */
export type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)>;
export type Child = Node | string | number | null | undefined | false | readonly Child[];

/** An element with its children. Texts are texts: nothing that is typed or synced becomes markup. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child as readonly Child[]);
    else element.append(child instanceof Node ? child : String(child));
  }
}

export function link(href: string, words: Child, look = ''): HTMLAnchorElement {
  return el('a', { href, class: look || undefined }, words);
}

export function button(words: Child, press: () => void, look = 'plain'): HTMLButtonElement {
  return el('button', { type: 'button', class: `button ${look}`, onclick: press }, words);
}

export function card(title: string, ...children: Child[]): HTMLElement {
  return el(
    'section',
    { class: 'card' },
    el('div', { class: 'card-head' }, el('h2', {}, title)),
    el('div', { class: 'card-body' }, children),
  );
}

export type Tone = 'good' | 'wait' | 'bad' | 'note';

export function notice(tone: Tone, ...children: Child[]): HTMLElement {
  return el(
    'div',
    { class: `notice ${tone}` },
    el('span', { class: `status ${tone}` }),
    el('div', { class: 'notice-text' }, children),
  );
}

/** Labels with their values; those without one are left out. */
export function facts(list: readonly (readonly [string, Child])[]): HTMLElement {
  return el(
    'dl',
    { class: 'facts' },
    list
      .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
      .map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, value))),
  );
}
