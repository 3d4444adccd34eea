import { NewUser } from '../accounts/forms.ts';
import { linkUrl } from '../accounts/links.ts';
import { hashPassword } from '../accounts/password.ts';
import { passwordProblem } from '../accounts/rules.ts';
import { findUser } from '../accounts/user-queries.ts';
import { createUser } from '../accounts/users.ts';
import { Conflict, Invalid } from '../errors.ts';
import { errorsOf } from '../web/submit.tsx';
import type { Call, Command } from './command.ts';

export const userAdd: Command = {
  name: 'user add',
  summary: 'Makes a login. Prints its id, and an invitation where no password is given.',
  options: [
    { name: 'email', value: 'ADDRESS', needed: true, help: 'signs in with it' },
    { name: 'name', value: 'NAME', needed: true, help: 'given name and family name' },
    {
      name: 'role',
      value: 'ROLE',
      needed: true,
      help: 'intern, specialist, manager, contact, auditor or admin; several with commas',
    },
    { name: 'level', value: 'N', help: '1 to 3, of a specialist' },
    {
      name: 'site',
      value: 'CODE',
      help: "a contact's school, or a specialist's main site; several with commas",
    },
    { name: 'password-stdin', help: 'reads the password from standard input' },
  ],
  async run(call) {
    const form = formOf(call);
    const password = call.on('password-stdin') ? await call.stdin() : null;
    const problem = password === null ? null : passwordProblem(password, []);
    if (problem) throw new Invalid({ password: problem });
    const { ctx, config } = await call.open();
    const opening = password === null ? { secret: config.secret } : { hash: await hashPassword(password) };
    const { id } = await createUser(ctx, form, opening).catch((error: unknown) => {
      if (error instanceof Conflict && error.what === 'users.email')
        throw new Invalid({ email: 'Somebody signs in with this address already' });
      throw error;
    });
    const { email, link } = await findUser(ctx.db, id, ctx.now);
    return { id, email, ...(link ? { invitation: linkUrl(config, link.purpose, link.id) } : {}) };
  },
};

function formOf({ option }: Call): NewUser {
  const words = option('name').trim().split(/\s+/);
  const roles = option('role')
    .split(',')
    .map((role) => role.trim());
  const parsed = NewUser.safeParse({
    givenName: words.slice(0, -1).join(' '),
    familyName: words.at(-1),
    email: option('email'),
    roles,
    level: option('level'),
    contactSites: roles.includes('contact') ? option('site') : '',
    mainSites: roles.includes('specialist') ? option('site') : '',
  });
  if (parsed.success) return parsed.data;
  throw new Invalid(errorsOf(parsed.error));
}
