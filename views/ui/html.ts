import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import type { HtmlEscapedString } from 'hono/utils/html';

/** Markup that is safe already. A String object, so that plain strings can be told from it. */
export type Html = HtmlEscapedString;

/** What may stand in a template or a table cell; strings are escaped, markup and JSX go in as they are. */
export type Piece = Child | Html;

const special = /[&<>"']/;

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for element content and for attribute values in quotes. */
export function escaped(text: string): string {
  return special.test(text) ? text.replace(/[&<>"']/g, (char) => entities[char] ?? char) : text;
}

/** One piece as markup. Async components are not awaited: views do not wait. */
export function markup(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece);
  if (typeof piece === 'number') return String(piece);
  if (piece === null || piece === undefined || typeof piece === 'boolean') return '';
  if (Array.isArray(piece)) {
    let out = '';
    for (const item of piece) out += markup(item);
    return out;
  }
  return String(piece);
}

/** Tagged template for markup in hot places (rows of long tables): every value is escaped. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  let out = strings[0] ?? '';
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    out += (typeof piece === 'string' ? escaped(piece) : markup(piece)) + strings[i + 1];
  }
  return raw(out);
}

/** Marks a string as safe markup. Only for strings that were built from escaped parts. */
export function safe(markupText: string): Html {
  return raw(markupText);
}
