import { type Child, el } from './field-dom.ts';

export interface Option {
  value: string;
  label: string;
  hint?: string;
}

export interface FieldShape {
  name: string;
  label: string;
  type?: 'text' | 'tag' | 'number' | 'select' | 'radio' | 'checkbox' | 'textarea' | 'date' | 'photo';
  value?: string | readonly string[];
  options?: readonly Option[];
  optional?: boolean;
  hint?: string;
  error?: string | undefined;
  max?: number;
  /** words of a select's empty choice */
  none?: string;
}

/** Label, box, hint and error of one value, bound to each other: as on the pages that the server makes. */
export function field(shape: FieldShape): HTMLElement {
  const { name, label, type = 'text', error, hint } = shape;
  const id = `f-${name}`;
  const optional = shape.optional ? el('span', { class: 'optional' }, ' optional') : null;
  const about = [
    hint ? el('p', { class: 'hint', id: `${id}-hint` }, hint) : null,
    error ? el('p', { class: 'error', id: `${id}-error` }, error) : null,
  ];
  const described =
    [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  if (type === 'radio' || type === 'checkbox')
    return el(
      'fieldset',
      { class: error ? 'field choice wrong' : 'field choice', 'aria-describedby': described },
      el('legend', {}, label, optional),
      about[0],
      el('div', { class: 'choices' }, choices(shape, id, type)),
      about[1],
    );
  return el(
    'div',
    { class: error ? 'field wrong' : 'field' },
    el('label', { for: id }, label, optional),
    about[0],
    control(shape, id, described),
    about[1],
  );
}

function choices(
  { name, value = '', options = [], optional }: FieldShape,
  id: string,
  type: string,
): HTMLElement[] {
  const chosen = typeof value === 'string' ? [value] : value;
  return options.map((option, index) =>
    el(
      'label',
      { class: 'choice-button' },
      el('input', {
        type,
        name,
        id: index === 0 ? id : `${id}-${index}`,
        value: option.value,
        checked: chosen.includes(option.value),
        required: type === 'radio' && !optional,
      }),
      el('span', { class: 'choice-text' }, option.label, option.hint ? el('small', {}, option.hint) : null),
    ),
  );
}

function control(shape: FieldShape, id: string, described: string | undefined): HTMLElement {
  const { name, type = 'text', options = [], optional, max, error } = shape;
  const value = typeof shape.value === 'string' ? shape.value : '';
  const common = {
    id,
    name,
    required: !optional,
    'aria-describedby': described,
    'aria-invalid': error ? 'true' : undefined,
  };
  if (type === 'select')
    return el(
      'select',
      common,
      value && !shape.none ? null : el('option', { value: '' }, shape.none ?? (optional ? 'None' : 'Choose')),
      options.map((option) =>
        el('option', { value: option.value, selected: option.value === value }, option.label),
      ),
    );
  if (type === 'textarea') return el('textarea', { ...common, rows: 3, maxlength: max ?? 2000 }, value);
  if (type === 'photo')
    return el('input', {
      ...common,
      type: 'file',
      accept: 'image/jpeg,image/png,image/webp,image/heic',
      capture: 'environment',
    });
  const scan = type === 'tag' ? { 'data-scan': '', autocapitalize: 'characters', spellcheck: 'false' } : {};
  return el('input', {
    ...common,
    ...scan,
    type: type === 'date' ? 'date' : 'text',
    inputmode: type === 'number' ? 'numeric' : undefined,
    autocomplete: 'off',
    maxlength: max ?? 200,
    value,
  });
}

/** What a form holds, as a page posts it: lists where a name comes several times. */
export function valuesOf(form: HTMLFormElement): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    const known = values[name];
    if (known === undefined) values[name] = value;
    else values[name] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return values;
}

/** Something is not said yet that only the person knows: told at its field, and all that was typed stands there. */
export class NotSaid extends Error {
  override readonly name = 'NotSaid';
  readonly field: string;

  constructor(field: string, words: string) {
    super(words);
    this.field = field;
  }
}

/** A form whose save is kept on this phone. It cannot be sent twice: the page moves on. */
export function form(
  submit: string,
  save: (values: Record<string, string | string[]>, form: HTMLFormElement) => Promise<void>,
  ...children: Child[]
): HTMLFormElement {
  const press = el('button', { class: 'button primary' }, submit);
  const made = el('form', { class: 'form' }, children, el('div', { class: 'form-actions sticky' }, press));
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    if (press.disabled) return;
    press.disabled = true;
    made.querySelector(':scope > .summary')?.remove();
    save(valuesOf(made), made).catch((error: unknown) => {
      press.disabled = false;
      const words = wordsOf(error);
      made.prepend(
        el(
          'div',
          { class: 'summary', role: 'alert', tabindex: -1 },
          el('p', { class: 'summary-head' }, words),
        ),
      );
      const named = error instanceof NotSaid ? document.getElementById(`f-${error.field}`) : null;
      if (named) named.focus();
      else made.querySelector<HTMLElement>(':scope > .summary')?.focus();
    });
  });
  return made;
}

function wordsOf(error: unknown): string {
  if (error instanceof NotSaid) return error.message;
  return error instanceof Error && error.name === 'QuotaExceededError' ? FULL : NOT_KEPT;
}

const FULL = 'This phone has no room left. Nothing was kept: make room, then save again.';
const NOT_KEPT = 'This browser could not keep it. What you typed is still here: try again.';
