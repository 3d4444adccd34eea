import type { CopyPart, Manifest } from './copy-store.ts';
import { update } from './kept-db.ts';

/** What each step of a visit leads to. */
export const AFTER: Readonly<Record<string, string>> = {
  set_out: 'on_the_way',
  arrive: 'arrived',
  leave: 'left',
};

/**
 * A step that is saved stands in the copy at once: the next copy may come long after, and the page must not ask for
 * what was done already.
 */
export async function stepSaved(kind: string, visit: string): Promise<void> {
  const state = AFTER[kind];
  if (!state) return;
  await update<CopyPart>('copy', 'manifest', [], (part) => {
    if (!part) return {};
    const manifest = part.data as Manifest;
    const visits = manifest.visits.map((one) => (one.id === visit ? { ...one, state } : one));
    return { copy: [{ ...part, data: { ...manifest, visits } }] };
  });
}
