import type { FormState } from '../../src/web/form-state.ts';
import { Notice } from '../ui/notice.tsx';

/** Why nothing was saved, on a page whose buttons have no fields of their own to say it at. */
export function Problems({ state }: { state: FormState }) {
  const words = [state.message, ...Object.values(state.errors)].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <Notice tone="bad" live>
      {words.join('. ')}
      {(state.conflict ?? []).map((line) => `. ${line.label}: ${line.theirs}`)}
    </Notice>
  );
}
