import type { ProviderPayment } from '../payment/provider.port';
import type { ProviderTransfer } from '../payout/payout-provider.port';
import { type OurPayout, reconcilePayout } from './payout-reconciling.state';
import { type ComparedEntry, type OurPayment, reconcilePayment } from './reconciling.state';
import { wordsOf } from './reconciliation.words';

const NOW_MS = Date.parse('2030-01-02T00:00:00.000Z');
const AT = '2030-01-01T00:00:00.000Z';
const LATER = '2030-01-08T00:00:00.000Z';

/** A purchase of two orders: `c-1` was taken and a part of it given back, `c-2` waits. All three records agree. */
function purchase() {
  const theirs: ProviderPayment = {
    ...{ id: 'pp-1', reference: 'c', status: 'authorised', currency: 'EUR' },
    ...{ amountMinor: 300, capturedMinor: 100, refundedMinor: 20, disputedMinor: 0 },
    ...{ authorisedUntil: LATER, createdAt: AT, disputes: [] },
    captures: [{ providerCaptureId: 'cap-1', reference: 'c-1', amountMinor: 100, at: AT }],
    refunds: [{ providerRefundId: 're-1', reference: 'r1', amountMinor: 20, status: 'succeeded', at: AT }],
  };
  const ours: OurPayment = {
    ...{
      id: 'c',
      status: 'partly-captured',
      currency: 'EUR',
      authorisedMinor: 300,
      providerPaymentId: 'pp-1',
    },
    parts: [
      { orderId: 'c-1', amountMinor: 100, capturedMinor: 100, refundedMinor: 20, released: false },
      { orderId: 'c-2', amountMinor: 200, capturedMinor: 0, refundedMinor: 0, released: false },
    ],
    operations: [
      { key: 'k1', kind: 'capture', orderId: 'c-1', amountMinor: 100, providerId: 'cap-1', at: AT },
      {
        ...{ key: 'k2', kind: 'refund', orderId: 'c-1', amountMinor: 20, providerId: 're-1', at: AT },
        ...{ refundId: 'r1', attempt: 1, status: 'succeeded' },
      },
    ],
  };
  const entries = [
    entry('sale:c-1', 'sale', 'buyer-receivable', 'commission', 100),
    entry('capture:c-1', 'capture', 'provider-clearing', 'buyer-receivable', 100),
    entry('fee:c-1', 'fee', 'provider-fees', 'provider-clearing', 3),
    entry('refund:r1', 'refund', 'commission', 'refunds-owed', 20),
    entry('refund-paid:r1', 'refund-paid', 'refunds-owed', 'provider-clearing', 20),
  ];
  return { theirs, ours, entries };
}

const dispute = (status: 'open' | 'won'): ProviderPayment['disputes'][number] => ({
  ...{ providerDisputeId: 'dis-1', amountMinor: 80, status, reason: 'It broke.' },
  evidenceDueAt: LATER,
});

type Account = ComparedEntry['legs'][number]['account'];
function entry(
  id: string,
  kind: ComparedEntry['kind'],
  debit: Account,
  credit: Account,
  amountMinor: number,
) {
  const legs: ComparedEntry['legs'] = [
    { account: debit, side: 'debit', amountMinor, currency: 'EUR' },
    { account: credit, side: 'credit', amountMinor, currency: 'EUR' },
  ];
  return { id, kind, about: { paymentId: 'c' }, legs };
}

type Purchase = ReturnType<typeof purchase>;
const typesOf = ({ theirs, ours, entries }: Purchase) =>
  reconcilePayment(theirs, ours, entries, NOW_MS).map(({ type, part }) =>
    part === null ? type : `${type} ${part}`,
  );
const first = <T>(things: T[]): T => {
  const [thing] = things;
  if (thing === undefined) throw new Error('it is not in the purchase of these tests');
  return thing;
};

test('a payment that stands the same in all three records has no differences', () => {
  expect(typesOf(purchase())).toEqual([]);
});

