import { NotFoundError } from '../../platform/errors';
import { providerPaymentSchema } from '../provider.port';
import { eventOf } from './stripe.events';
import { aCharge, aDispute, anEvent, anIntent, aRefund } from './stripe.objects.fixture';
import { captureIdOf, captureNote, disputeOf, paymentOf, statusOf } from './stripe.payment';

const shown = (changes: Record<string, unknown> = {}) => paymentOf(anIntent(changes), [], []);
/** The notes of captures on an intent. */
const notes = (...captures: [key: string, amountMinor: number, reference: string][]) => ({
  caravan_payment: 'payment-1',
  ...Object.fromEntries(
    captures.map(([key, amountMinor, reference]) => [
      captureIdOf('pi_1', key).note,
      captureNote(amountMinor, reference),
    ]),
  ),
});

describe('a payment intent', () => {
  test.each([
    ['requires_capture', {}, 'authorised'],
    ['requires_capture', { amount_received: 600, amount_capturable: 400 }, 'authorised'],
    ['requires_action', { latest_charge: null }, 'requires-action'],
    ['requires_confirmation', { latest_charge: null }, 'requires-action'],
    ['processing', {}, 'requires-action'],
    ['requires_payment_method', { last_payment_error: { code: 'card_declined' } }, 'declined'],
    ['succeeded', { amount_received: 1000 }, 'captured'],
    ['succeeded', { amount_received: 600 }, 'voided'],
    ['canceled', {}, 'voided'],
    ['canceled', { latest_charge: null, last_payment_error: { code: 'card_declined' } }, 'declined'],
  ])('that is %s with %j is %s', (status, changes, ours) => {
    expect(statusOf(anIntent({ status, ...changes }))).toBe(ours);
  });

  test('is read into the shape of the port', () => {
    const payment = shown({
      metadata: notes(['k', 600, 'order-1']),
      amount_received: 600,
      amount_capturable: 400,
    });
    expect(providerPaymentSchema.parse(payment)).toEqual(payment);
    expect(payment).toMatchObject({
      reference: 'payment-1',
      currency: 'EUR',
      card: { brand: 'American Express', last4: '0005' },
      captures: [{ reference: 'order-1', amountMinor: 600 }],
    });
  });

  test("is good until the card network's time, and seven days where it names none", () => {
    expect(shown().authorisedUntil).toBe('2030-03-22T17:46:40.000Z');
    const silent = aCharge({
      payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
    });
    expect(shown({ latest_charge: silent }).authorisedUntil).toBe('2030-03-24T17:46:40.000Z');
  });

  test.each([
    [{ code: 'card_declined', decline_code: 'insufficient_funds' }, 'insufficient-funds'],
    [{ code: 'payment_intent_authentication_failure' }, 'authentication-refused'],
    [{ code: 'card_declined', decline_code: 'stolen_card' }, 'declined'],
    [null, 'declined'],
  ])('that failed with %j was declined as %s', (last_payment_error, declineReason) => {
    expect(shown({ status: 'requires_payment_method', last_payment_error })).toMatchObject({ declineReason });
  });

  test('counts refunds that are under way, and not those that failed; only lost disputes are taken back', () => {
    const refunds = [
      aRefund(),
      aRefund({ id: 're_2', amount: 200, status: 'pending' }),
      aRefund({ id: 're_3', amount: 100, status: 'failed' }),
      aRefund({ id: 're_4', amount: 50, status: 'canceled' }),
    ];
    const disputes = [
      aDispute({ status: 'lost' }),
      aDispute({ id: 'dp_2', status: 'under_review', amount: 90 }),
    ];
    const payment = paymentOf(anIntent({ amount_received: 1000, status: 'succeeded' }), refunds, disputes);
    expect(payment).toMatchObject({ refundedMinor: 500, disputedMinor: 400 });
    expect(payment.refunds.map(({ status }) => status)).toEqual(['failed', 'failed', 'pending', 'succeeded']);
  });

  test('in a currency that Stripe counts in hundredths is shown in our minor units', () => {
    expect(shown({ currency: 'isk', amount: 129_900 })).toMatchObject({ amountMinor: 1299, currency: 'ISK' });
  });
});

test.each([
  ['needs_response', 'open'],
  ['under_review', 'open'],
  ['warning_needs_response', 'open'],
  ['warning_closed', 'won'],
  ['won', 'won'],
  ['prevented', 'lost'],
  ['lost', 'lost'],
])('a dispute that is %s is %s', (status, ours) => {
  expect(disputeOf(aDispute({ status })).status).toBe(ours);
});

