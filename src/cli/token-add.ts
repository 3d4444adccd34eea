import { OPEN_LOGIN } from '../accounts/open-rules.ts';
import { createToken } from '../accounts/tokens.ts';
import type { Command } from './command.ts';

export const tokenAdd: Command = {
  name: 'token add',
  summary: 'Makes a token by which a program acts as a person. Prints the token alone.',
  options: [
    { name: 'email', value: 'ADDRESS', needed: true, help: 'of the person' },
    { name: 'name', value: 'NAME', needed: true, help: 'what it is for' },
  ],
  async run({ option, open }) {
    const { ctx } = await open();
    const user = await ctx.db.first<{ id: string }>({
      sql: `SELECT u.id AS id FROM users AS u WHERE u.email = ? AND ${OPEN_LOGIN}`,
      parameters: [option('email').trim().toLowerCase()],
    });
    if (!user) throw new Error('Nobody signs in with this address');
    const name = option('name').trim();
    if (name === '' || name.length > 60) throw new Error('name: 1 to 60 characters');
    const { token } = await createToken(ctx, user.id, name);
    return token;
  },
};
