import type { Answer } from '../support/app.ts';
import { tagsOf } from '../ui/page-html.ts';

/** What in a page could run a script that the page does not mean to: its own are files of its own origin. */
export function unsafeIn(answer: Pick<Answer, 'text' | 'headers'>): string[] {
  if (!answer.headers.get('Content-Type')?.startsWith('text/html')) return [];
  return tagsOf(answer.text).flatMap(({ name, attributes }) => {
    const found: string[] = [];
    if (name === 'script' && !/^\/build\/[\w.-]+\.js$/.test(attributes.src ?? '')) found.push('a script');
    if (/^(iframe|object|embed|base|math|foreignobject)$/.test(name)) found.push(name);
    for (const [attribute, value] of Object.entries(attributes)) {
      if (/^on/i.test(attribute) || attribute === 'style' || attribute === 'srcdoc')
        found.push(`${name} ${attribute}`);
      if (
        /^(href|src|action|formaction|xlink:href)$/.test(attribute) &&
        /^\s*(javascript|data|vbscript):/i.test(value)
      )
        found.push(`${name} ${attribute}=${value.slice(0, 40)}`);
    }
    return found;
  });
}
