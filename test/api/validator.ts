import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags: string[];
  parameters: ({ name: string; in: string; required: boolean; schema: Schema } | { $ref: string })[];
  requestBody?: { required: boolean; content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<
    string,
    { description?: string; content?: Record<string, { schema: Schema }>; $ref?: string }
  >;
}

export type Schema = Record<string, unknown>;

export interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uri: /^[a-z][a-z0-9+.-]*:/,
  'uri-reference': /^\S*$/,
  'media-range': /^[\w*.+-]+\/[\w*.+-]+/,
  regex: /^/,
};

function newAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
  return ajv;
}

/** What is wrong with the document as an OpenAPI 3.1 document; null where nothing is. */
export function faultsOfDocument(document: unknown): string | null {
  const ajv = newAjv();
  const schema = JSON.parse(readFileSync('test/api/openapi-3.1-schema.json', 'utf8')) as Schema;
  const validate = ajv.compile(schema);
  return validate(document) ? null : ajv.errorsText(validate.errors, { separator: '\n' });
}

let plain: Ajv2020 | undefined;

/** What is wrong with a schema as JSON Schema 2020-12. */
export function faultsOfSchema(schema: Schema): string | null {
  plain ??= newAjv();
  const ajv = plain;
  return ajv.validateSchema(schema) ? null : ajv.errorsText(ajv.errors);
}

/** Checks values against the schemas of a document. */
export class Validator {
  private readonly ajv = newAjv();
  private readonly made = new Map<string, ValidateFunction>();

  constructor(document: Document) {
    this.ajv.addSchema(document, 'spec');
  }

  /** @param pointer as /paths/~1api~1v1~1locations/get; null where the value is right, else what is wrong */
  faults(pointer: string, value: unknown): string | null {
    const validate = this.made.get(pointer) ?? this.ajv.compile({ $ref: `spec#${pointer}` });
    this.made.set(pointer, validate);
    return validate(value) ? null : this.ajv.errorsText(validate.errors, { separator: '\n' });
  }
}

/** A path into a document as RFC 6901 has it, for use in a URL. */
export function pointer(...parts: string[]): string {
  return parts
    .map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}
