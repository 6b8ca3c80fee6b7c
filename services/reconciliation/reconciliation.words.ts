import type { Difference, DifferenceType } from './reconciliation.schema';

/** The words of a difference, for the case and the report. */
export function wordsOf({ type, part, theirsMinor, oursMinor, currency }: Difference): string {
  const amount = (minor: number | null) => (minor === null ? 'nothing' : `${minor} ${currency} minor units`);
  return `${SENTENCES[type]}${part === null ? '' : ` (${part})`}: ${amount(theirsMinor)} there, ${amount(oursMinor)} with us.`;
}

const SENTENCES: Record<DifferenceType, string> = {
  'unknown-at-ours': 'The provider has something that we know nothing of',
  'amount-differs': 'The provider has reserved another amount than we think',
  'second-charge': 'The provider holds money twice for one thing',
  'missing-capture': 'The provider took money that we did not write down',
  'missing-refund': 'The provider gave money back that we did not write down',
  'capture-differs': 'The provider took another amount than we wrote down',
  'refund-differs': 'A refund stands otherwise at the provider than with us',
  'capture-not-there': 'We wrote down that money was taken, and the provider has not taken it',
  'refund-not-there': 'We wrote down a refund that the provider does not have',
  'authorisation-lapsed': 'The provider let go of money that an order still counts on',
  'hold-left': 'The provider still keeps money from the buyer that no order needs any more',
  'dispute-differs': 'A dispute stands otherwise at the provider than with us',
  'ledger-missing': 'An entry is missing in the books',
  'ledger-differs': 'The books say that the provider holds another amount than it does',
  'payout-differs': 'A payout stands otherwise at the provider than with us',
};
