import { gunzipSync } from 'node:zlib';
import { connections, send } from './load.ts';
import type { Served } from './served.ts';
import type { Line, Ran, Recorded } from './words.ts';

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** Asks everything once, one at a time, and keeps what each answer was made of. @throws Error a wrong answer */
export async function recordAll(served: Served, lines: readonly Line[]): Promise<Recorded[]> {
  const agent = connections(1);
  const recorded: Recorded[] = [];
  for (const { name, requests } of lines) {
    for (const request of requests) {
      await served.ran();
      const begun = Date.now();
      const { status, headers, bytes } = await send(agent, served.url, request);
      const body = headers['content-encoding'] === 'gzip' ? gunzipSync(bytes).toString() : bytes.toString();
      if (status !== request.status)
        throw new Error(`${name}: ${request.path} was answered with ${status}: ${plain(body).slice(0, 400)}`);
      const ran = await served.ran();
      const { method, path } = request;
      recorded.push({ method, path, status, headers, body, ran, made: madeIn(ran, begun) });
    }
  }
  agent.destroy();
  return recorded;
}

/** The ids that were made since then: they carry their moment. @param begun milliseconds since 1970 */
function madeIn(ran: readonly Ran[], begun: number): string[] {
  const ids = new Set<string>();
  for (const { values } of ran) {
    for (const value of values) {
      if (typeof value !== 'string') continue;
      for (const id of value.match(ID) ?? [])
        if (Number.parseInt(id.replace('-', '').slice(0, 12), 16) >= begun) ids.add(id);
    }
  }
  return [...ids];
}

function plain(html: string): string {
  return html
    .replace(/<(head|nav|header)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}
