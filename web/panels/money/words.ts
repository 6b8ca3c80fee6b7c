import type { Tone } from '@/ui/chip';
import type { CaseSeverity, DisputeStatus, LedgerEntryKind, PayoutStatus } from './types';

interface Word {
  label: string;
  tone: Tone;
}

export const DISPUTE_WORDS: Record<DisputeStatus, Word> = {
  open: { label: 'Evidence wanted', tone: 'flame' },
  submitted: { label: 'With the bank', tone: 'dusk' },
  conceded: { label: 'Given up', tone: 'plain' },
  won: { label: 'Won', tone: 'oasis' },
  lost: { label: 'Lost', tone: 'alarm' },
};

export const PAYOUT_WORDS: Record<PayoutStatus, Word> = {
  'set-aside': { label: 'Being sent', tone: 'amber' },
  'in-transit': { label: 'On its way', tone: 'dusk' },
  paid: { label: 'Paid', tone: 'oasis' },
  returned: { label: 'Came back', tone: 'alarm' },
  refused: { label: 'Not sent', tone: 'alarm' },
};

export const SEVERITY_WORDS: Record<CaseSeverity, Word> = {
  urgent: { label: 'Urgent', tone: 'alarm' },
  high: { label: 'Soon', tone: 'amber' },
  low: { label: 'When there is time', tone: 'plain' },
};

export const ENTRY_WORDS: Record<LedgerEntryKind, string> = {
  sale: 'Sold',
  capture: 'Charged',
  fee: "Provider's fee",
  release: 'Ready for payout',
  refund: 'Refund agreed',
  'refund-withdrawn': 'Refund withdrawn',
  'refund-paid': 'Refund sent',
  'refund-failed': 'Refund came back',
  'refund-settled': 'Refund paid by hand',
  'dispute-opened': 'Disputed',
  'dispute-won': 'Dispute won',
  'dispute-lost': 'Dispute lost',
  payout: 'Payout set aside',
  'payout-paid': 'Payout sent',
  'payout-returned': 'Payout came back',
  adjustment: 'Adjusted by hand',
};

/** What an entry means for the seller; the records' own words do where there is none here. */
export const SELLER_LINES: Partial<Record<LedgerEntryKind, string>> = {
  sale: 'Your part of what the buyer paid.',
  release: 'The time for returns is over.',
  refund: 'Your part of what goes back to the buyer.',
  'refund-withdrawn': 'The refund was called off. Your part is yours again.',
  'dispute-opened': "The buyer's bank disputes the payment. Your part is kept until it decides.",
  'dispute-won': 'The bank was convinced. Your part is yours again.',
  'dispute-lost': 'The bank took the money back.',
  payout: 'Sent to your bank.',
  'payout-returned': 'Your bank sent it back. You are owed it again.',
};

const ACCOUNTS: Readonly<Record<string, string>> = {
  'buyer-receivable': 'Owed by buyers',
  'provider-clearing': 'Held by the payment provider',
  'provider-fees': 'Fees of the payment provider',
  commission: 'Commission of Caravan',
  tax: 'Tax set aside',
  shipping: 'Set aside for the carrier',
  'refunds-owed': 'Owed back to the buyer',
  'payouts-in-transit': 'Payouts on their way',
  promotions: 'Promotions of Caravan',
  adjustments: 'Adjustments by hand',
  'seller-pending': 'Seller, while returns are open',
  'seller-payable': 'Seller, ready for payout',
  'dispute-reserve': 'Seller, kept for a dispute',
};

/** The name of an account: `seller-pending:loom` is `Seller, while returns are open`. */
export function accountName(account: string): string {
  const [kind = account] = account.split(':');
  return ACCOUNTS[kind] ?? account;
}

/** Why a bank or provider did not take a payout, and what helps. */
const PAYOUT_REASONS: Readonly<Record<string, string>> = {
  account_closed: 'The account is closed.',
  no_account: 'There is no such account.',
  invalid_account_number: 'The number of the account is wrong.',
  account_frozen: 'The bank has frozen the account.',
  'account-closed': 'The account is closed.',
  'bank-returned': 'The bank sent it back.',
  'bank-account-closed': 'The account is closed.',
  'account-unverified': 'The account is not verified yet.',
};

