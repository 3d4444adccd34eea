import { passwordsOn } from '../accounts/ways.ts';
import type { Command } from './command.ts';

export const passwordsOnCommand: Command = {
  name: 'passwords on',
  summary: 'Lets people sign in with passwords again, where an admin has switched that off.',
  async run(call) {
    const { ctx } = await call.open();
    return passwordsOn(ctx);
  },
};
