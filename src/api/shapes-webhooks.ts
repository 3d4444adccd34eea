import { z } from 'zod';
import { DELIVERY_STATES, EVENT_NAMES } from '../webhooks/forms.ts';
import { time } from './shapes.ts';

const event = z.enum(EVENT_NAMES);

export const Webhook = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    events: z.array(event),
    state: z.enum(['running', 'stopped', 'retired']),
    stoppedWhy: z
      .enum(['asked', 'failing', 'gone'])
      .nullable()
      .describe('failing: no good answer for three days; gone: it was answered with 410'),
    failures: z.int().describe('Answers in a row that were not good'),
    failingSince: time.nullable(),
    waiting: z.int().describe('Messages that wait, counted to 1,000'),
    version: z.int(),
    createdAt: time,
  })
  .meta({ id: 'Webhook', description: 'A program elsewhere that is told what happens here' });

export const WebhookMade = z
  .object({
    id: z.string(),
    key: z.string().optional().describe('What messages are signed with, "whsec_...": shown this once'),
  })
  .meta({ id: 'WebhookMade', description: 'A webhook with what it signs with' });

export const WebhookEvent = z
  .object({ name: event, label: z.string() })
  .meta({ id: 'WebhookEvent', description: 'What a webhook can ask for' });

const message = {
  message: z.string().describe('The webhook-id that it is sent with'),
  event: z.string(),
  state: z.enum(DELIVERY_STATES),
  at: time.describe('When it happened'),
  attempts: z.int(),
  nextAt: time.describe('When it is tried next, while it waits'),
  endedAt: time.nullable(),
  status: z.int().nullable().describe('Of the last answer'),
};

export const WebhookMessage = z
  .object(message)
  .meta({ id: 'WebhookMessage', description: 'A message to a webhook' });

export const WebhookMessageWhole = z
  .object({
    ...message,
    body: z.string().nullable().describe('What is sent, as text; null before the first attempt'),
    tries: z.array(
      z.object({
        nr: z.int(),
        at: time,
        milliseconds: z.int(),
        status: z.int().nullable(),
        failure: z.string(),
        answer: z.string().describe('Its first 1,000 characters'),
      }),
    ),
  })
  .meta({ id: 'WebhookMessageWhole', description: 'A message with its attempts, the last one first' });

export const Queued = z
  .object({ id: z.string(), message: z.string() })
  .meta({ id: 'Queued', description: 'A message that was put into the outbox' });
