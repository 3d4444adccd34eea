import type { Frame } from '../../src/web/frame.ts';
import { BarePage } from '../ui/bare-page.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';

interface Operation {
  operationId?: string;
  summary?: string;
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description?: string; content?: Record<string, { schema?: Schema }> }>;
}

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  enum?: (string | number | null)[];
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}

/** As much of an OpenAPI 3.1 document as the page shows. */
export interface Document {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, Operation>>;
}

/** The interface for programs, readable. */
export function ApiPage({ frame, document }: { frame: Frame; document: Document }) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(operations.map((one) => one.operation.tags?.[0] ?? 'Other'))];
  const content = (
    <>
      <p>{document.info.description}</p>
      <p>
        Make a token on <a href="/me">your page</a> and send it as <code>Authorization: Bearer TOKEN</code>.
        Lists answer <code>{'{"items": [...], "next": "cursor or null"}'}</code>. Errors are{' '}
        <code>application/problem+json</code>. The whole description:{' '}
        <a href="/api/openapi.json">openapi.json</a>.
      </p>
      {tags.map((tag) => (
        <section aria-labelledby={`tag-${slug(tag)}`}>
          <h2 id={`tag-${slug(tag)}`}>{tag}</h2>
          {operations
            .filter((one) => (one.operation.tags?.[0] ?? 'Other') === tag)
            .map((one) => (
              <OperationCard {...one} />
            ))}
        </section>
      ))}
    </>
  );
  return frame.person ? (
    <Page frame={frame} title="Interface for programs">
      {content}
    </Page>
  ) : (
    <BarePage frame={frame} title="Interface for programs">
      {content}
    </BarePage>
  );
}

function OperationCard({ path, method, operation }: { path: string; method: string; operation: Operation }) {
  const body = operation.requestBody?.content['application/json']?.schema;
  const ok = operation.responses['200'] ?? operation.responses['201'];
  const answer = ok?.content?.['application/json']?.schema;
  const query = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
  return (
    <Card title={`${method} ${path}`} level={3}>
      <p>{operation.summary}</p>
      {query.length > 0 ? (
        <p class="quiet">Query: {query.map((parameter) => parameter.name).join(', ')}</p>
      ) : null}
      {body ? (
        <details>
          <summary>Body</summary>
          <pre tabindex={0}>{shape(body, 0)}</pre>
        </details>
      ) : null}
      {answer ? (
        <details>
          <summary>Answer</summary>
          <pre tabindex={0}>{shape(answer, 0)}</pre>
        </details>
      ) : null}
    </Card>
  );
}

/** A schema as an example with kinds in place of values. */
function shape(schema: Schema, depth: number): string {
  const indent = '  '.repeat(depth + 1);
  if (schema.anyOf) return schema.anyOf.map((one) => shape(one, depth)).join(' | ');
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.properties) {
    const lines = Object.entries(schema.properties).map(
      ([name, inner]) => `${indent}"${name}": ${shape(inner, depth + 1)}`,
    );
    return `{\n${lines.join(',\n')}\n${'  '.repeat(depth)}}`;
  }
  if (schema.items) return `[${shape(schema.items, depth)}]`;
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
}

function slug(tag: string): string {
  return tag.toLowerCase().replace(/\W+/g, '-');
}
