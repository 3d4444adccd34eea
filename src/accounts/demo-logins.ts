import { z } from 'zod';

const Logins = z
  .array(
    z.object({ role: z.string().max(40), email: z.string().endsWith('@demo.invalid'), password: z.string() }),
  )
  .max(20);

/** One login for each role, in the demo and only there: settings `demo` and `demo.logins`. */
export function demoLogins(settings: Readonly<Record<string, string>>): z.infer<typeof Logins> {
  const text = settings['demo.logins'];
  if (settings.demo !== '1' || !text) return [];
  try {
    return Logins.parse(JSON.parse(text));
  } catch {
    return [];
  }
}
