import { expect } from 'vitest';
import type { Calls } from './calls.ts';

export const bulkCalls: Calls = {
  'post-bulk': {
    body: ({ w }) => ({
      items: [
        {
          method: 'PUT',
          path: `/locations/${w.mapleRoom}`,
          body: { version: 1, code: 'MAP-12', name: 'Twelve', parent: w.maple },
        },
        { path: '/devices/48214/use', body: { seen: 'never', use: 'spare' } },
      ],
    }),
    refuses: null,
    answers: {
      items: [{ status: 200, body: { id: expect.any(String) } }, { status: 422 }],
      done: 1,
      failed: 1,
    },
  },
};
