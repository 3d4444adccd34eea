import { type Bytes, Unreadable } from './table.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * A text file as it arrives, in pieces: UTF-8 or UTF-16 by its mark (or by its zeros, where it has none), else
 * UTF-8 with lines of Windows-1252 among them, as programs of several ages write them into one file.
 * @throws Unreadable it holds NUL characters: no text
 */
export async function* textOf(source: Bytes): AsyncGenerator<string> {
  let read: ((chunk: Uint8Array, last: boolean) => string) | undefined;
  let begun = false;
  const clean = (text: string): string => {
    if (text.includes('\0')) throw new Unreadable('This is not a text file: it holds NUL bytes');
    if (begun || text === '') return text;
    begun = true;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  };
  for await (const chunk of source) {
    read ??= readerFor(encodingOf(chunk));
    const text = clean(read(chunk, false));
    if (text !== '') yield text;
  }
  const rest = clean(read?.(new Uint8Array(), true) ?? '');
  if (rest !== '') yield rest;
}

function encodingOf(start: Uint8Array): Encoding {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const looked = Math.min(start.length, 1_000) & ~1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < looked; i += 2) {
    if (start[i] === 0) even += 1;
    if (start[i + 1] === 0) odd += 1;
  }
  if (looked >= 4 && odd > looked * 0.4 && even === 0) return 'utf-16le';
  if (looked >= 4 && even > looked * 0.4 && odd === 0) return 'utf-16be';
  return 'utf-8';
}

function readerFor(encoding: Encoding): (chunk: Uint8Array, last: boolean) => string {
  if (encoding === 'utf-8') return mixedReader();
  const decoder = new TextDecoder(encoding);
  return (chunk, last) => decoder.decode(chunk, { stream: !last });
}

/** UTF-8; a line that is not, is Windows-1252. */
function mixedReader(): (chunk: Uint8Array, last: boolean) => string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const old = new TextDecoder('windows-1252');
  let carried = new Uint8Array();
  const decoded = (bytes: Uint8Array): string | null => {
    try {
      return strict.decode(bytes);
    } catch {
      return null;
    }
  };
  return (chunk, last) => {
    let bytes = chunk;
    if (carried.length > 0) {
      bytes = new Uint8Array(carried.length + chunk.length);
      bytes.set(carried);
      bytes.set(chunk, carried.length);
    }
    const end = last ? bytes.length : wholeCharacters(bytes);
    carried = bytes.slice(end);
    const whole = decoded(bytes.subarray(0, end));
    if (whole !== null) return whole;
    let text = '';
    for (let from = 0; from < end; ) {
      const feed = bytes.indexOf(10, from);
      const to = feed < 0 || feed >= end ? end : feed + 1;
      const line = bytes.subarray(from, to);
      text += decoded(line) ?? old.decode(line);
      from = to;
    }
    return text;
  };
}

/** Where the last character that is wholly there ends. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (needs > back) return bytes.length - back;
    if (needs > 0) break;
  }
  return bytes.length;
}