/** A code of the provider or the bank as a sentence. */
export function bankReason(code: string): string {
  const known = PAYOUT_REASONS[code];
  if (known) return known;
  const text = code.replaceAll(/[_-]+/g, ' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const NO_PAYOUT: Readonly<Record<string, string>> = {
  'account-missing': 'Name a bank account, and the next run pays you.',
  'account-unverified': 'Your bank account is not verified yet. Nothing is paid before that.',
  'account-refused': 'Your bank account was refused. Name it anew, and the next run pays you.',
  'account-returned':
    'The bank sent the last payout back. Name your account anew, and the next run pays you.',
  'nothing-payable': 'Nothing is ready yet. What you sold becomes ready once its time for returns is over.',
  'owes-us': 'More was given back to buyers than you are owed. What you sell next is set against it first.',
  held: 'It is held for some days still.',
  reserved: 'It is kept in reserve for refunds for now.',
  'below-minimum': 'It is less than the smallest payout, and waits for more.',
  'out-of-turn': 'Another payout is on its way first.',
};

/** Why the next run pays nothing. */
export function noPayoutReason(code: string): string {
  return NO_PAYOUT[code] ?? bankReason(code);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'audit-finding': 'The records do not agree',
  reconciliation: 'The provider says something else than we do',
  'refund-failed': 'A refund did not reach the buyer',
  'authorisation-lapsing': 'Reserved money is about to be let go',
  'dispute-unanswered': 'A dispute waits for evidence',
  'payout-returned': 'A payout came back',
  'payout-blocked': 'A payout cannot be sent',
  'seller-owes': 'A seller owes money',
  'workflow-missing': 'Nobody looks after this',
  'parcel-contradiction': 'The carrier contradicts itself',
  'parcel-overdue': 'A parcel is overdue',
};

const STUCK: Readonly<Record<string, string>> = {
  checkout: 'A purchase has stopped',
  payment: 'A payment has stopped',
  order: 'An order has stopped',
  delivery: 'A parcel has stopped',
  refund: 'A refund has stopped',
  dispute: 'A dispute has stopped',
  payout: 'A payout has stopped',
};

/** Workflows in which no step has stopped: somebody has to decide. */
const UNDECIDED: Readonly<Record<string, string>> = {
  'refund-to-decide': 'A refund waits for support to decide',
  'refund-undecided': 'A refund was not decided in time',
  'authorisation-ending': 'An order loses its money unless it is accepted',
};

/** What is wrong with something that waits for staff, in a few words. */
export function problemTitle(item: { kind: string; problem: string; subject: { type: string } }): string {
  if (item.kind === 'case') return PROBLEMS[item.problem] ?? bankReason(item.problem).slice(0, -1);
  return UNDECIDED[item.problem] ?? STUCK[item.subject.type] ?? 'Something has stopped';
}

const DISPUTE_REASONS: Readonly<Record<string, string>> = {
  fraudulent: 'The buyer says that they did not pay this',
  'product-not-received': 'The buyer says that nothing came',
  product_not_received: 'The buyer says that nothing came',
  product_unacceptable: 'The buyer says that it is not as described',
  duplicate: 'The buyer says that they paid twice',
  credit_not_processed: 'The buyer says that a refund did not come',
  subscription_canceled: 'The buyer says that they had cancelled',
  unrecognized: 'The buyer does not know this charge',
  general: 'The buyer disputes the charge',
};

/** Why a buyer's bank takes the money back. */
export function disputeReason(code: string): string {
  const known = DISPUTE_REASONS[code];
  if (known) return known;
  // Some banks give a code, others a sentence.
  return code.includes(' ') ? code.replace(/\.$/, '') : `The bank says: ${code.replaceAll(/[_-]+/g, ' ')}`;
}

const ACTS: Readonly<Record<string, string>> = {
  'POST /orders/{id}/acceptances': 'Accepted an order for its seller',
  'POST /orders/{id}/shipments': 'Shipped an order for its seller',
  'POST /orders/{id}/cancellations': 'Cancelled an order',
  'POST /orders/{id}/refunds': 'Gave money back',
  'POST /orders/{id}/refunds/preview': 'Looked what a refund would book',
  'POST /orders/{id}/cancellation/preview': 'Looked what a cancellation would book',
  'POST /refunds/{id}/approvals': 'Agreed to a refund',
  'POST /refunds/{id}/rejections': 'Declined a refund',
  'POST /disputes/{id}/evidence': 'Sent evidence to the bank',
  'POST /disputes/{id}/concessions': 'Gave a dispute up',
  'POST /disputes/{id}/statements': 'Added a statement to a dispute',
  'POST /deliveries/{id}/appointments': 'Moved a parcel to another time',
  'POST /deliveries/{id}/outcomes': 'Said how a parcel ended',
  'POST /payouts': 'Paid a seller at once',
  'POST /payouts/{id}/retries': 'Sent a payout again',
  'POST /cases/{id}/resolutions': 'Closed a case',
  'POST /workflows/{id}/resolutions': 'Decided about something that had stopped',
  'POST /sellers/{id}/adjustments': 'Adjusted what a seller is owed',
  'POST /reconciliation/runs': 'Had the provider compared with the books',
  'POST /audits/runs': 'Had all records checked',
  'POST /dead-letters/{id}/retries': 'Put an event back that was set aside',
  'PUT /users/{id}/role': 'Gave an account another role',
  'POST /users/{id}/locks': 'Locked an account',
  'POST /users/{id}/unlocks': 'Unlocked an account',
  'POST /users/{id}/session-ends': 'Signed an account out everywhere',
  'PUT /commissions/{type}/{id}': 'Planned a commission',
  'POST /categories': 'Made a category',
  'PATCH /categories/{id}': 'Changed a category',
  'PUT /categories/order': 'Put the categories in an order',
  'DELETE /sessions/current': 'Signed out',
};

/** What somebody did, from the method and the address template that the log keeps. */
export function actName(act: string): string {
  const known = ACTS[act.replace(/ \/v1\//, ' /')];
  if (known) return known;
  const what = /\/([a-z]+)\/\{id\}\/resolutions$/.exec(act)?.[1];
  return what ? `Decided about a ${what.replace(/ies$/, 'y').replace(/s$/, '')} that had stopped` : act;
}
