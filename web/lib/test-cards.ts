/** Cards of the payment provider's test mode that a visitor of the demo may like to try. */
export const TEST_CARDS = [
  { number: '4242 4242 4242 4242', label: 'Works' },
  { number: '4000 0027 6000 3184', label: 'Asks the bank' },
  { number: '4000 0000 0000 9995', label: 'Not enough money' },
  { number: '4000 0000 0000 0002', label: 'Declined' },
  { number: '4000 0000 0000 4087', label: 'Answer gets lost' },
  { number: '4000 0000 0000 5001', label: 'Slow bank' },
  { number: '4000 0000 0000 7338', label: 'Disputed later' },
  { number: '4000 0000 0000 8310', label: 'Refund comes back' },
] as const;

/** An expiry that is still to come, and a code: any will do with a test card. */
export const TEST_EXPIRY = '12/34';
export const TEST_CVC = '123';
