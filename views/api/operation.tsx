import { Card } from '../ui/card.tsx';
import { Facts } from '../ui/facts.tsx';
import { curlOf } from './curl.ts';
import type { Document, Listed, Operation, Schema } from './document.ts';
import { shapeOf } from './shape.ts';

type Named = Document['components']['schemas'];

interface Props extends Listed {
  named: Named;
  /** where this server is reached, for examples */
  base: string;
}

/** One operation: who may, what it takes, what it answers. */
export function OperationCard({ path, method, operation, named, base }: Props) {
  const [type = '', body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const ok = operation.responses['200'] ?? operation.responses['201'];
  const answer = ok?.content?.['application/json']?.schema;
  const words = (operation.description ?? '').split('\n\n');
  const who = words.pop()?.replace(/^For: |\.$/g, '') ?? '';
  return (
    <Card title={operation.summary ?? operation.operationId} level={3} id={operation.operationId}>
      <p>
        <PathText method={method} path={path} />
      </p>
      {words.map((text) => (
        <p>{codes(text)}</p>
      ))}
      <Facts facts={[{ label: 'For', value: who }, ...queryFacts(operation)]} />
      {body ? (
        <Shape
          title={type === 'application/json' ? 'Body' : `Body, ${type}`}
          schema={body.schema}
          named={named}
        />
      ) : null}
      {body?.example === undefined ? null : (
        <details class="more-fields">
          <summary>Example of a body</summary>
          <pre>{JSON.stringify(body.example, null, 2)}</pre>
        </details>
      )}
      <details class="more-fields">
        <summary>Example with curl</summary>
        <pre>{curlOf(base, method, path, operation)}</pre>
      </details>
      {answer ? <Shape title="Answer" schema={answer} named={named} /> : null}
    </Card>
  );
}

/** A path that may break after each slash. */
export function PathText({ method, path }: { method: string; path: string }) {
  return (
    <code>
      {method}{' '}
      {path.split('/').map((part, i) =>
        i === 0 ? null : (
          <>
            /<wbr />
            {part}
          </>
        ),
      )}
    </code>
  );
}

function Shape({ title, schema, named }: { title: string; schema: Schema; named: Named }) {
  return (
    <details class="more-fields">
      <summary>{title}</summary>
      <pre>{shapeOf(schema, named)}</pre>
    </details>
  );
}

function queryFacts(operation: Operation) {
  return (operation.parameters ?? []).flatMap((parameter) => {
    if (!('in' in parameter) || parameter.in !== 'query') return [];
    const kind = shapeOf(parameter.schema, {}).replace(' | null', '');
    const words =
      [parameter.description, kind === 'string' ? '' : kind].filter(Boolean).join(': ') || 'a text';
    return [{ label: `?${parameter.name}${parameter.required ? ' (needed)' : ''}`, value: codes(words) }];
  });
}

/** Text with `code` in it. */
export function codes(text: string) {
  return text.split('`').map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part));
}
