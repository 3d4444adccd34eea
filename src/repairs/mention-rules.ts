interface Person {
  /** id */
  value: string;
  /** name */
  label: string;
}

/**
 * Those whom a text names by `@Given Family`, by `@given.family`, or by a given name that only one
 * person has. Any other @ is plain text.
 */
export function mentionsIn(text: string, people: readonly Person[]): string[] {
  const found = new Set<string>();
  for (const match of text.matchAll(/(?:^|[\s(,;])@(?=\p{L})/gu)) {
    const rest = text.slice(match.index + match[0].length).toLowerCase();
    const named = people.filter((person) => startsWithName(rest, person.label.toLowerCase()));
    const longest = named.sort((a, b) => b.label.length - a.label.length)[0];
    const one = longest ?? onlyOneCalled(rest, people);
    if (one) found.add(one.value);
  }
  return [...found];
}

function startsWithName(text: string, name: string): boolean {
  return startsWithWord(text, name) || startsWithWord(text, name.replace(/\s+/g, '.'));
}

function onlyOneCalled(text: string, people: readonly Person[]): Person | undefined {
  const called = people.filter((person) =>
    startsWithWord(text, person.label.toLowerCase().split(/\s+/)[0] ?? ''),
  );
  return called.length === 1 ? called[0] : undefined;
}

function startsWithWord(text: string, word: string): boolean {
  return word !== '' && text.startsWith(word) && !/^[\p{L}\p{N}]/u.test(text.slice(word.length));
}
