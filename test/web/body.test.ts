import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { MAX_UPLOAD_BYTES, readBody, TooLarge } from '../../src/web/body.ts';

test.each([
  ['application/json', 64_000, 1_000_000],
  ['application/x-www-form-urlencoded', 64_000, 1_000_000],
  ['multipart/form-data; boundary=x', 1_000_000, MAX_UPLOAD_BYTES],
])('%s without a length is read to its limit and no further', async (type, piece, limit) => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += piece;
      if (sent > limit * 4) controller.close();
      else controller.enqueue(new Uint8Array(piece).fill(97));
    },
  });
  const app = new Hono();
  app.onError((error, c) => c.text(error instanceof TooLarge ? 'too large' : String(error), 413));
  app.post('/', async (c) => c.json(await readBody(c.req)));
  const init = { method: 'POST', headers: { 'Content-Type': type }, body: endless, duplex: 'half' };
  const answer = await app.request('/', init);
  expect(await answer.text()).toBe('too large');
  expect(sent).toBeLessThanOrEqual(limit + 3 * piece);
});
