import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const payment = z.object({
  paymentId: z.string(),
  checkoutId: z.string(),
  amountMinor: amountMinorSchema,
  currency: currencySchema,
});

export const paymentAttempted = defineEvent(
  'payments',
  'payment.attempted',
  1,
  payment.extend({ attempt: z.number().int() }),
);
export const paymentAwaitingBuyer = defineEvent(
  'payments',
  'payment.awaiting-buyer',
  1,
  payment.extend({ attempt: z.number().int() }),
);
export const paymentDeclined = defineEvent(
  'payments',
  'payment.declined',
  1,
  payment.extend({ attempt: z.number().int(), reason: z.string() }),
);
export const paymentAuthorised = defineEvent(
  'payments',
  'payment.authorised',
  1,
  payment.extend({ attempt: z.number().int() }),
);
export const paymentCaptured = defineEvent(
  'payments',
  'payment.captured',
  1,
  payment.extend({ orderId: z.string() }),
);
export const paymentReleased = defineEvent(
  'payments',
  'payment.released',
  1,
  payment.extend({ orderId: z.string().nullable() }),
);
export const paymentRefunded = defineEvent(
  'payments',
  'payment.refunded',
  1,
  payment.extend({ orderId: z.string(), refundId: z.string() }),
);
/** A refund that was sent did not arrive: the money is ours again, and owed. */
export const paymentRefundFailed = defineEvent(
  'payments',
  'payment.refund-failed',
  1,
  payment.extend({ orderId: z.string(), refundId: z.string() }),
);
