import type { Schema } from './document.ts';

/** The widest that a line with its description may be; longer ones say less. */
const MOST_COMMENT = 90;

/**
 * A schema in the notation of TypeScript: fields that may be left out with a question mark, what they
 * mean behind two slashes. Named schemas are written out once, then by their names.
 */
export function shapeOf(schema: Schema, named: Readonly<Record<string, Schema>>): string {
  return new Writer(named).write(schema, 0);
}

class Writer {
  private readonly open: string[] = [];
  private readonly named: Readonly<Record<string, Schema>>;

  constructor(named: Readonly<Record<string, Schema>>) {
    this.named = named;
  }

  write(schema: Schema, depth: number): string {
    if (schema.$ref) return this.writeNamed(schema.$ref, depth);
    const parts = schema.anyOf ?? schema.oneOf;
    if (parts) return [...new Set(parts.map((part) => this.write(part, depth)))].join(' | ');
    if (schema.allOf) return schema.allOf.map((part) => this.write(part, depth)).join(' & ');
    if (schema.const !== undefined) return JSON.stringify(schema.const);
    if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
    if (schema.properties) return this.writeObject(schema, depth);
    if (schema.items) return this.writeList(schema, schema.items, depth);
    if (typeof schema.additionalProperties === 'object')
      return `{ [key]: ${this.write(schema.additionalProperties, depth)} }`;
    return this.writePlain(schema);
  }

  private writeNamed(ref: string, depth: number): string {
    const name = ref.split('/').at(-1) ?? '';
    const schema = this.named[name];
    if (!schema || this.open.includes(name)) return name;
    this.open.push(name);
    const text = this.write(schema, depth);
    this.open.pop();
    return text;
  }

  private writeObject({ properties = {}, required = [] }: Schema, depth: number): string {
    const names = Object.entries(properties);
    if (names.length === 0) return '{}';
    const indent = '  '.repeat(depth + 1);
    const lines = names.map(([name, inner]) => {
      const optional = required.includes(name) ? '' : '?';
      const line = `${indent}${name}${optional}: ${this.write(inner, depth + 1)}`;
      const words = inner.description;
      return words && words.length <= MOST_COMMENT ? `${line}  // ${words}` : line;
    });
    return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
  }

  private writeList({ type }: Schema, items: Schema, depth: number): string {
    const inner = this.write(items, depth);
    const list = inner.includes(' | ') && !inner.startsWith('{') ? `(${inner})[]` : `${inner}[]`;
    const others = Array.isArray(type) ? type.filter((kind) => kind !== 'array') : [];
    return [list, ...others].join(' | ');
  }

  private writePlain({ type, format, pattern }: Schema): string {
    const kind = Array.isArray(type) ? type.join(' | ') : (type ?? 'any');
    if (format) return format;
    return kind === 'string' && pattern?.includes('-7[0-9a-f]{3}-') && !pattern.includes(':') ? 'id' : kind;
  }
}