test.each<[string, string, (of: Purchase) => unknown]>([
  ['another amount is reserved', 'amount-differs', ({ theirs }) => (theirs.amountMinor = 301)],
  ['another currency is reserved', 'amount-differs', ({ ours }) => (ours.currency = 'GBP')],
  [
    'money was taken that we did not write down',
    'missing-capture c-2',
    ({ theirs }) => {
      theirs.captures.push({ providerCaptureId: 'cap-2', reference: 'c-2', amountMinor: 200, at: AT });
      theirs.capturedMinor = 300;
    },
  ],
  [
    'another amount was taken than we wrote down',
    'capture-differs c-1',
    ({ theirs }) => (first(theirs.captures).amountMinor = 99),
  ],
  [
    'we wrote down a capture that is not there',
    'capture-not-there c-1',
    ({ theirs }) => (theirs.captures = []),
  ],
  [
    'money was given back that we did not write down',
    'missing-refund r2',
    ({ theirs }) =>
      theirs.refunds.push({
        ...{ providerRefundId: 're-2', reference: 'r2', amountMinor: 5, status: 'pending', at: AT },
      }),
  ],
  [
    'a refund failed that we count as done',
    'refund-differs r1',
    ({ theirs }) => (first(theirs.refunds).status = 'failed'),
  ],
  ['we wrote down a refund that is not there', 'refund-not-there r1', ({ theirs }) => (theirs.refunds = [])],
  [
    'the time of the reservation is over and an order counts on it',
    'authorisation-lapsed c-2',
    ({ theirs }) => (theirs.authorisedUntil = AT),
  ],
  [
    'the provider let go by itself of what an order counts on',
    'authorisation-lapsed c-2',
    ({ theirs }) => (theirs.status = 'voided'),
  ],
  [
    'every order is settled and the rest is still kept from the buyer',
    'hold-left',
    ({ ours }) => ours.parts.forEach((part) => (part.released = part.capturedMinor === 0)),
  ],
  ['a lost dispute is not written down', 'dispute-differs', ({ theirs }) => (theirs.disputedMinor = 80)],
  [
    'nobody told us of a dispute',
    'dispute-differs dis-1',
    ({ theirs }) => theirs.disputes.push(dispute('open')),
  ],
  [
    'nobody told us how a dispute ended',
    'dispute-differs dis-1',
    ({ theirs, ours }) => {
      theirs.disputes.push(dispute('won'));
      const parts = [{ orderId: 'c-1', amountMinor: 80 }];
      ours.disputes = [{ disputeId: 'd', providerDisputeId: 'dis-1', status: 'open', parts }];
    },
  ],
  ['the sale is not booked', 'ledger-missing sale:c-1', ({ entries }) => entries.splice(0, 1)],
  ['the capture is not booked', 'ledger-missing capture:c-1', ({ entries }) => entries.splice(1, 1)],
  ['a refund is not booked as paid', 'ledger-missing refund-paid:r1', ({ entries }) => entries.splice(4, 1)],
  [
    'the books say that the provider holds another amount',
    'ledger-differs provider-clearing',
    ({ entries }) => entries.push(entry('x', 'adjustment', 'provider-clearing', 'adjustments', 7)),
  ],
])('it is told when %s', (_what, difference, spoil) => {
  const spoilt = purchase();
  spoil(spoilt);
  expect(typesOf(spoilt)).toContain(difference);
});

test('what the provider has and we know nothing of is told by its own id', () => {
  const [difference] = reconcilePayment(purchase().theirs, null, [], NOW_MS);
  expect(difference).toMatchObject({ type: 'unknown-at-ours', subject: { type: 'payment', id: 'pp-1' } });
});

test('a declined attempt of a payment of ours, or of nobody, is nothing to compare', () => {
  const declined = { ...purchase().theirs, id: 'pp-0', status: 'declined' as const, capturedMinor: 0 };
  expect(reconcilePayment(declined, purchase().ours, [], NOW_MS)).toEqual([]);
  expect(reconcilePayment(declined, null, [], NOW_MS)).toEqual([]);
});

