import { decoded, type Tag, tagsOf } from '../ui/page-html.ts';

/** One form of a page, with what its fields hold. */
export interface VisitedForm {
  action: string;
  method: string;
  fields: [name: string, value: string][];
}

export interface Visited {
  path: string;
  status: number;
  headers: Headers;
  html: string;
  /** the words that a reader sees in the main part, one space between them */
  text: string;
}

const FORM = /<form\b[\s\S]*?<\/form>/g;

/** A person with a browser that runs no script: pages, forms and a cookie, over HTTP. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  page: Visited = { path: '', status: 0, headers: new Headers(), html: '', text: '' };

  private readonly url: string;

  /** @param cookie of a person who is signed in; without it nobody is */
  constructor(url: string, cookie = '') {
    this.url = url;
    const at = cookie.indexOf('=');
    if (at > 0) this.cookies.set(cookie.slice(0, at), cookie.slice(at + 1));
  }

  /** Goes to a page, on through its redirects. */
  async go(path: string): Promise<Visited> {
    return this.ask(path, { method: 'GET' });
  }

  /** The form of this page whose action fits. @throws Error there is none */
  form(action: string | RegExp): VisitedForm {
    const forms = formsOf(this.page.html);
    const found = forms.find((form) =>
      typeof action === 'string' ? form.action === action : action.test(form.action),
    );
    if (found) return found;
    const actions = forms.map((form) => form.action).join(', ');
    throw new Error(`${this.page.path} (${this.page.status}) has no form ${action}, only ${actions}`);
  }

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Sends the form of this page whose button has these words, as it stands. */
  async press(words: string): Promise<Visited> {
    const forms = [...this.page.html.matchAll(FORM)].map(([markup]) => markup);
    const found = forms.find((markup) => wordsOf(`<main>${markup}`) === words);
    const form = formsOf(found ?? '')[0];
    if (!form) throw new Error(`${this.page.path} has no button ${words}`);
    return this.ask(form.action, { method: 'POST', body: new URLSearchParams(form.fields) });
  }

  /** Fills a form of this page and sends it. A field that the form does not have is an error. */
  async send(
    action: string | RegExp,
    values: Record<string, string | readonly string[] | File> = {},
  ): Promise<Visited> {
    const form = this.form(action);
    const given = new Set(Object.keys(values));
    const body = Object.values(values).some((value) => value instanceof File)
      ? new FormData()
      : new URLSearchParams();
    for (const [name, value] of form.fields) if (!given.has(name)) body.append(name, value);
    for (const [name, value] of Object.entries(values)) {
      if (!namesOf(this.page.html).has(name)) throw new Error(`${this.page.path} has no field ${name}`);
      const all = typeof value === 'string' || value instanceof File ? [value] : value;
      for (const one of all) body.append(name, one as string);
    }
    if (form.method === 'get') return this.go(`${form.action}?${body as URLSearchParams}`);
    return this.ask(form.action, { method: 'POST', body });
  }

  /** The first link of this page whose address fits. */
  link(wanted: RegExp): string {
    const links = tagsOf(this.page.html).filter(({ name }) => name === 'a');
    const found = links.find(({ attributes }) => wanted.test(attributes.href ?? ''));
    if (!found) throw new Error(`${this.page.path} has no link ${wanted}`);
    return found.attributes.href ?? '';
  }

  private async ask(path: string, init: RequestInit): Promise<Visited> {
    let answer = await this.once(path, init);
    let at = path;
    for (let hops = 0; answer.status === 303 && hops < 5; hops++) {
      at = new URL(answer.headers.get('Location') ?? '/', this.url + at).href.slice(this.url.length);
      await answer.arrayBuffer();
      answer = await this.once(at, { method: 'GET' });
    }
    const html = await answer.text();
    this.page = { path: at, status: answer.status, headers: answer.headers, html, text: wordsOf(html) };
    return this.page;
  }

  private async once(path: string, init: RequestInit): Promise<Response> {
    const { cookie } = this;
    const headers: Record<string, string> = { Origin: this.url, ...(cookie ? { Cookie: cookie } : {}) };
    const answer = await fetch(this.url + path, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)];
      this.cookies.set(name, value.split(';')[0] ?? '');
    }
    return answer;
  }
}

/** The words of a page's main part, without scripts, entities and repeated blanks. */
export function wordsOf(html: string): string {
  const main = html.slice(Math.max(0, html.indexOf('<main')));
  return decoded(main.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function namesOf(html: string): Set<string> {
  return new Set(tagsOf(html).flatMap(({ attributes }) => attributes.name ?? []));
}

function formsOf(html: string): VisitedForm[] {
  return [...html.matchAll(FORM)].map(([markup]) => {
    const [form, ...tags] = tagsOf(markup.replace(/<\/form>$/, ''));
    const fields: [string, string][] = [];
    for (const { name, attributes } of tags)
      if (name === 'input' && attributes.name && isSent(attributes))
        fields.push([attributes.name, attributes.value ?? '']);
    fields.push(...areasOf(markup), ...selectsOf(markup));
    const { action = '', method = 'get' } = form?.attributes ?? {};
    return { action, method: method.toLowerCase(), fields };
  });
}

function isSent({ type = 'text', ...attributes }: Tag['attributes']): boolean {
  if (['checkbox', 'radio'].includes(type)) return attributes.checked !== undefined;
  return !['submit', 'button', 'file'].includes(type) && attributes.disabled === undefined;
}

function areasOf(markup: string): [string, string][] {
  return [...markup.matchAll(/<textarea\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/textarea>/g)].map(
    ([, name = '', text = '']) => [name, decoded(text)],
  );
}

function selectsOf(markup: string): [string, string][] {
  return [...markup.matchAll(/<select\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g)].map(
    ([, name = '', inside = '']) => {
      const options = tagsOf(inside.replace(/>[^<]*</g, '><')).filter((tag) => tag.name === 'option');
      const chosen = options.find(({ attributes }) => attributes.selected !== undefined) ?? options[0];
      return [name, chosen?.attributes.value ?? ''];
    },
  );
}
