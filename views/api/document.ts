/** As much of an OpenAPI 3.1 document as the pages show. */
export interface Document {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: (
    | { name: string; in: string; required?: boolean; description?: string; schema: Schema }
    | Ref
  )[];
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}

interface Ref {
  $ref: string;
}

export interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: (string | number | boolean | null)[];
  const?: string | number | boolean | null;
  format?: string;
  pattern?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  default?: unknown;
}

/** One operation with its place. */
export interface Listed {
  path: string;
  method: string;
  operation: Operation;
}

/** The operations under their headings, in the document's order. */
export function byHeading(document: Document): Map<string, Listed[]> {
  const headings = new Map<string, Listed[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const heading = operation.tags?.[0] ?? 'Other';
      headings.set(heading, [
        ...(headings.get(heading) ?? []),
        { path, method: method.toUpperCase(), operation },
      ]);
    }
  }
  return headings;
}

/** A heading as it stands in a URL. */
export function slug(heading: string): string {
  return heading.toLowerCase().replace(/\W+/g, '-');
}
