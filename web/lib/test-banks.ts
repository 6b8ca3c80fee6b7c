/** Bank accounts of the payment provider's test mode that a seller of the demo may like to try. */
export const TEST_BANKS = [
  { token: 'ba_ok', label: 'Works', meaning: 'Payouts arrive.' },
  { token: 'ba_returns', label: 'Sends it back', meaning: 'A payout is paid, and comes back a while later.' },
  { token: 'ba_refused', label: 'Refuses', meaning: 'The provider does not send to it.' },
  { token: 'ba_unverified', label: 'Not verified', meaning: 'The provider wants to know more first.' },
  { token: 'ba_slow', label: 'Slow bank', meaning: 'Every answer takes a while.' },
] as const;
