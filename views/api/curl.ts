import type { Operation } from './document.ts';

/** What stands in an example for a part of a path. */
const SAMPLES: Readonly<Record<string, string>> = {
  device: '48213',
  repair: 'R-000123',
  batch: 'V-00012',
  day: '2027-03-09',
  code: 'screen',
};

/**
 * An operation as it is called from a command line.
 * @param base what people type to get here, without a path
 */
export function curlOf(base: string, method: string, path: string, operation: Operation): string {
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => SAMPLES[name] ?? name.toUpperCase());
  const list = operation.parameters?.some((one) => 'name' in one && one.name === 'cursor');
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${base}${filled}${list ? '?limit=10' : ''}'`,
    `-H "Authorization: Bearer $TOKEN"`,
  ];
  if (method !== 'GET') lines.push(`-H "Idempotency-Key: $(uuidgen)"`);
  if (type === 'multipart/form-data') lines.push("-F 'photo=@picture.jpg'");
  else if (type === 'application/json' && body?.example !== undefined)
    lines.push(`-H 'Content-Type: application/json'`, `-d '${quoted(JSON.stringify(body.example))}'`);
  else if (type && type !== 'application/json')
    lines.push(`-H 'Content-Type: ${type}'`, `--data-binary '@FILE'`);
  return lines.join(' \\\n  ');
}

/** A text between single quotes of a shell. */
function quoted(text: string): string {
  return text.replaceAll("'", `'\\''`);
}
