import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { createPaymentService } from './payment.service';
import { createFakeProvider } from './provider.fixture';

const HOUR_MS = 3_600_000;
let databases: Databases;
beforeAll(async () => {
  databases = await connectDatabases(testConfig());
});
afterAll(() => databases.close());

/** Payments by a clock that the test turns, at a provider that gets into trouble when told to. */
function aDesk() {
  let nowMs = Date.parse('2030-01-01T12:00:00.000Z');
  const clock = { nowMs: () => nowMs };
  const bank = createFakeProvider(clock);
  const { provider } = bank;
  const connection = databases.of('payment');
  const payments = createPaymentService({
    connection,
    clock,
    provider,
    returnUrlOf: () => 'http://shop.example',
  });
  const paymentId = newId();
  const authorise = (token = 'tok_approve', attempt = 1) =>
    payments.authorise({
      ...{
        paymentId,
        checkoutId: paymentId,
        ownerId: 'b',
        amountMinor: 2000,
        currency: 'EUR',
        attempt,
        token,
      },
    });
  return {
    ...{ bank, payments, paymentId, authorise },
    pass: (hours: number) => void (nowMs += hours * HOUR_MS),
    /** Authorised for orders `a` and `b`, each 1000. */
    async open() {
      await authorise();
      await payments.assignParts(paymentId, [
        { orderId: 'a', amountMinor: 1000 },
        { orderId: 'b', amountMinor: 1000 },
      ]);
    },
    capture: (orderId = 'a') => payments.capture({ paymentId, orderId }),
    refund: (amountMinor: number, refundId = 'r1', attempt = 1) =>
      payments.refund({ paymentId, orderId: 'a', refundId, amountMinor, attempt }),
    right: () => payments.rightFromProvider(paymentId, async () => null),
  };
}
type Desk = ReturnType<typeof aDesk>;
/** Asks, in vain, and asks again after so many hours. */
async function twice(desk: Desk, hours: number, ask: () => Promise<unknown>): Promise<void> {
  await expect(ask()).rejects.toThrow('did not answer');
  desk.pass(hours);
  await ask();
}

describe.each([
  ['a second later', 0.0003],
  ['when the provider may have forgotten the key', 21],
  ['when it has forgotten it', 30],
])('what was asked for and not answered, asked for again %s', (_when, hours) => {
  test.each(['lost-after-effect', 'lost-before-effect'] as const)(
    'is reserved once (%s)',
    async (trouble) => {
      const desk = aDesk();
      desk.bank.next(trouble);
      await twice(desk, hours, () => desk.authorise());
      expect(desk.bank.moved).toEqual(['authorise 2000']);
      expect(await desk.payments.get(desk.paymentId)).toMatchObject({
        status: 'authorised',
        authorisedMinor: 2000,
      });
    },
  );

  test.each(['lost-after-effect', 'lost-before-effect'] as const)('is taken once (%s)', async (trouble) => {
    const desk = aDesk();
    await desk.open();
    desk.bank.next(trouble);
    await twice(desk, hours, () => desk.capture());
    expect(desk.bank.moved).toEqual(['authorise 2000', 'capture 1000']);
    expect(await desk.capture()).toMatchObject({ capturedMinor: 1000, status: 'partly-captured' });
  });

  test.each(['lost-after-effect', 'lost-before-effect'] as const)(
    'is given back once (%s)',
    async (trouble) => {
      const desk = aDesk();
      await desk.open();
      await desk.capture();
      desk.bank.next(trouble);
      await twice(desk, hours, () => desk.refund(300));
      expect(desk.bank.moved).toEqual(['authorise 2000', 'capture 1000', 'refund 300']);
      expect(await desk.refund(300)).toMatchObject({ refundedMinor: 300 });
    },
  );
});

test('a key is used again while it is trusted, and another one afterwards', async () => {
  const desk = aDesk();
  await desk.open();
  desk.bank.next('lost-before-effect');
  await expect(desk.capture()).rejects.toThrow();
  desk.bank.next('lost-before-effect');
  await expect(desk.capture()).rejects.toThrow();
  desk.pass(21);
  await desk.capture();
  const [first, second, third] = desk.bank.keys.filter((key) => key.includes('capture'));
  expect(second).toBe(first);
  expect(third).toBe(`${first}.2`);
});

