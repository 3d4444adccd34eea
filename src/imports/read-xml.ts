import { Unreadable } from './table.ts';

/** Names come without their prefix; `tag` is all that stands between < and >. */
export interface XmlHandlers {
  open(name: string, tag: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** No tag of a workbook is nearly as long. */
const LONGEST_TAG = 100_000;
const LONGEST_ENTITY = 12;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML in pieces, as far as a workbook's parts need it. It never holds more than a tag and a piece of text.
 * Entities of the file's own are refused with the whole file: no workbook declares any.
 */
export function xmlReader(on: XmlHandlers): { push(text: string): void; end(): void } {
  let rest = '';
  /** inside a comment or an instruction: all up to this is passed over */
  let skipTo: string | null = null;
  const damaged = () => new Unreadable('The file is damaged: a part of it is no XML');

  /** Reads what is whole. @returns where the rest begins, which waits for more */
  const read = (all: string): number => {
    let at = 0;
    while (at < all.length) {
      if (skipTo !== null) {
        const end = all.indexOf(skipTo, at);
        if (end < 0) return Math.max(at, all.length - skipTo.length);
        at = end + skipTo.length;
        skipTo = null;
        continue;
      }
      const open = all.indexOf('<', at);
      if (open !== at) {
        const end = open < 0 ? wholeText(all, at) : open;
        if (end > at) on.text(plain(all.slice(at, end)));
        if (open < 0) return end;
        at = open;
      }
      const second = all[at + 1];
      if (second === '!') {
        if (all.length - at < 9) return at;
        if (all.startsWith('<!--', at)) skipTo = '-->';
        else if (all.startsWith('<![CDATA[', at)) {
          const end = all.indexOf(']]>', at);
          if (end < 0 && all.length - at > LONGEST_TAG) throw damaged();
          if (end < 0) return at;
          on.text(all.slice(at + 9, end));
          at = end + 3;
        } else throw new Unreadable('The workbook declares entities of its own: it is refused');
        continue;
      }
      if (second === '?') {
        skipTo = '?>';
        continue;
      }
      const end = tagEnd(all, at);
      if (end < 0 && all.length - at > LONGEST_TAG) throw damaged();
      if (end < 0) return at;
      element(all.slice(at + 1, end), on);
      at = end + 1;
    }
    return at;
  };
  return {
    push: (more) => {
      const all = rest + more;
      rest = all.slice(read(all));
    },
    end: () => {
      if (rest.trim() !== '') throw damaged();
    },
  };
}

/** The value of an attribute in a tag, by its whole name; '' where there is none. */
export function attribute(tag: string, name: string): string {
  for (let at = tag.indexOf(name, 1); at > 0; at = tag.indexOf(name, at + 1)) {
    if (tag.charCodeAt(at - 1) > 32) continue;
    let equals = at + name.length;
    while (tag.charCodeAt(equals) <= 32) equals += 1;
    if (tag.charCodeAt(equals) !== 61) continue;
    let quote = equals + 1;
    while (tag.charCodeAt(quote) <= 32) quote += 1;
    const end = tag.indexOf(tag[quote] ?? '"', quote + 1);
    if (end > 0) return plain(tag.slice(quote + 1, end));
  }
  return '';
}

function element(tag: string, on: XmlHandlers): void {
  if (tag.startsWith('/')) {
    on.close(localName(tag.slice(1).trim()));
    return;
  }
  const alone = tag.endsWith('/');
  let space = 0;
  while (space < tag.length && tag.charCodeAt(space) > 32 && tag.charCodeAt(space) !== 47) space += 1;
  const name = localName(tag.slice(0, space));
  on.open(name, tag);
  if (alone) on.close(name);
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The > that ends the tag, not one inside a value; -1 where it has not come yet. */
function tagEnd(text: string, from: number): number {
  let end = text.indexOf('>', from);
  let at = from;
  while (end >= 0) {
    const quote = firstQuote(text, at, end);
    if (quote < 0) return end;
    const closing = text.indexOf(text[quote] as string, quote + 1);
    if (closing < 0) return -1;
    at = closing + 1;
    if (closing > end) end = text.indexOf('>', closing);
  }
  return -1;
}

function firstQuote(text: string, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) return at;
  }
  return -1;
}

/** Where text may be cut: not inside &amp; */
function wholeText(text: string, from: number): number {
  const entity = text.lastIndexOf('&');
  const cut = entity >= from && text.length - entity < LONGEST_ENTITY && !text.includes(';', entity);
  return cut ? entity : text.length;
}

function plain(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = name[1] === 'x' || name[1] === 'X' ? Number(`0${name.slice(1)}`) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
