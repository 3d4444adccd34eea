import type { Child } from 'hono/jsx';
import { icon } from './icon.tsx';

export function Hint({ id, hint }: { id: string; hint?: Child }) {
  if (!hint) return null;
  return (
    <p class="hint" id={`${id}-hint`}>
      {hint}
    </p>
  );
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p class="error" id={`${id}-error`}>
      {icon('alert')}
      <span>
        <span class="hidden">Error: </span>
        {error}
      </span>
    </p>
  );
}
