import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/** Schemas with a name of their own (`.meta({ id })`), by that name: written once, referred to everywhere. */
export const named: Record<string, JsonSchema> = {};

/**
 * A zod schema as JSON Schema 2020-12.
 * @param io 'input' for what is taken, 'output' for what is answered
 */
export function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      const takes = z.globalRegistry.get(zodSchema)?.takes as JsonSchema | undefined;
      if (takes) become(made, takes);
      if (made.type === 'integer') unbound(made);
      if (io === 'input' && zodSchema instanceof z.ZodObject) tellAbsent(zodSchema, made);
    },
  });
  const { $schema: _, $defs = {}, ...rest } = JSON.parse(referred(JSON.stringify(made))) as JsonSchema;
  Object.assign(named, $defs);
  return rest;
}

/** What is written in place of what zod makes of a field that is cleaned before it is checked. */
function become(made: JsonSchema, takes: JsonSchema): void {
  for (const key of Object.keys(made)) delete made[key];
  Object.assign(made, takes);
}

/** That a whole number is one that JavaScript can hold needs no saying. */
function unbound(made: JsonSchema): void {
  if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
  if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
}

/** Whether a field may be left out, and what stands for it then, is asked of the field itself. */
function tellAbsent(object: z.ZodObject, made: JsonSchema): void {
  const properties = (made.properties ?? {}) as Record<string, JsonSchema>;
  const required: string[] = [];
  for (const [name, field] of Object.entries(object.shape)) {
    const absent = (field as z.ZodType).safeParse(undefined);
    const property = properties[name];
    if (!absent.success) required.push(name);
    else if (property && absent.data !== undefined) property.default = absent.data;
  }
  if (required.length > 0) made.required = required;
  else delete made.required;
}

function referred(text: string): string {
  return text.replaceAll('"#/$defs/', '"#/components/schemas/');
}
