import { z } from 'zod';

/** What can be listened for. Each is sent with the fields that `webhook.events.ts` names, and nothing else. */
export const WEBHOOK_TYPES = [
  'order.placed',
  'order.accepted',
  'order.shipped',
  'order.delivered',
  'order.cancelled',
  'order.partly-cancelled',
  'order.lost',
  'order.returned',
  'order.refunded',
  'order.closed',
  'order.return-changed',
  'delivery.booked',
  'delivery.tracked',
  'delivery.delivered',
  'refund.requested',
  'refund.decided',
  'refund.completed',
  'dispute.opened',
  'dispute.won',
  'dispute.lost',
  'payout.paid',
  'payout.returned',
  'product.published',
  'product.changed',
  'product.priced',
  'stock.low',
  'review.written',
  'message.sent',
] as const;
export const webhookTypeSchema = z.enum(WEBHOOK_TYPES);
export type WebhookType = z.infer<typeof webhookTypeSchema>;

/** The event that an owner sends to see whether their receiver works. */
export const TEST_TYPE = 'webhook.test';

export const webhookUrlSchema = z.url({ protocol: /^https?$/ }).max(2000);
const typesSchema = z.array(webhookTypeSchema).min(1).max(WEBHOOK_TYPES.length);

export const newEndpointSchema = z.strictObject({ url: webhookUrlSchema, types: typesSchema });
export const endpointChangesSchema = z
  .strictObject({ url: webhookUrlSchema, types: typesSchema, enabled: z.boolean() })
  .partial();
export type EndpointChanges = z.infer<typeof endpointChangesSchema>;

/** Why nothing is sent: its owner said so, it failed for days, or it answered that it is gone for good. */
export const disabledBecauseSchema = z.enum(['owner', 'failing', 'gone']);

/** Where somebody wants to be told. */
export const webhookEndpointSchema = z.object({
  id: z.string(),
  sellerId: z.string().nullable().describe('Whose events it hears; null hears the whole market'),
  url: z.string(),
  types: z.array(webhookTypeSchema),
  enabled: z.boolean(),
  disabledBecause: disabledBecauseSchema.nullable(),
  disabledAt: z.string().nullable(),
  failingSince: z.string().nullable().describe('The first failure that no success followed'),
  oldSecretUntil: z.string().nullable().describe('Until then the secret before this one signs as well'),
  createdAt: z.string(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpointSchema>;

/** One try: what came back, or why nothing did. */
export const webhookAttemptSchema = z.object({
  at: z.string(),
  durationMs: z.number().int(),
  status: z.number().int().nullable().describe('Of the answer; null when there was none'),
  answer: z.string().describe('The first 1,024 bytes of it'),
  problem: z.string().nullable(),
});
export type WebhookAttempt = z.infer<typeof webhookAttemptSchema>;

/** `dropped`: it was not tried any more, because its endpoint is switched off or gone. */
export const deliveryStatusSchema = z.enum(['waiting', 'delivered', 'failed', 'dropped']);
export type WebhookDeliveryStatus = z.infer<typeof deliveryStatusSchema>;

/** One event for one endpoint. */
export const webhookDeliverySchema = z.object({
  id: z.string(),
  endpointId: z.string(),
  sellerId: z.string().nullable(),
  eventId: z.string().describe('`webhook-id`: the same over all tries'),
  type: z.string(),
  status: deliveryStatusSchema,
  attempts: z.array(webhookAttemptSchema).describe('The latest 30, oldest first'),
  nextAt: z.string().nullable(),
  createdAt: z.string(),
});
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;
