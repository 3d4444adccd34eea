import { expect } from 'vitest';
import { type Calls, must, type Stage } from './calls.ts';

const HOOK = { name: 'Ticket system', url: 'https://tickets.example.org/spudger', events: ['repair.closed'] };

const hook = async (stage: Stage): Promise<void> => {
  const { json } = await must(stage, stage.w.ada, 'POST', '/webhooks', HOOK);
  stage.made.hook = (json as { id: string }).id;
};
const tested = async (stage: Stage): Promise<void> => {
  await hook(stage);
  const { json } = await must(stage, stage.w.ada, 'POST', `/webhooks/${stage.made.hook}/test`);
  stage.made.message = (json as { message: string }).message;
};
const stopped = async (stage: Stage): Promise<void> => {
  await hook(stage);
  await must(stage, stage.w.ada, 'POST', `/webhooks/${stage.made.hook}/stop`, { version: 1 });
};
const theHook = ({ made }: Stage) => ({ id: made.hook ?? '' });
const theMessage = ({ made }: Stage) => ({ id: made.hook ?? '', message: made.message ?? '' });

/** Programs that are told what happens. */
export const webhookCalls: Calls = {
  'get-webhooks': {
    as: 'ada',
    before: stopped,
    refuses: ['mara', 403],
    answers: { items: [{ name: 'Ticket system', state: 'stopped', stoppedWhy: 'asked', waiting: 0 }] },
  },
  'get-webhooks-events': { as: 'ada', query: () => 'limit=2', refuses: ['mara', 403] },
  'get-webhooks-by-id': {
    as: 'ada',
    before: hook,
    at: theHook,
    refuses: ['mara', 403],
    answers: { events: ['repair.closed'], state: 'running' },
  },
  'post-webhooks': {
    as: 'ada',
    body: () => HOOK,
    refuses: ['mara', 403],
    answers: { key: expect.stringMatching(/^whsec_/) },
  },
  'put-webhooks-by-id': {
    as: 'ada',
    before: hook,
    at: theHook,
    body: () => ({ ...HOOK, version: 1, events: ['device.lost', 'audit.signed'] }),
    refuses: ['mara', 403],
  },
  'post-webhooks-by-id-secret': {
    as: 'ada',
    before: hook,
    at: theHook,
    body: () => ({ version: 1, hours: 1 }),
    refuses: ['mara', 403],
    answers: { key: expect.stringMatching(/^whsec_/) },
  },
  'post-webhooks-by-id-stop': {
    as: 'ada',
    before: hook,
    at: theHook,
    body: () => ({ version: 1 }),
    refuses: ['mara', 403],
  },
  'post-webhooks-by-id-start': {
    as: 'ada',
    before: stopped,
    at: theHook,
    body: () => ({ version: 2 }),
    refuses: ['mara', 403],
  },
  'post-webhooks-by-id-retire': {
    as: 'ada',
    before: hook,
    at: theHook,
    body: () => ({ version: 1 }),
    refuses: ['mara', 403],
  },
  'post-webhooks-by-id-test': { as: 'ada', before: hook, at: theHook, refuses: ['mara', 403] },
  'get-webhooks-by-id-messages': {
    as: 'ada',
    before: tested,
    at: theHook,
    query: () => 'state=waiting',
    refuses: ['mara', 403],
    answers: { items: [{ event: 'test', state: 'waiting', attempts: 0 }] },
  },
  'get-webhooks-by-id-messages-by-message': {
    as: 'ada',
    before: tested,
    at: theMessage,
    refuses: ['mara', 403],
    answers: { body: null, tries: [] },
  },
  'post-webhooks-by-id-messages-by-message-resend': {
    as: 'ada',
    before: tested,
    at: theMessage,
    refuses: ['mara', 403],
  },
};
