/** What a test card makes the payment provider do. */
export type CardBehaviour =
  | 'approve'
  | 'decline'
  | 'insufficient-funds'
  | '3ds'
  | 'timeout-after-effect'
  | 'error-once'
  | 'slow'
  | 'duplicate-webhooks'
  | 'reordered-webhooks'
  | 'dispute'
  | 'refund-fails';

export interface TestCard {
  behaviour: CardBehaviour;
  /** As printed on the card. */
  number: string;
  /** Usable at once in place of a token made from the number. */
  token: `tok_${CardBehaviour}`;
  label: string;
  /** One sentence for the shop's checkout page. */
  meaning: string;
}

const card = (behaviour: CardBehaviour, number: string, label: string, meaning: string): TestCard => ({
  behaviour,
  number,
  token: `tok_${behaviour}`,
  label,
  meaning,
});

/** Every test card, most useful first. Any expiry date to come and any three digits go with them. */
export const TEST_CARDS: readonly TestCard[] = [
  card('approve', '4242 4242 4242 4242', 'Works', 'The payment goes through at once.'),
  card('3ds', '4000 0027 6000 3184', 'Asks the bank', 'A page of the bank asks the buyer to confirm.'),
  card('decline', '4000 0000 0000 0002', 'Declined', 'The bank declines without a reason.'),
  card(
    'insufficient-funds',
    '4000 0000 0000 9995',
    'Not enough money',
    'The bank declines for lack of money.',
  ),
  card(
    'timeout-after-effect',
    '4000 0000 0000 4087',
    'Answer gets lost',
    'The money is reserved, but the first answer never arrives.',
  ),
  card(
    'error-once',
    '4000 0000 0000 4293',
    'Fails once',
    'The first try fails before anything happens, the second works.',
  ),
  card('slow', '4000 0000 0000 5001', 'Slow bank', 'Every answer takes three seconds.'),
  card(
    'duplicate-webhooks',
    '4000 0000 0000 6140',
    'Reports repeat',
    'Each report about the payment arrives two or three times.',
  ),
  card(
    'reordered-webhooks',
    '4000 0000 0000 2594',
    'Reports out of order',
    'A later report about the payment arrives before an earlier one.',
  ),
  card(
    'dispute',
    '4000 0000 0000 7338',
    'Disputed later',
    'The buyer disputes the charge shortly after it was captured.',
  ),
  card(
    'refund-fails',
    '4000 0000 0000 8310',
    'Refund fails',
    'Refunds look fine at first and then come back.',
  ),
];

/** The card network, by the first digits. */
export function brandOf(number: string): string {
  if (/^4/.test(number)) return 'Visa';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'Mastercard';
  if (/^3[47]/.test(number)) return 'American Express';
  return 'Card';
}

/** What a card number does; numbers that are not in the table work. */
export function behaviourOf(number: string): CardBehaviour {
  return TEST_CARDS.find((one) => one.number.replaceAll(' ', '') === number)?.behaviour ?? 'approve';
}

/** Whether the last digit fits the others (ISO/IEC 7812-1, annex B). */
export function hasValidCheckDigit(number: string): boolean {
  const sum = [...number].reverse().reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Whether the card is over: it is good to the end of the month printed on it, such as `11/29`. */
export function isExpired(expiry: string, nowMs: number): boolean {
  const [month = '', year = ''] = expiry.replaceAll(' ', '').split('/');
  return Date.UTC(2000 + Number(year.slice(-2)), Number(month), 1) <= nowMs;
}
