import { assetFor } from './scan-assets.ts';

interface PhotoCode {
  takePhotos(input: HTMLInputElement): Promise<void>;
}

let code: Promise<PhotoCode> | undefined;

function load(input: HTMLInputElement): Promise<PhotoCode> | undefined {
  const url = assetFor(input, 'photos');
  if (!url) return undefined;
  code ??= import(url).catch((error: unknown) => {
    code = undefined;
    throw error;
  });
  return code;
}

function photoInput({ target }: Event): HTMLInputElement | null {
  return target instanceof HTMLInputElement && target.matches('input[type=file][data-photo]') ? target : null;
}

/**
 * Makes photos small before they are sent, on every `<input type="file" data-photo>`. The code for it is fetched
 * when a person comes to the input; where it cannot be had, the original is sent, as without JavaScript.
 */
export function startPhotoInputs(): void {
  const prepare = (event: Event): void => {
    const input = photoInput(event);
    if (input) load(input)?.catch(() => undefined);
  };
  for (const name of ['pointerdown', 'focusin']) document.addEventListener(name, prepare);
  document.addEventListener('change', (event) => {
    const input = photoInput(event);
    if (!input) return;
    load(input)
      ?.then(({ takePhotos }) => takePhotos(input))
      .catch(() => undefined);
  });
}
