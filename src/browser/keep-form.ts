import { put } from './outbox.ts';

/** A form of a page whose answer never came. */
export interface LostForm {
  kind: string;
  ref: string;
  fields: Record<string, string | string[]>;
  /** the server's time of the page that it stood on */
  seenAt: string;
  label: string;
}

/** Keeps a form of a page on this phone, under the page's own key: where it had arrived, it is saved only once. */
export async function keepForm({ kind, ref, fields, seenAt, label }: LostForm): Promise<void> {
  const { idempotency_key: key, version: _, ...typed } = fields;
  const one = (name: string) => (typeof typed[name] === 'string' ? typed[name] || null : null);
  const saw = { ...(seenAt ? { at: seenAt } : {}), custody: one('custody'), repair: one('repair') };
  await put({
    ...(typeof key === 'string' ? { key } : {}),
    kind,
    ref,
    about: [ref],
    fields: typed,
    saw,
    label,
  });
}
