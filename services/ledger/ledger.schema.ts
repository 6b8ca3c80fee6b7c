import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../platform/money';

/** The accounts of the platform; each seller has three of their own besides. */
export const platformAccountSchema = z.enum([
  'buyer-receivable', // what buyers owe for orders that are sold and not yet taken
  'provider-clearing', // what the payment provider holds for the shop
  'provider-fees', // what the provider keeps for its work
  'commission', // what the platform earns
  'tax', // withheld by the platform, owed to the tax offices
  'shipping', // for the carriers, whom the platform books and pays
  'refunds-owed', // agreed with a buyer, not given back yet
  'payouts-in-transit', // on the way to a seller's bank
  'promotions', // what the platform spent on its own promotions
  'adjustments', // what staff gave or took by hand, and losses that nobody else bears
]);

/**
 * A seller's own accounts: `seller-pending` until the time for returns is over, `seller-payable` after that,
 * `dispute-reserve` for what a bank is still deciding about.
 */
export const sellerAccountKindSchema = z.enum(['seller-pending', 'seller-payable', 'dispute-reserve']);
export type SellerAccountKind = z.infer<typeof sellerAccountKindSchema>;

export const accountSchema = z.union([
  platformAccountSchema,
  z.templateLiteral([sellerAccountKindSchema, ':', z.string()]),
]);
export type Account = z.infer<typeof accountSchema>;

export const ledgerLegSchema = z.object({
  account: accountSchema,
  side: z.enum(['debit', 'credit']),
  /** More than 0. */
  amountMinor: amountMinorSchema.min(1),
  currency: currencySchema,
});
export type LedgerLeg = z.infer<typeof ledgerLegSchema>;

export const ledgerEntryKindSchema = z.enum([
  'sale',
  'capture',
  'fee',
  'release',
  'refund',
  'refund-withdrawn',
  'refund-paid',
  'refund-failed',
  'refund-settled',
  'dispute-opened',
  'dispute-won',
  'dispute-lost',
  'payout',
  'payout-paid',
  'payout-returned',
  'adjustment',
]);
export type LedgerEntryKind = z.infer<typeof ledgerEntryKindSchema>;

/** What an entry is about; the ids by which it is found again. */
export const ledgerAboutSchema = z.object({
  orderId: z.string().optional(),
  paymentId: z.string().optional(),
  refundId: z.string().optional(),
  disputeId: z.string().optional(),
  payoutId: z.string().optional(),
  sellerId: z.string().optional(),
});
export type LedgerAbout = z.infer<typeof ledgerAboutSchema>;

/** How one line of an order, or its shipping (`of` is `shipping`), divides. Minor units. */
export const shareSchema = z.object({
  of: z.string(),
  /** The seller's: goods without tax and commission. */
  sellerMinor: amountMinorSchema,
  commissionMinor: amountMinorSchema,
  taxMinor: amountMinorSchema,
  /** The carrier's: shipping without tax. */
  shippingMinor: amountMinorSchema,
  /** How much of those four is the platform's, for its own promotions, and not the buyer's; absent is none. */
  promotionMinor: amountMinorSchema.optional(),
});
export type Share = z.infer<typeof shareSchema>;

/** One immutable record of double entry: for each currency debits equal credits. */
export const ledgerEntrySchema = z.object({
  /** Follows from what is booked, such as `sale:<orderId>`: booked again it is the same entry. */
  id: z.string().min(1).max(300),
  kind: ledgerEntryKindSchema,
  /** When it was booked, ISO 8601 in UTC. */
  at: z.string(),
  /** What happened, in plain words. */
  text: z.string().max(1200),
  about: ledgerAboutSchema,
  legs: z.array(ledgerLegSchema).min(2),
  /** Which lines of the order it takes from or gives to; kinds that divide an order's money have it. */
  shares: z.array(shareSchema).optional(),
});
export type LedgerEntry = z.infer<typeof ledgerEntrySchema>;

/** What stands on an account. `balanceMinor` is on the account's own side: see `normalSideOf`. */
export const accountBalanceSchema = z.object({
  account: accountSchema,
  currency: currencySchema,
  balanceMinor: z.number().int(),
});
export type AccountBalance = z.infer<typeof accountBalanceSchema>;

/** What the shop owes a seller, by currency. Payable below 0 is owed by the seller and kept from the next payout. */
export const sellerBalanceSchema = z.object({
  currency: currencySchema,
  pendingMinor: z.number().int(),
  payableMinor: z.number().int(),
  reservedMinor: z.number().int(),
});
export type SellerBalance = z.infer<typeof sellerBalanceSchema>;

/** One line of a seller's statement: an entry as the seller's accounts see it, with what stands there after it. */
export const statementLineSchema = z.object({
  entryId: z.string(),
  kind: ledgerEntryKindSchema,
  at: z.string(),
  text: z.string(),
  about: ledgerAboutSchema,
  currency: currencySchema,
  /** What it added to (or took from) each account of the seller; negative is less for the seller. */
  pendingMinor: z.number().int(),
  payableMinor: z.number().int(),
  reservedMinor: z.number().int(),
  after: z.object({
    pendingMinor: z.number().int(),
    payableMinor: z.number().int(),
    reservedMinor: z.number().int(),
  }),
});
export type StatementLine = z.infer<typeof statementLineSchema>;

/** What staff give (credit) or take (debit) by hand. */
export const adjustmentSchema = z.object({
  adjustmentId: z.string(),
  sellerId: z.string(),
  direction: z.enum(['credit', 'debit']),
  amountMinor: amountMinorSchema.min(1),
  currency: currencySchema,
  note: z.string().min(1).max(1000),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;

/** The part of a dispute that falls on one order. */
export const disputedOrderSchema = z.object({
  disputeId: z.string(),
  orderId: z.string(),
  sellerId: z.string(),
  amountMinor: amountMinorSchema,
});
export type DisputedOrder = z.infer<typeof disputedOrderSchema>;

/** A payout as the ledger sees it. */
export const bookedPayoutSchema = z.object({
  id: z.string(),
  sellerId: z.string(),
  currency: currencySchema,
  amountMinor: amountMinorSchema.min(1),
});
export type BookedPayout = z.infer<typeof bookedPayoutSchema>;
