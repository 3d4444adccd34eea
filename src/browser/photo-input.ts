import { makeSmall, NotTaken, type SmallPhoto } from './photo-resize.ts';

/** Inputs whose photos are being made smaller: their forms wait. */
const running = new Map<HTMLInputElement, Promise<void>>();

function put(input: HTMLInputElement, files: File[]): void {
  const list = new DataTransfer();
  for (const file of files) list.items.add(file);
  input.files = list.files;
}

/** A hidden second input that carries the thumbnails, in the same order as the photos. */
function thumbsOf(input: HTMLInputElement): HTMLInputElement {
  const next = input.nextElementSibling;
  if (next instanceof HTMLInputElement && next.dataset.photoThumb !== undefined) return next;
  const thumbs = document.createElement('input');
  thumbs.type = 'file';
  thumbs.name = 'thumb';
  thumbs.multiple = input.multiple;
  thumbs.hidden = true;
  thumbs.dataset.photoThumb = '';
  input.after(thumbs);
  return thumbs;
}

function noteOf(input: HTMLInputElement): HTMLElement {
  const after = thumbsOf(input).nextElementSibling;
  if (after instanceof HTMLElement && after.matches('[data-photo-note]')) return after;
  const note = document.createElement('div');
  note.className = 'photo-note';
  note.dataset.photoNote = '';
  note.role = 'status';
  thumbsOf(input).after(note);
  return note;
}

function kilobytes(files: File[]): string {
  return `${Math.ceil(files.reduce((sum, { size }) => sum + size, 0) / 1000)} KB`;
}

function showReady(input: HTMLInputElement, small: SmallPhoto[]): void {
  const words = document.createElement('span');
  const what = small.length === 1 ? 'Photo' : `${small.length} photos`;
  words.textContent = `${what} ready, ${kilobytes(small.map(({ photo }) => photo))}.`;
  for (const { preview } of small) preview.ariaHidden = 'true';
  noteOf(input).replaceChildren(...small.map(({ preview }) => preview), words);
}

async function shrink(input: HTMLInputElement): Promise<void> {
  const chosen = [...(input.files ?? [])];
  put(thumbsOf(input), []);
  noteOf(input).textContent = chosen.length > 0 ? 'Making the photo smaller.' : '';
  if (chosen.length === 0) return;
  const small: SmallPhoto[] = [];
  try {
    for (const file of chosen) small.push(await makeSmall(file));
  } catch (error) {
    input.value = '';
    noteOf(input).textContent = error instanceof NotTaken ? error.message : 'The photo could not be opened.';
    return;
  }
  put(
    input,
    small.map(({ photo }) => photo),
  );
  put(
    thumbsOf(input),
    small.map(({ thumb }) => thumb),
  );
  showReady(input, small);
}

/** Makes what was chosen in a photo input smaller, and keeps its form from being sent until that is done. */
export async function takePhotos(input: HTMLInputElement): Promise<void> {
  const work = shrink(input).finally(() => running.delete(input));
  running.set(input, work);
  await work;
}

function waitFor(event: SubmitEvent): void {
  const form = event.target;
  const work = [...running].filter(([input]) => input.form === form).map(([, one]) => one);
  if (!(form instanceof HTMLFormElement) || work.length === 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  void Promise.all(work).then(() => form.requestSubmit(submitter));
}

window.addEventListener('submit', waitFor, { capture: true });
