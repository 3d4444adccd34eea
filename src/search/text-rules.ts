/** Longer texts find nothing: the box takes 100 characters, a label's link at most 500. */
export const MAX_SEARCH_LENGTH = 500;

const MAX_WORDS = 6;

/** The words of a text, in lower case, as the name indexes split them; at most six. */
export function wordsOf(text: string): string[] {
  const found =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return found.slice(0, MAX_WORDS).map((word) => word.slice(0, 60));
}

/**
 * A query of FTS5 that finds names in which each word begins one, whatever was typed: every word is a quoted
 * string, so that no operator of FTS5 can be typed. Null where there is no word.
 */
export function namesQuery(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.map((word) => `${quoted(word)}*`).join(' ');
}

/** A piece of a tag or serial as FTS5's trigram index takes it; null where it has less than 3 characters. */
export function pieceQuery(piece: string): string | null {
  return [...piece].length < 3 || piece.length > 64 ? null : quoted(piece);
}

/** Everything that starts with the piece lies at or after it and before this. */
export function afterPrefix(piece: string): string {
  return `${piece}\u{10ffff}`;
}

/** The number of a repair as people type it: R-000123, r123, 123; null for anything else. */
export function repairNumber(text: string): number | null {
  const match = /^\s*R?\s*-?\s*0*(\d{1,9})\s*$/i.exec(text);
  return match?.[1] ? Number(match[1]) : null;
}

/** Whether a text may be the start of a tag or serial: they may have spaces between digits, names between words. */
export function mayStartIdentifier(text: string): boolean {
  return text.length <= 64 && (/\d/.test(text) || !/\s/.test(text.trim()));
}

/** Whether a text may be a piece of a tag or serial: longer ones without a digit are names. */
export function mayBePiece(text: string): boolean {
  return mayStartIdentifier(text) && (/\d/.test(text) || text.trim().length <= 4);
}

/** Whether a text may be a mistyped tag or serial: one word with a digit in it. */
export function looksLikeIdentifier(text: string): boolean {
  return /^[A-Z0-9-]{4,24}$/.test(text) && /\d/.test(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
