import type { Command } from './command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Makes the database where it is absent, and brings it up to date.',
  async run({ open }) {
    const { file } = await open();
    return { migrations: file.prepare('SELECT name FROM d1_migrations ORDER BY id').pluck().all() };
  },
};
