import { z } from 'zod';

/** What a person may be. A guest has bought or browsed without an account. */
export const roleSchema = z.enum(['guest', 'buyer', 'seller', 'courier', 'admin', 'support']);
export type Role = z.infer<typeof roleSchema>;

/** Who is asking: the content of an access token. `sellerId` is there for sellers and their couriers. */
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

/** What admins see of an account: nothing of what its owner keeps in it. */
export const accountSchema = userSchema
  .pick({ id: true, email: true, name: true, role: true, sellerId: true, emailVerified: true, version: true })
  .extend({
    /** Since when and why nobody gets in with it. */
    locked: z.object({ at: z.string(), by: z.string(), note: z.string() }).nullable(),
  });
export type Account = z.infer<typeof accountSchema>;
/** Roles that can be given; a guest has no account. */
export const assignableRoleSchema = roleSchema.exclude(['guest']);
export type AssignableRole = z.infer<typeof assignableRoleSchema>;

/** A registration: the answer is the same whether or not the address is known. */
export const registrationSchema = z.strictObject({
  email: emailSchema,
  password: passwordSchema,
  name: z.string().trim().min(1).max(120),
});
export type Registration = z.infer<typeof registrationSchema>;
export const registrationVerificationSchema = z.strictObject({ email: emailSchema, code: oneTimeCodeSchema });
/** At sign-in only the upper bound of a password matters: what a password must be, is asked when it is chosen. */
export const signInSchema = z.strictObject({ email: emailSchema, password: z.string().min(1).max(200) });
export const passwordResetRequestSchema = z.strictObject({ email: emailSchema });
export const passwordResetSchema = z.strictObject({
  email: emailSchema,
  code: oneTimeCodeSchema,
  password: passwordSchema,
});
/** What people may change of their profile themselves. */
export const profileChangesSchema = z.strictObject({ name: z.string().trim().min(1).max(120) });
export type ProfileChanges = z.infer<typeof profileChangesSchema>;
export const newPaymentMethodSchema = savedPaymentMethodSchema.omit({ id: true });
export type NewPaymentMethod = z.infer<typeof newPaymentMethodSchema>;

/** What the browser holds in memory. `expiresAt` is the access token's, ISO 8601. */
export const accessSchema = z.object({ actor: actorSchema, accessToken: z.string(), expiresAt: z.string() });
export type Access = z.infer<typeof accessSchema>;
/**
 * With the refresh token, which is for the httpOnly cookie and never for a body. Both are null for the second of two
 * tabs that refresh at once: the first one's answer has brought the new cookie.
 */
export const sessionSchema = accessSchema.extend({
  refreshToken: z.string().nullable(),
  refreshExpiresAt: z.string().nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

/** Whom a seller invites to take parcels out. */
export const courierInvitationSchema = z.strictObject({
  email: emailSchema,
  name: z.string().trim().min(1).max(120),
});
/** Somebody who takes parcels out for a shop, or is invited to. */
export const courierSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  status: z.enum(['invited', 'active']),
});
export type Courier = z.infer<typeof courierSchema>;
export const courierJoiningSchema = z.strictObject({
  code: oneTimeCodeSchema,
  password: passwordSchema,
  name: z.string().trim().min(1).max(120),
});
export type CourierJoining = z.infer<typeof courierJoiningSchema>;
