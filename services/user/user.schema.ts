import { z } from 'zod';

/** What a person may be. A guest has bought or browsed without an account. */
export const roleSchema = z.enum(['guest', 'buyer', 'seller', 'admin', 'support']);
export type Role = z.infer<typeof roleSchema>;

/** Who is asking: the content of an access token. `sellerId` is there for the role seller. */
export const actorSchema = z.object({
  id: z.string(),
  role: roleSchema,
  sellerId: z.string().optional(),
});
export type Actor = z.infer<typeof actorSchema>;

export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** Length is what makes a password hard to guess (NIST SP 800-63B, 5.1.1.2); no composition rules. */
export const passwordSchema = z.string().min(10).max(200);
/** Six digits, sent by e-mail. */
export const oneTimeCodeSchema = z.string().regex(/^\d{6}$/);

/** A postal address. Country is ISO 3166-1 alpha-2. */
export const addressSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  line1: z.string().trim().min(1).max(200),
  line2: z.string().trim().max(200).optional(),
  city: z.string().trim().min(1).max(120),
  region: z.string().trim().max(120).optional(),
  postcode: z.string().trim().min(2).max(16),
  country: z.string().regex(/^[A-Z]{2}$/),
  phone: z.string().trim().max(40).optional(),
});
export type Address = z.infer<typeof addressSchema>;

/** A card kept at the payment provider: the token is the provider's, never a card number. */
export const savedPaymentMethodSchema = z.strictObject({
  id: z.string(),
  token: z.string().min(3).max(200),
  brand: z.string().max(40),
  last4: z.string().regex(/^\d{4}$/),
  expiry: z
    .string()
    .regex(/^\d{2}\/\d{2}$/)
    .optional(),
});
export type SavedPaymentMethod = z.infer<typeof savedPaymentMethodSchema>;

export const userSchema = z.object({
  id: z.string(),
  email: emailSchema,
  name: z.string().max(120),
  role: roleSchema,
  sellerId: z.string().optional(),
  emailVerified: z.boolean(),
  addresses: z.array(addressSchema.extend({ id: z.string() })),
  paymentMethods: z.array(savedPaymentMethodSchema),
  version: z.number().int(),
});
export type User = z.infer<typeof userSchema>;
