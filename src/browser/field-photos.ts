import { makeSmall } from './photo-resize.ts';

/** The photos of a form, made small; one that the browser cannot open goes as it is. */
export async function photosOf(form: HTMLFormElement): Promise<{ photo: Blob; thumb: Blob | null }[]> {
  const inputs = [...form.querySelectorAll<HTMLInputElement>('input[type=file]')];
  const files = inputs.flatMap((input) => [...(input.files ?? [])]);
  const made: { photo: Blob; thumb: Blob | null }[] = [];
  for (const file of files) {
    try {
      const { photo, thumb } = await makeSmall(file);
      made.push({ photo, thumb });
    } catch {
      made.push({ photo: file, thumb: null });
    }
  }
  return made;
}
