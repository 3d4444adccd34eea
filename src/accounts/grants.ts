import type { Ctx } from '../context.ts';
import { Invalid } from '../errors.ts';
import type { NewUser } from './forms.ts';
import type { GrantRow } from './user-changes.ts';
import { sitesByCode } from './user-queries.ts';

export interface Rights {
  grants: GrantRow[];
  main: string[];
  backup: string[];
  bin: string | null;
}

type Typed = Pick<NewUser, 'roles' | 'level' | 'contactSites' | 'mainSites' | 'backupSites' | 'bin'>;

/** What the form's roles and codes of sites mean. @throws Invalid a site is unknown, a role lacks its part */
export async function rightsOf(ctx: Ctx, form: Typed): Promise<Rights> {
  const { contactSites, mainSites, backupSites } = form;
  const typed = [...contactSites, ...mainSites, ...backupSites];
  const rows = typed.length > 0 ? await ctx.db.all(sitesByCode(typed)) : [];
  const ids = new Map(rows.map(({ id, code }) => [code.toUpperCase(), id]));
  const errors: Record<string, string> = {};
  const idsOf = (field: string, codes: readonly string[]): string[] =>
    codes.flatMap((code) => {
      const id = ids.get(code.toUpperCase());
      if (!id) errors[field] ??= `No site has the code ${code}`;
      return id ? [id] : [];
    });
  const contact = idsOf('contactSites', contactSites);
  const main = idsOf('mainSites', mainSites);
  const backup = idsOf('backupSites', backupSites);
  const roles = [...new Set(form.roles)];
  if (roles.length === 0) errors.roles = 'Choose at least one role';
  if (roles.includes('specialist') && !form.level) errors.level = 'Choose the level of a specialist';
  if (roles.includes('contact') && contact.length === 0)
    errors.contactSites ??= 'A school contact needs at least one school';
  if (Object.keys(errors).length > 0) throw new Invalid(errors);
  const grants = roles.flatMap((role): GrantRow[] => {
    if (role === 'contact') return contact.map((site) => ({ role, level: null, site }));
    const level = role === 'specialist' ? (Number(form.level) as 1 | 2 | 3) : null;
    return [{ role, level, site: null }];
  });
  return { grants, main, backup, bin: form.bin };
}