test('a card that nobody knows is declined, and another one pays', async () => {
  const { authorise, bank } = aDesk();
  expect(await authorise('tok_of_nobody')).toEqual({ status: 'declined', declineReason: 'unknown-card' });
  expect(await authorise('tok_approve', 2)).toMatchObject({ status: 'authorised' });
  expect(bank.moved).toEqual(['authorise 2000']);
});

test('however many refunds run at once, no more goes back than was taken', async () => {
  const desk = aDesk();
  await desk.open();
  await desk.capture();
  const tries = await Promise.allSettled(['r1', 'r2', 'r3', 'r4', 'r5'].map((id) => desk.refund(400, id)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await desk.payments.get(desk.paymentId)).toMatchObject({ refundedMinor: 800 });
  expect(desk.bank.moved.filter((move) => move.startsWith('refund'))).toHaveLength(2);
});

test('a refund that the provider refuses counts for nothing, and the next try has a key of its own', async () => {
  const desk = aDesk();
  await desk.open();
  await desk.capture();
  desk.bank.next('refused');
  await expect(desk.refund(300)).rejects.toMatchObject({ code: 'refund-not-accepted' });
  await expect(desk.refund(300)).rejects.toMatchObject({ code: 'refund-not-accepted' });
  expect(await desk.payments.get(desk.paymentId)).toMatchObject({ refundedMinor: 0 });
  expect(await desk.refund(300, 'r1', 2)).toMatchObject({ refundedMinor: 300 });
  const keys = desk.bank.keys.filter((key) => key.includes('refund'));
  expect(new Set(keys).size).toBe(keys.length);
});

test('a refund for which the bank was quicker is refused as that, before we have heard of it', async () => {
  const desk = aDesk();
  await desk.open();
  await desk.capture();
  desk.bank.dispute(desk.paymentId, 1000);
  desk.bank.next('refused');
  await expect(desk.refund(300)).rejects.toMatchObject({ code: 'order-disputed' });
  // Whoever asks again because the answer was lost hears the same.
  await expect(desk.refund(300)).rejects.toMatchObject({ code: 'order-disputed' });
  expect(await desk.payments.get(desk.paymentId)).toMatchObject({ refundedMinor: 0 });
});

test('a refund is not refused because of the bank where enough is left, or the bank has lost', async () => {
  const desk = aDesk();
  await desk.open();
  await desk.capture();
  desk.bank.dispute(desk.paymentId, 500);
  desk.bank.next('refused');
  await expect(desk.refund(300, 'r1')).rejects.toMatchObject({ code: 'refund-not-accepted' });
  desk.bank.dispute(desk.paymentId, 1000, 'won');
  desk.bank.next('refused');
  await expect(desk.refund(300, 'r2')).rejects.toMatchObject({ code: 'refund-not-accepted' });
});

test('a refund that comes back later is taken out again, once', async () => {
  const desk = aDesk();
  await desk.open();
  await desk.capture();
  desk.bank.refundsPend();
  await desk.refund(300);
  desk.bank.sendBack(desk.paymentId);
  expect((await desk.right()).mended).toEqual(['refund r1 is failed']);
  expect((await desk.right()).mended).toEqual([]);
  expect(await desk.payments.get(desk.paymentId)).toMatchObject({
    refundedMinor: 0,
    operations: expect.arrayContaining([expect.objectContaining({ kind: 'refund', status: 'failed' })]),
  });
});

test('what the bank let go of is lost for every order that was not taken', async () => {
  const desk = aDesk();
  await desk.open();
  await desk.capture('a');
  for (const charge of desk.bank.charges.values()) charge.status = 'voided';
  const { payment } = await desk.right();
  expect(payment.parts).toMatchObject([
    { orderId: 'a', capturedMinor: 1000, released: false },
    { orderId: 'b', capturedMinor: 0, released: true, lapsed: true },
  ]);
  await expect(desk.capture('b')).rejects.toMatchObject({ code: 'payment-part' });
});

test('a capture that our record lacks is written down from the provider', async () => {
  const desk = aDesk();
  await desk.open();
  desk.bank.next('lost-after-effect');
  await expect(desk.capture()).rejects.toThrow();
  expect((await desk.right()).mended).toEqual(['capture of order a']);
  expect(await desk.capture()).toMatchObject({ capturedMinor: 1000 });
  expect(desk.bank.moved.filter((move) => move.startsWith('capture'))).toHaveLength(1);
});
