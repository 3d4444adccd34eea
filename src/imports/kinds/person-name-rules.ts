/** "Family, Given" or "Given Family". */
export function splitName(name: string): { given: string; family: string } {
  const [family = '', given] = name.split(/,\s*/);
  if (given !== undefined) return { given, family };
  const words = name.split(' ').filter(Boolean);
  return { given: words.slice(0, -1).join(' '), family: words.at(-1) ?? '' };
}