test('a second card that holds money for the same purchase is told', () => {
  const second = { ...purchase().theirs, id: 'pp-2' };
  const [difference] = reconcilePayment(second, purchase().ours, [], NOW_MS);
  expect(difference).toMatchObject({ type: 'second-charge', subject: { id: 'c' }, providerId: 'pp-2' });
});

test('a payment whose answer is still being written down is no difference', () => {
  const { theirs, ours } = purchase();
  const fresh = { ...theirs, captures: [], refunds: [], capturedMinor: 0, refundedMinor: 0 };
  expect(reconcilePayment(fresh, { ...ours, providerPaymentId: null }, [], NOW_MS)).toEqual([]);
});

test('a card that still holds money for a purchase that came to nothing is told', () => {
  const { theirs, ours } = purchase();
  const held = { ...theirs, captures: [], refunds: [], capturedMinor: 0, refundedMinor: 0 };
  const [difference] = reconcilePayment(
    held,
    { ...ours, status: 'voided', providerPaymentId: null, authorisedMinor: 0 },
    [],
    NOW_MS,
  );
  expect(difference).toMatchObject({ type: 'hold-left', theirsMinor: 300 });
});

test('a failed refund counts for nothing on both sides, and its entries cancel out', () => {
  const of = purchase();
  first(of.theirs.refunds).status = 'failed';
  of.theirs.refundedMinor = 0;
  of.ours.operations = of.ours.operations.map((each) =>
    each.kind === 'refund' ? { ...each, status: 'failed' as const } : each,
  );
  expect(typesOf(of)).toEqual(['ledger-missing refund-failed:r1']);
  of.entries.push(entry('refund-failed:r1', 'refund-failed', 'provider-clearing', 'refunds-owed', 20));
  expect(typesOf(of)).toEqual([]);
});

test('every difference is told in a sentence with both amounts', () => {
  const of = purchase();
  first(of.theirs.captures).amountMinor = 99;
  const [difference] = reconcilePayment(of.theirs, of.ours, of.entries, NOW_MS);
  expect(difference && wordsOf(difference)).toBe(
    'The provider took another amount than we wrote down (c-1): 99 EUR minor units there, 100 EUR minor units with us.',
  );
});

describe('payouts', () => {
  const transfer: ProviderTransfer = {
    ...{ id: 'tr-1', reference: 's-eur-1', providerAccountId: 'acct', amountMinor: 70, currency: 'EUR' },
    ...{ status: 'paid', reversedMinor: 0, createdAt: AT },
  };
  const payout: OurPayout = {
    ...{ id: 's-eur-1', amountMinor: 70, currency: 'EUR', status: 'paid' },
    ...{ providerAccountId: 'acct', providerTransferId: 'tr-1' },
  };
  const booked = [
    entry('payout:s-eur-1', 'payout', 'payouts-in-transit', 'payouts-in-transit', 70),
    entry('payout-paid:s-eur-1', 'payout-paid', 'payouts-in-transit', 'provider-clearing', 70),
  ];

  test('a payout that stands the same everywhere has no differences', () => {
    expect(reconcilePayout(transfer, payout, booked)).toEqual([]);
  });

  test.each<[string, string, Partial<ProviderTransfer>, Partial<OurPayout> | null, ComparedEntry[]]>([
    ['we know nothing of it', 'unknown-at-ours', {}, null, []],
    ['another amount was sent', 'payout-differs', { amountMinor: 71 }, {}, booked],
    ['another account got it', 'payout-differs', { providerAccountId: 'acct-2' }, {}, booked],
    ['the bank sent it back', 'payout-differs', { status: 'returned' }, {}, booked],
    ['it was sent twice', 'second-charge', { id: 'tr-2' }, {}, booked],
    ['it is not booked as paid', 'ledger-missing', {}, {}, booked.slice(0, 1)],
  ])('it is told when %s', (_what, type, theirs, ours, entries) => {
    const found = reconcilePayout({ ...transfer, ...theirs }, ours && { ...payout, ...ours }, entries);
    expect(found.map((each) => each.type)).toEqual([type]);
  });
});
