import { type Tag, tagsOf } from '../ui/page-html.ts';

const TYPED = new Set(['input', 'select', 'textarea']);
const UNLABELLED = new Set(['hidden', 'submit', 'button']);
const NAMES_IDS = [
  'for',
  'aria-describedby',
  'aria-labelledby',
  'aria-controls',
  'aria-activedescendant',
  'list',
  'form',
];

/** What is wrong with a whole page's markup, in words; [] where it is as it should be. */
export function htmlFaults(html: string): string[] {
  const faults: string[] = [];
  let tags: Tag[];
  try {
    tags = tagsOf(html.replace(/<!--[\s\S]*?-->/g, ''));
  } catch (error) {
    return [String(error)];
  }
  const ids = tags.flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
  const known = new Set(ids);
  for (const id of known) {
    const times = ids.filter((other) => other === id).length;
    if (times > 1) faults.push(`id ${id} ${times} times`);
    if (id === '' || /\s/.test(id)) faults.push(`id "${id}"`);
  }
  const heads = tags.filter(({ name }) => name === 'h1').length;
  if (heads !== 1) faults.push(`${heads} h1`);
  if (!/<title>[^<]*\S[^<]*<\/title>/.test(html)) faults.push('no title');
  if (!/<html lang="[a-z]/.test(html)) faults.push('no language');
  if (/undefined|\[object |NaN\b/.test(html.replace(/<[^>]*>/g, ' ')))
    faults.push('a value that is none is shown');
  for (const tag of tags) faults.push(...tagFaults(tag, known));
  const labelled = labelledFields(html, tags);
  for (const { name, attributes } of tags)
    if (TYPED.has(name) && !UNLABELLED.has(attributes.type ?? '') && !labelled(attributes))
      faults.push(`${name} ${attributes.name ?? attributes.id ?? ''} has no label`);
  return [...new Set(faults)];
}

function tagFaults({ name, attributes }: Tag, ids: ReadonlySet<string>): string[] {
  const faults: string[] = [];
  const say = (fault: string) => void faults.push(`${name}: ${fault}`);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (attribute === 'style' || /^on/.test(attribute) || attribute.startsWith('hx-on'))
      say(`has ${attribute}`);
    if (/^\s*javascript:/i.test(value)) say(`${attribute} is a script`);
    if (NAMES_IDS.includes(attribute))
      for (const id of value.split(/\s+/).filter(Boolean))
        if (!ids.has(id)) say(`${attribute} names ${id}, which is not there`);
  }
  if (name === 'a' && attributes.href?.startsWith('#') && !ids.has(attributes.href.slice(1)))
    say(`leads to ${attributes.href}, which is not there`);
  if (name === 'style') say('stands in the page');
  if (name === 'script' && attributes.src === undefined) say('stands in the page');
  if (name === 'img' && attributes.alt === undefined) say('has no alt');
  if (name === 'button' && attributes.type === undefined) say('has no type');
  if (name === 'form' && attributes.action === undefined) say('has no action');
  return faults;
}

/** Whether a field is named by a label around it, a label for it, or words of its own. */
function labelledFields(html: string, tags: readonly Tag[]): (field: Tag['attributes']) => boolean {
  const named = new Set(tags.filter(({ name }) => name === 'label').map(({ attributes }) => attributes.for));
  const inside = new Set<string>();
  for (const [markup] of html.matchAll(/<label\b[\s\S]*?<\/label>/g))
    for (const { name, attributes } of tagsOf(markup.replace(/<\/label>$/, '')))
      if (TYPED.has(name)) inside.add(JSON.stringify(attributes));
  return (field) =>
    Boolean(field['aria-label'] || field['aria-labelledby']) ||
    (field.id !== undefined && named.has(field.id)) ||
    inside.has(JSON.stringify(field));
}
