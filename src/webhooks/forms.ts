import { z } from 'zod';
import { choice, list, optionalChoice, optionalText, optionalWhole, text, version } from '../fields.ts';

/** What can be asked for; event-rules.ts says what each is. */
export const EVENT_NAMES = [
  'device.created',
  'device.changed',
  'device.moved',
  'device.lost',
  'device.found',
  'device.retired',
  'device.disposed',
  'repair.reported',
  'repair.accepted',
  'repair.worked',
  'repair.held',
  'repair.resumed',
  'repair.escalated',
  'repair.at_vendor',
  'repair.ready',
  'repair.closed',
  'repair.came_back',
  'repair.withdrawn',
  'stock.shortfall',
  'stock.counted',
  'order.proposed',
  'order.approved',
  'order.sent',
  'order.received',
  'order.cancelled',
  'audit.closed',
  'audit.signed',
  'visit.planned',
  'visit.arrived',
  'visit.left',
  'visit.called_off',
  'location.changed',
  'model.changed',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

const url = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim() : value),
  z.string({ error: 'Fill this in' }).min(1, 'Fill this in').max(2_000, 'At most 2,000 characters'),
);

export const NewWebhook = z.object({
  name: text(80),
  url,
  events: list(choice(EVENT_NAMES), 100).refine((chosen) => chosen.length > 0, 'Choose at least one'),
});
export type NewWebhook = z.infer<typeof NewWebhook>;

export const WebhookEdit = NewWebhook.extend({ version: version() });
export type WebhookEdit = z.infer<typeof WebhookEdit>;

export const Rotate = z.object({
  version: version(),
  hours: optionalWhole(0, 168).describe('So long the former one signs as well; a day where nothing is said'),
});
export type Rotate = z.infer<typeof Rotate>;

export const Versioned = z.object({ version: version() });
export type Versioned = z.infer<typeof Versioned>;

export const Nothing = z.object({});

export const DELIVERY_STATES = ['waiting', 'sent', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** The log as its page shows it: what is wrong in the URL is left out. */
export const LogFilter = z.object({
  state: optionalChoice(DELIVERY_STATES).catch(null),
  cursor: optionalText(400).catch(''),
});
