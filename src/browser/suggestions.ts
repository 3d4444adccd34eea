import { navigate } from './navigate.ts';

const pause = 120;
const shortest = 2;

/**
 * Suggestions under a search form `[data-suggest=URL]`: a listbox that the arrow keys walk through. The URL answers
 * with `<li role="option"><a href>` elements. Without a choice Enter sends the form as ever.
 */
class Suggestions {
  private list: HTMLUListElement;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private request: AbortController | undefined;
  private chosen = -1;
  private readonly input: HTMLInputElement;
  private readonly url: string;

  constructor(form: HTMLFormElement, input: HTMLInputElement, url: string) {
    this.input = input;
    this.url = url;
    this.list = document.createElement('ul');
    this.list.className = 'suggestions';
    this.list.id = `${input.id}-suggestions`;
    this.list.role = 'listbox';
    this.list.ariaLabel = 'Suggestions';
    this.list.hidden = true;
    form.append(this.list);
    input.role = 'combobox';
    input.ariaExpanded = 'false';
    input.ariaAutoComplete = 'list';
    input.setAttribute('aria-controls', this.list.id);
    input.addEventListener('input', () => this.later());
    input.addEventListener('keydown', (event) => this.key(event));
    input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
    // The box keeps the focus; a press would take it away before the click arrives.
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      if (event.target instanceof Element) this.open(event.target.closest<HTMLElement>('[data-href]'));
    });
  }

  private options(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role=option]')];
  }

  private later(): void {
    clearTimeout(this.timer);
    this.request?.abort();
    const text = this.input.value.trim();
    if (text.length < shortest) this.close();
    else this.timer = setTimeout(() => void this.load(text), pause);
  }

  private async load(text: string): Promise<void> {
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(text)}`, {
        signal: this.request.signal,
      });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      this.close();
    }
  }

  private show(markup: string): void {
    const parsed = new DOMParser().parseFromString(`<ul>${markup}</ul>`, 'text/html');
    const found = [...parsed.querySelectorAll<HTMLElement>('[role=option]')];
    this.list.replaceChildren(
      ...found.map((option, index) => {
        const link = option.querySelector('a');
        // An option may hold no link of its own: the box keeps the focus.
        if (link) {
          option.dataset.href = link.getAttribute('href') ?? '';
          link.replaceWith(...link.childNodes);
        }
        option.id = `${this.list.id}-${index}`;
        option.ariaSelected = 'false';
        return option;
      }),
    );
    this.choose(-1);
    this.list.hidden = found.length === 0;
    this.input.ariaExpanded = String(found.length > 0);
  }

  private choose(index: number): void {
    const options = this.options();
    this.chosen = index;
    for (const [at, option] of options.entries()) option.ariaSelected = String(at === index);
    const option = options[index];
    if (option) {
      this.input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    } else this.input.removeAttribute('aria-activedescendant');
  }

  private key(event: KeyboardEvent): void {
    const count = this.options().length;
    if (event.key === 'Escape' && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      this.list.hidden = false;
      this.input.ariaExpanded = 'true';
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // One place more than there are options: the box itself.
      this.choose(((this.chosen + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'Enter' && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.options()[this.chosen] ?? null);
    }
  }

  private open(option: HTMLElement | null): void {
    const href = option?.dataset.href;
    if (!href) return;
    this.close();
    navigate(href);
  }

  private close(): void {
    clearTimeout(this.timer);
    this.request?.abort();
    this.list.hidden = true;
    this.input.ariaExpanded = 'false';
    this.choose(-1);
  }
}

const known = new WeakSet<HTMLFormElement>();

/** Gives every `[data-suggest]` form that has none yet its suggestions. */
export function attachSuggestions(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-suggest]')) {
    const input = form.querySelector<HTMLInputElement>('input[type=search]');
    if (!input || known.has(form)) continue;
    known.add(form);
    new Suggestions(form, input, form.dataset.suggest ?? '');
  }
}
