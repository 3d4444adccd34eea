/** What tags and serials are made of. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-';

/** Longer texts have no variants: a tag or serial is shorter, and the list would grow past 2,000. */
export const MAX_TYPO_LENGTH = 24;

/** Characters that eyes and cameras confuse on a worn label. */
const LOOK_ALIKES = ['0O', '1IL', '8B', '5S', '2Z'];

const CONFUSED = new Map<string, string>();
for (const group of LOOK_ALIKES) {
  for (const letter of group) CONFUSED.set(letter, group.replace(letter, ''));
}

function* lookAlikes(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) {
    for (const other of CONFUSED.get(word[at] ?? '') ?? '')
      yield word.slice(0, at) + other + word.slice(at + 1);
  }
}

function* transpositions(word: string): Generator<string> {
  for (let at = 0; at + 1 < word.length; at += 1) {
    yield word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
  }
}

function* deletions(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}

function* substitutions(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) {
    for (const other of ALPHABET) yield word.slice(0, at) + other + word.slice(at + 1);
  }
}

function* insertions(word: string): Generator<string> {
  for (let at = 0; at <= word.length; at += 1) {
    for (const other of ALPHABET) yield word.slice(0, at) + other + word.slice(at);
  }
}

/**
 * Every other text that is one edit away from a normalized tag or serial, without duplicates, the likeliest first:
 * look-alike characters, two that changed places, one too many, one wrong, one missing. At most 1,812 of at most 25
 * characters, to be looked up as one JSON list; none for texts shorter than 2 or longer than 24 characters.
 */
export function oneEditVariants(word: string): string[] {
  if (word.length < 2 || word.length > MAX_TYPO_LENGTH) return [];
  const variants = new Set<string>();
  for (const edit of [lookAlikes, transpositions, deletions, substitutions, insertions]) {
    for (const variant of edit(word)) variants.add(variant);
  }
  variants.delete(word);
  return [...variants];
}
