import { createPaymentCare } from './payment.care';
import { OrderDisputedError, RefundExceedsCapturedError } from './payment.errors';

const asked = { paymentId: 'p', orderId: 'o', refundId: 'r', amountMinor: 300 };

/** Gives 300 back where the payment would refuse. @returns the code of the refusal, and what was booked */
async function refused(
  refusal: Error,
  {
    by,
    attempt = 1,
    dispute = null,
    isSetAside = false,
  }: {
    by: 'system' | 'seller';
    attempt?: number;
    /** As our payment has it. */
    dispute?: 'open' | 'lost' | null;
    /** Before the bank came. */
    isSetAside?: boolean;
  },
) {
  const booked: string[] = [];
  const operations = isSetAside ? [{ kind: 'refund', refundId: 'r', attempt }] : [];
  const disputes = dispute === null ? [] : [{ status: dispute, parts: [{ orderId: 'o' }] }];
  const care = createPaymentCare({
    payments: {
      setRefundAside: () => Promise.reject(refusal),
      get: () => Promise.resolve({ id: 'p', disputes, operations }),
    },
    refunds: { get: () => Promise.resolve({ id: 'r', requestedBy: { role: by, id: 'x' } }) },
    books: {
      refundAgreed: () => Promise.resolve(void booked.push('agreed')),
      refundWithdrawn: () => Promise.resolve(void booked.push('withdrawn')),
    },
  } as never);
  const code = await care.refund({ ...asked, attempt }).catch((error: { code: string }) => error.code);
  return { code, booked };
}

test('what a person asks for is refused while a bank looks into it, and nothing is owed', async () => {
  const disputed = new OrderDisputedError();
  expect(await refused(disputed, { by: 'seller', dispute: 'open' })).toEqual({
    code: 'order-disputed',
    booked: ['withdrawn'],
  });
  // The provider knows of it before us.
  expect(await refused(disputed, { by: 'seller' })).toEqual({
    code: 'order-disputed',
    booked: ['agreed', 'withdrawn'],
  });
});

test('what the shop owes waits while a bank looks into it, at whatever try', async () => {
  const disputed = new OrderDisputedError();
  for (const attempt of [1, 3]) {
    const waits = { code: 'refund-waits-for-bank' };
    expect(await refused(disputed, { by: 'system', dispute: 'open', attempt })).toEqual({
      ...waits,
      booked: [],
    });
    expect(await refused(disputed, { by: 'system', dispute: null, attempt })).toEqual({
      ...waits,
      booked: ['agreed'],
    });
    expect(await refused(disputed, { by: 'system', dispute: 'open', attempt, isSetAside: true })).toEqual({
      ...waits,
      booked: ['agreed'],
    });
  }
});

test('what the shop owes is owed no more once the bank has taken it, at whatever try', async () => {
  for (const attempt of [1, 3])
    expect(await refused(new OrderDisputedError(), { by: 'system', dispute: 'lost', attempt })).toEqual({
      code: 'order-disputed',
      booked: ['withdrawn'],
    });
});

test('more than was taken is not owed; of a later try it is, and staff are asked', async () => {
  const more = new RefundExceedsCapturedError(0);
  expect(await refused(more, { by: 'system' })).toEqual({
    code: 'refund-exceeds-captured',
    booked: ['agreed', 'withdrawn'],
  });
  expect(await refused(more, { by: 'system', attempt: 2 })).toEqual({
    code: 'refund-not-accepted',
    booked: ['agreed'],
  });
});
