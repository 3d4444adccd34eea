import { z } from 'zod';
import { Invalid } from '../errors.ts';
import type { AppContext } from '../web/env.ts';

/** The names that `fields` of the query holds. @throws Invalid it is too long */
export function fieldsAsked(c: AppContext): readonly string[] {
  const text = c.req.query('fields') ?? '';
  if (text.length > 1_000) throw new Invalid({ fields: 'At most 1,000 characters' });
  return text.split(',').flatMap((name) => name.trim() || []);
}

/**
 * What is left of an answer where names say what is wanted of it.
 * @throws Invalid a name that the answer does not have
 */
export function onlyFields(answer: unknown, schema: z.ZodType, names: readonly string[]): unknown {
  if (names.length === 0 || !isObject(answer)) return answer;
  const known = namesIn(itemOf(schema) ?? schema);
  const unknown = known && names.find((name) => !known.has(name));
  if (unknown) throw new Invalid({ fields: `There is no ${unknown.slice(0, 60)} in this answer` });
  const cut = (whole: unknown) =>
    isObject(whole)
      ? Object.fromEntries(names.flatMap((name) => (name in whole ? [[name, whole[name]]] : [])))
      : whole;
  return Array.isArray(answer.items) && itemOf(schema)
    ? { ...answer, items: answer.items.map(cut) }
    : cut(answer);
}

/** What a list is a list of; null where it is none. */
function itemOf(schema: z.ZodType): z.ZodType | null {
  if (!(schema instanceof z.ZodObject) || !('items' in schema.shape)) return null;
  const { items } = schema.shape;
  return items instanceof z.ZodArray ? (items.element as z.ZodType) : null;
}

/** The names of an object's fields; null where it may have any. */
function namesIn(schema: z.ZodType): ReadonlySet<string> | null {
  if (schema instanceof z.ZodObject) return new Set(Object.keys(schema.shape));
  if (schema instanceof z.ZodUnion) {
    const parts = schema.options.map((part) => namesIn(part as z.ZodType));
    return parts.some((part) => part === null) ? null : new Set(parts.flatMap((part) => [...(part ?? [])]));
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
