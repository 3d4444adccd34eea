import { lookup as resolveName } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressProblem, hostOf, type Reach, urlProblem } from '../net-address.ts';
import type { Answered, Post } from './deliver.ts';

/** An answer is waited for so long, all in all. */
const TIMEOUT_MS = 10_000;
/** More than that of an answer is not read. */
const MOST_BYTES = 16_384;

interface Address {
  address: string;
  family: number;
}

type Resolve = (host: string, answer: (error: Error | null, addresses: readonly Address[]) => void) => void;

const byDns: Resolve = (host, answer) =>
  resolveName(host, { all: true, verbatim: true }, (error, addresses) => answer(error, addresses ?? []));

/**
 * Sends with node:http. The address that is looked up is the one that is connected: every address of the name is held
 * against the list at that moment, so that a name that is changed in between leads nowhere. Redirects are answers.
 */
export function nodePost(reach: Reach, options: { resolve?: Resolve; timeout?: number } = {}): Post {
  const { resolve = byDns, timeout = TIMEOUT_MS } = options;
  const lookup: LookupFunction = (host, asked, answer) => {
    resolve(host, (error, addresses) => {
      if (error) return answer(error, '', 0);
      const problem = addresses.map(({ address }) => addressProblem(address, reach.allow)).find(Boolean);
      const [first] = addresses;
      if (problem || !first) return answer(new Error(problem ?? 'The name leads nowhere'), '', 0);
      if (asked.all) return answer(null, [...addresses]);
      return answer(null, first.address, first.family);
    });
  };
  return async (text, headers, body) => {
    const problem = urlProblem(text, reach);
    if (problem) throw new Error(problem);
    const url = new URL(text);
    const request = url.protocol === 'https:' ? tlsRequest : plainRequest;
    return new Promise<Answered>((done, failed) => {
      const signal = AbortSignal.timeout(timeout);
      const fail = (error: Error) => failed(signal.aborted ? new Error(`No answer in ${timeout} ms`) : error);
      const sent = request(
        {
          protocol: url.protocol,
          host: hostOf(url),
          port: url.port || undefined,
          path: url.pathname + url.search,
          method: 'POST',
          headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
          agent: false,
          lookup,
          signal,
        },
        (answer) => {
          const pieces: Buffer[] = [];
          let size = 0;
          const end = () =>
            done({
              status: answer.statusCode ?? 0,
              answer: Buffer.concat(pieces).subarray(0, MOST_BYTES).toString('utf8'),
              retryAfter: secondsOf(answer.headers['retry-after']),
            });
          answer.on('data', (piece: Buffer) => {
            pieces.push(piece);
            size += piece.length;
            if (size < MOST_BYTES) return;
            end();
            answer.destroy();
          });
          answer.on('end', end);
          answer.on('error', fail);
        },
      );
      sent.on('error', fail);
      sent.end(body);
    });
  };
}

function secondsOf(header: string | undefined): number | null {
  return header && /^\d{1,7}$/.test(header) ? Number(header) : null;
}