describe('an event', () => {
  const intentOf = (id: string) =>
    id === 'pi_1' ? Promise.resolve(anIntent()) : Promise.reject(new NotFoundError('payment'));
  const read = (type: string, object: unknown, before?: Record<string, unknown>) =>
    eventOf(anEvent(type, object, before), intentOf);
  const about = {
    id: 'evt_1',
    occurredAt: '2030-03-17T17:51:40.000Z',
    providerPaymentId: 'pi_1',
    paymentId: 'payment-1',
    currency: 'EUR',
  };
  const ignored = { type: 'ignored', id: 'evt_1' };
  const two = notes(['k1', 600, 'order-1'], ['k2', 400, 'order-2']);
  const added = { metadata: { [captureIdOf('pi_1', 'k2').note]: null } };

  test('of money that can be captured tells that it is reserved, or what was captured', async () => {
    const type = 'payment_intent.amount_capturable_updated';
    expect(await read(type, anIntent())).toEqual({
      ...about,
      type: 'payment.authorised',
      amountMinor: 1000,
      authorisedUntil: '2030-03-22T17:46:40.000Z',
    });
    const first = anIntent({
      amount_received: 600,
      amount_capturable: 400,
      metadata: notes(['k1', 600, 'order-1']),
    });
    expect(await read(type, first)).toEqual({
      ...about,
      type: 'payment.captured',
      amountMinor: 600,
      reference: 'order-1',
      providerCaptureId: captureIdOf('pi_1', 'k1').id,
    });
  });

  test('of a second capture tells which one, where Stripe says what is new, and else nothing', async () => {
    const done = anIntent({
      status: 'succeeded',
      amount_received: 1000,
      amount_capturable: 0,
      metadata: two,
    });
    expect(await read('payment_intent.succeeded', done, added)).toMatchObject({
      type: 'payment.captured',
      reference: 'order-2',
      amountMinor: 400,
    });
    expect(await read('payment_intent.succeeded', done)).toMatchObject(ignored);
    expect(await read('payment_intent.amount_capturable_updated', done, added)).toMatchObject(ignored);
  });

  test('of an end with less than was reserved tells what was released, and whether we asked', async () => {
    const rest = { status: 'succeeded', amount_received: 600, amount_capturable: 0 };
    const voided = { ...about, type: 'payment.voided', amountMinor: 400 };
    expect(await read('payment_intent.succeeded', anIntent(rest))).toEqual({ ...voided, reason: 'expired' });
    const asked = anIntent({ ...rest, metadata: { caravan_payment: 'payment-1', caravan_released: 'yes' } });
    expect(await read('payment_intent.succeeded', asked)).toEqual({ ...voided, reason: 'requested' });
  });

  test.each([
    ['requested_by_customer', 'requested'],
    ['automatic', 'expired'],
    ['expired', 'expired'],
  ])('of an intent cancelled as %s tells that it was %s', async (cancellation_reason, reason) => {
    const intent = anIntent({ status: 'canceled', cancellation_reason });
    expect(await read('payment_intent.canceled', intent)).toMatchObject({
      type: 'payment.voided',
      amountMinor: 1000,
      reason,
    });
  });

  test('of a failure tells why', async () => {
    const intent = anIntent({
      status: 'requires_payment_method',
      last_payment_error: { code: 'card_declined', decline_code: 'insufficient_funds' },
    });
    expect(await read('payment_intent.payment_failed', intent)).toEqual({
      ...about,
      type: 'payment.declined',
      amountMinor: 1000,
      declineReason: 'insufficient-funds',
    });
  });

  test.each([
    ['refund.created', 'succeeded', 'refund.succeeded'],
    ['refund.updated', 'succeeded', 'refund.succeeded'],
    ['refund.failed', 'failed', 'refund.failed'],
    ['refund.created', 'pending', 'ignored'],
  ])('%s of a refund that %s is %s', async (type, status, ours) => {
    const event = await read(type, aRefund({ status }));
    expect(event).toMatchObject(
      ours === 'ignored'
        ? ignored
        : { ...about, type: ours, amountMinor: 300, reference: 'refund-1', providerRefundId: 're_1' },
    );
  });

  test.each([
    ['charge.dispute.created', 'needs_response', 'dispute.opened'],
    ['charge.dispute.closed', 'won', 'dispute.won'],
    ['charge.dispute.closed', 'warning_closed', 'dispute.won'],
    ['charge.dispute.closed', 'lost', 'dispute.lost'],
  ])(
    '%s of a dispute that is %s is %s, with the payment that its intent names',
    async (type, status, ours) => {
      expect(await read(type, aDispute({ status }))).toMatchObject({
        ...about,
        type: ours,
        amountMinor: 400,
      });
    },
  );

  test.each([
    ['a refund made at the dashboard', 'refund.created', aRefund({ metadata: {} })],
    ['an intent that the shop did not make', 'payment_intent.canceled', anIntent({ metadata: {} })],
    ['a dispute about such an intent', 'charge.dispute.created', aDispute({ payment_intent: 'pi_2' })],
    ['something else', 'customer.created', { id: 'cus_1' }],
  ])('of %s is ignored', async (_what, type, object) => {
    expect(await read(type, object)).toEqual({ ...ignored, providerType: type });
  });

  test('that is genuine and does not fit is malformed', async () => {
    await expect(read('payment_intent.canceled', anIntent({ amount: -1 }))).rejects.toMatchObject({
      code: 'webhook-malformed',
    });
  });
});
