import { z } from 'zod';
import { maySee, type SeesNames } from '../../views/people/words.ts';
import { scopeOf } from '../accounts/permissions.ts';
import type { AppContext } from '../web/env.ts';

/** A person as a device or repair names them: of a student who may not be known only the kind and grade. */
export const PersonRef = z
  .object({
    id: z.string().nullable(),
    name: z.string().nullable(),
    kind: z.string().nullable(),
    grade: z.string().nullable(),
  })
  .meta({
    id: 'PersonRef',
    description: 'A person; of a student whom you may not see only the kind and the grade',
  });

interface Stored {
  id: string | null;
  name: string | null;
  kind: string | null;
  grade: string | null;
  site: string | null;
}

/** What may be said of a person; null where there is nobody. */
export function personRef(sees: SeesNames, { id, name, kind, grade, site }: Stored) {
  if (id === null) return null;
  const known = kind !== 'student' || maySee(sees, site);
  return { id: known ? id : null, name: known ? name : null, kind, grade };
}

/** Whose students the caller may see by name. */
export function namesFor(c: AppContext): SeesNames {
  return { students: scopeOf(c.var.ctx.actor, 'student.see') };
}
