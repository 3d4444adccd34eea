import type { Answer, Entry, Told } from './outbox-rules.ts';

const ENTRY_MS = 30_000;
const PHOTO_MS = 180_000;
/** The server's own refusals; everything else is a server that cannot just now. */
const REFUSED = new Set([400, 403, 404, 413, 422]);

interface Files {
  photo: Blob;
  thumb: Blob | null;
}

/**
 * Sends one entry. Only an answer that names the entry counts: a school's network answers everything with its own
 * sign-in page.
 * @param own as who is signed in; else with the phone's pass alone, for somebody who has left
 */
export async function postEntry(
  entry: Entry,
  x: { pass: string; own: boolean; files?: Files | undefined; ask?: typeof fetch },
): Promise<Answer> {
  const clock = new Date().toISOString();
  const { key, seq, kind, ref, at, person, phone, fields, saw, reason = '' } = entry;
  const sent = { key, seq, ref, at, person, phone, clock, pass: x.pass };
  const path = entry.state === 'withdrawing' ? '/sync/entries/withdraw' : '/sync/entries';
  const init: RequestInit =
    kind === 'photo' && x.files && entry.state !== 'withdrawing'
      ? { body: formOf({ ...sent, step: String(fields.step ?? ''), entry: entry.entry ?? '' }, x.files) }
      : {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ ...sent, kind, fields, saw: sawOf(saw), reason }),
        };
  const photo = init.body instanceof FormData;
  try {
    const answer = await (x.ask ?? fetch)(photo ? '/sync/photos' : path, {
      ...init,
      method: 'POST',
      credentials: x.own ? 'same-origin' : 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(photo ? PHOTO_MS : ENTRY_MS),
    });
    return await answerOf(answer, key);
  } catch {
    return { how: 'none' };
  }
}

const sawOf = ({ at, custody, repair }: Entry['saw']) => ({
  at,
  custody: custody ?? '',
  repair: repair ?? '',
});

async function answerOf(answer: Response, key: string): Promise<Answer> {
  const body = (await answer.json().catch(() => null)) as (Partial<Told> & { words?: string }) | null;
  if (answer.ok && body?.key === key && body.state) return { how: 'told', told: body as Told };
  if (answer.status === 401) return { how: 'sign_in' };
  if (body && REFUSED.has(answer.status))
    return { how: 'refused', words: body.words || 'The server does not take it.' };
  return answer.status >= 500 || answer.status === 429 ? { how: 'busy' } : { how: 'none' };
}

function formOf(fields: Readonly<Record<string, string | number>>, { photo, thumb }: Files): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
  form.append('photo', photo, 'photo.jpg');
  if (thumb) form.append('thumb', thumb, 'thumb.jpg');
  return form;
}
