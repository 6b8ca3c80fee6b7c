import { z } from 'zod';

/** ISO 4217 code. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);
/** Integer minor units (cents); never negative. */
export const amountMinorSchema = z.number().int().min(0).max(1_000_000_000_00);

/** An amount of money: integer minor units with an ISO 4217 currency. */
export const moneySchema = z.object({ amountMinor: amountMinorSchema, currency: currencySchema });
export type Money = z.infer<typeof moneySchema>;

export { allocate, basisPoints, taxIncluded } from './shares';
