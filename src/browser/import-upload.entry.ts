/** Sends a large file in parts: a weak network loses one of them at most, and each is sent again by itself. */

const TRIES = 5;
const PAUSE_MS = 1_500;

interface Upload {
  box: HTMLElement;
  form: HTMLFormElement;
  file: File;
}

function partBytes({ box }: Pick<Upload, 'box'>): number {
  return Number(box.dataset.uploadParts) || 20_000_000;
}

function say({ box }: Pick<Upload, 'box'>, words: string, share?: number): void {
  const line = box.querySelector<HTMLElement>('[data-upload-status]');
  if (line) line.textContent = words;
  const bar = box.querySelector<HTMLProgressElement>('[data-upload-progress]');
  if (!bar) return;
  bar.hidden = share === undefined;
  if (share !== undefined) bar.value = Math.round(share * 100);
}

/** @throws Error with the server's words, or those of the network after some tries */
async function post(url: string, init: RequestInit): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await fetch(url, { method: 'POST', ...init });
      if (answer.ok) return await answer.json();
      // What the server refuses it refuses again.
      if (answer.status < 500) throw new Refused(refusal(answer.status));
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
    if (attempt === TRIES) throw new Error('No answer from the server. Try again: it begins anew.');
    await new Promise((resume) => setTimeout(resume, PAUSE_MS * attempt));
  }
}

class Refused extends Error {}

function refusal(status: number): string {
  if (status === 413 || status === 422) return 'The file is too large: at most 200 MB.';
  if (status === 401) return 'Sign in again, then send the file once more.';
  return 'The server does not take this file.';
}

async function send(upload: Upload): Promise<string> {
  const { form, file } = upload;
  const kind = new FormData(form).get('kind') ?? '';
  const begun = (await post('/imports/parts', {
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind, fileName: file.name }),
  })) as { id: string };
  const size = partBytes(upload);
  const parts = Math.max(1, Math.ceil(file.size / size));
  for (let part = 1; part <= parts; part += 1) {
    say(upload, `Part ${part} of ${parts} goes up`, (part - 1) / parts);
    await post(`/imports/${begun.id}/parts/${part}${part === parts ? '?last=1' : ''}`, {
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file.slice((part - 1) * size, part * size),
    });
  }
  say(upload, 'It is up and is being read', 1);
  return begun.id;
}

document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const box = form instanceof HTMLFormElement ? form.closest<HTMLElement>('[data-upload-parts]') : null;
    if (!box || !(form instanceof HTMLFormElement)) return;
    const input = form.querySelector<HTMLInputElement>('input[type=file]');
    const file = input?.files?.[0];
    // A small one goes the way of every form.
    if (!file || file.size < Number(box.dataset.plain) / 5) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const upload: Upload = { box, form, file };
    const buttons = form.querySelectorAll('button');
    for (const button of buttons) button.disabled = true;
    send(upload).then(
      (id) => location.assign(`/imports/${id}`),
      (error: unknown) => {
        for (const button of buttons) button.disabled = false;
        say(upload, error instanceof Error ? error.message : 'It did not go up');
      },
    );
  },
  true,
);
