import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../../services/platform/money';
import { readValue } from '../lib/http-server';

const reference = z.string().min(1).max(200);
const positiveAmount = amountMinorSchema.min(1);

export const authoriseRequest = z.object({
  reference,
  checkoutId: z.string().min(1).max(200),
  amountMinor: positiveAmount,
  currency: currencySchema,
  paymentToken: z.string().min(1).max(200),
  returnUrl: z.url({ protocol: /^https?$/ }),
});
/** Of a capture, and of a refund. */
export const amountRequest = z.object({ amountMinor: positiveAmount, reference });
/** Without an amount, all that is left. */
export const disputeRequest = z.object({
  amountMinor: positiveAmount.optional(),
  reason: z.string().min(1).max(200).optional(),
});
export const evidenceRequest = z.object({ text: z.string().min(1).max(20_000) });
export const tokenRequest = z.object({
  number: z
    .string()
    .transform((text) => text.replaceAll(/[ -]/g, ''))
    .pipe(z.string().regex(/^\d{12,19}$/)),
  expiry: z.string().regex(/^(0[1-9]|1[0-2]) ?\/ ?(20)?\d{2}$/),
  cvc: z.string().regex(/^\d{3,4}$/),
});
const pageQuery = z.object({
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** @throws Refusal 400 */
export function readPageQuery(query: URLSearchParams): z.infer<typeof pageQuery> {
  return readValue(pageQuery, Object.fromEntries(query));
}
