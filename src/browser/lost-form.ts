import { toast } from './announce.ts';
import { swapOf } from './htmx-events.ts';
import type { LostForm } from './keep-form.ts';
import { FIELD_KEY, loadOutbox } from './take-part.ts';

interface Keeper {
  keepForm(form: LostForm): Promise<void>;
}

/** Which forms of pages can be kept, by where they are sent: the kind, and the part that names the thing. */
const FORMS: readonly (readonly [RegExp, (match: RegExpExecArray) => [kind: string, ref: string]])[] = [
  [/^\/devices\/([^/]+)\/repair$/, ([, ref = '']) => ['quick', ref]],
  [/^\/repairs\/new\?device=([^&]+)$/, ([, ref = '']) => ['report', decodeURIComponent(ref)]],
  [
    /^\/devices\/([^/]+)\/(check-out|check-in|move|loan|swap)$/,
    ([, ref = '', way = '']) => [way.replace('-', '_'), ref],
  ],
  [/^\/repairs\/([^/]+)\/note$/, ([, ref = '']) => ['note', ref]],
  [/^\/visits\/([^/]+)\/(set-out|arrive|leave)$/, ([, ref = '', way = '']) => [way.replace('-', '_'), ref]],
  [/^\/visits\/([^/]+)\/notes$/, ([, ref = '']) => ['visit_note', ref]],
];

/** @param action the URL that a form is sent to */
export function keptAs(action: string, base: string): [kind: string, ref: string] | null {
  const { pathname, search } = new URL(action, base);
  for (const [pattern, named] of FORMS) {
    const match = pattern.exec(pathname + (pathname === '/repairs/new' ? search : ''));
    if (match) return named(match);
  }
  return null;
}

/** A form that got no answer is kept on a phone that takes part, and sent by itself. */
export function keepLostForms(): void {
  document.addEventListener('htmx:error', (event) => {
    const request = swapOf(event)?.request;
    if (request?.method !== 'POST' || !request.body || localStorage.getItem(FIELD_KEY) === null) return;
    const known = keptAs(request.action, location.href);
    const fields = textsOf(request.body);
    if (!known || !fields) return;
    event.preventDefault();
    const [kind, ref] = known;
    const bar = document.querySelector<HTMLElement>('spudger-waiting');
    const label = document.title.replace(/ - [^-]*$/, '');
    loadOutbox<Keeper>()
      ?.then((code) => code.keepForm({ kind, ref, fields, seenAt: bar?.dataset.now ?? '', label }))
      .then(
        () =>
          toast(
            'No answer from the server. It is kept on this phone, shown above as waiting, and sent by itself.',
            10,
          ),
        () =>
          toast(
            'No answer from the server. What you typed is still here: send it again, it is saved only once.',
          ),
      );
  });
}

/** What was typed; null where files are with it: those stay with their page. */
function textsOf(body: FormData | URLSearchParams): LostForm['fields'] | null {
  const fields: LostForm['fields'] = {};
  for (const [name, value] of body) {
    if (typeof value !== 'string') return null;
    const known = fields[name];
    if (known === undefined) fields[name] = value;
    else fields[name] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return fields;
}
