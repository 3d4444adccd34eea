import type { Hono } from 'hono';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { AppEnv } from '../web/env.ts';
import { writes } from './operation.ts';

export const tag = 'Settings';
export const rights = ['settings.manage'] as const;
export const Saved = z.object({ saved: z.boolean() });

/** A PUT of one section of the settings, `/settings/{word}`: the form of its page, with the version that was read. */
export function settingsSection<In>(
  api: Hono<AppEnv>,
  [word, summary]: readonly [word: string, summary: string],
  schema: z.ZodType<In>,
  example: Record<string, unknown>,
  run: (ctx: Ctx, form: In) => Promise<{ saved: true }>,
): void {
  const op = { method: 'put', path: `/settings/${word}`, rights, summary, tag } as const;
  writes(api, { ...op, schema, example: { version: 1, ...example }, answer: Saved }, run);
}
