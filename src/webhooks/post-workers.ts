import { type Reach, urlProblem } from '../net-address.ts';
import type { Post } from './deliver.ts';

const TIMEOUT_MS = 10_000;
const MOST_BYTES = 16_384;

/**
 * Sends with fetch. A name cannot be looked up and held there; what is written in the address is looked at, redirects
 * are not followed, and the platform's own network has no way into a private one.
 */
export function workersPost(reach: Reach): Post {
  return async (url, headers, body) => {
    const problem = urlProblem(url, reach);
    if (problem) throw new Error(problem);
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const asked = answer.headers.get('Retry-After');
    return {
      status: answer.status,
      answer: await beginning(answer),
      retryAfter: asked && /^\d{1,7}$/.test(asked) ? Number(asked) : null,
    };
  };
}

/** The first bytes of an answer; the rest is not read. */
async function beginning(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let size = 0; size < MOST_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text.slice(0, MOST_BYTES);
}
