import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../services/platform/money';
import { defineEvent } from '../contract';

const product = z.object({
  productId: z.string(),
  sellerId: z.string(),
  title: z.string(),
  categoryId: z.string(),
  priceFromMinor: amountMinorSchema,
  currency: currencySchema,
  status: z.string(),
});

export const productPublished = defineEvent('catalogue', 'product.published', 1, product);
export const productChanged = defineEvent('catalogue', 'product.changed', 1, product);
/** A variant of a product that is there costs something else now; minor units. */
export const productPriced = defineEvent(
  'catalogue',
  'product.priced',
  1,
  z.object({
    productId: z.string(),
    sellerId: z.string(),
    sku: z.string(),
    beforeMinor: amountMinorSchema,
    priceMinor: amountMinorSchema,
    currency: currencySchema,
  }),
);
export const sellerOpened = defineEvent(
  'sellers',
  'seller.opened',
  1,
  z.object({ sellerId: z.string(), name: z.string(), slug: z.string() }),
);
export const userRegistered = defineEvent(
  'users',
  'user.registered',
  1,
  z.object({ userId: z.string(), role: z.string() }),
);
export const userVerified = defineEvent('users', 'user.verified', 1, z.object({ userId: z.string() }));
/** Something of the account changed; what it was stays private. */
export const userChanged = defineEvent('users', 'user.changed', 1, z.object({ userId: z.string() }));
