import { bodyOf } from './write.ts';

interface File {
  name: string;
  type: string;
  /** what search engines are told */
  robots?: string;
}

/** A file that the browser saves under its name. @param name letters, digits, dots and hyphens */
export function download(body: ReadableStream<Uint8Array>, { name, type, robots }: File): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
      ...(robots ? { 'X-Robots-Tag': robots } : {}),
    },
  });
}

/** A kept file as an answer's body. Its first piece is read before anything is answered. @throws NotFound */
export async function bytesBody(source: AsyncIterable<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  async function* whole() {
    if (!first.done) yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  }
  return bodyOf(whole());
}
