import { z } from 'zod';
import { amountMinorSchema, moneySchema } from '../platform/money';
import { quoteSchema, shippingChoicesSchema } from '../pricing/pricing.schema';
import { addressSchema, emailSchema } from '../user/user.schema';

export const checkoutStatusSchema = z.enum([
  'open', // asked for, nothing held yet
  'paying', // stock is held, the provider is asked
  'awaiting-buyer', // the bank wants the buyer (3-D Secure)
  'declined', // another card may be tried until the hold ends
  'placed',
  'refused', // sold out or another price; nothing is held
  'expired', // the hold ended unpaid
  'abandoned', // the buyer gave up
]);
export type CheckoutStatus = z.infer<typeof checkoutStatusSchema>;

/** What the buyer sends to place the order. The total is only compared, never charged as sent. */
export const placeOrderRequestSchema = z.strictObject({
  cartId: z.string().max(64),
  email: emailSchema,
  shippingAddress: addressSchema,
  shippingChoices: shippingChoicesSchema.default({}),
  paymentToken: z.string().min(3).max(200),
  expectedTotal: moneySchema.strict(),
});
export type PlaceOrderRequest = z.infer<typeof placeOrderRequestSchema>;

/** Why a checkout was refused before anything was charged. */
export const refusalSchema = z.discriminatedUnion('reason', [
  z.object({
    reason: z.literal('out-of-stock'),
    lines: z.array(z.object({ sku: z.string(), wanted: z.number(), available: z.number() })),
  }),
  z.object({ reason: z.literal('price-changed'), expectedMinor: amountMinorSchema, quote: quoteSchema }),
  z.object({ reason: z.literal('basket-empty') }),
  z.object({ reason: z.literal('not-for-sale'), skus: z.array(z.string()) }),
  z.object({ reason: z.literal('no-shipping'), sellerIds: z.array(z.string()) }),
]);
export type Refusal = z.infer<typeof refusalSchema>;

/** The answer to the buyer who pressed pay. */
export const placeOrderResultSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('placed'), orderIds: z.array(z.string()) }),
  z.object({ status: z.literal('awaiting-buyer'), redirectUrl: z.string() }),
  z.object({ status: z.literal('declined'), declineReason: z.string(), holdExpiresAt: z.string() }),
  z.object({ status: z.literal('paying') }),
  z.object({ status: z.literal('refused'), refusal: refusalSchema }),
  z.object({ status: z.enum(['expired', 'abandoned']) }),
]);
export type PlaceOrderResult = z.infer<typeof placeOrderResultSchema>;

/** A checkout as its owner may read it. */
export const checkoutSchema = z.object({
  id: z.string(),
  ownerId: z.string(),
  cartId: z.string(),
  email: z.string(),
  status: checkoutStatusSchema,
  shippingAddress: addressSchema,
  shippingChoices: shippingChoicesSchema,
  expectedTotal: moneySchema,
  quote: quoteSchema.nullable(),
  attempt: z.number().int(),
  /** How often it was opened: again after it came to nothing. Each opening holds stock under a key of its own. */
  openings: z.number().int(),
  declineReason: z.string().nullable(),
  redirectUrl: z.string().nullable(),
  refusal: refusalSchema.nullable(),
  holdExpiresAt: z.string().nullable(),
  paymentId: z.string(),
  orderIds: z.array(z.string()),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Checkout = z.infer<typeof checkoutSchema>;
