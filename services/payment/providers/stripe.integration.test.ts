import { STRIPE_API_VERSION } from '../../platform/stripe';
import { aRequest, describeProvider, type ProviderHarness } from './provider.contract';
import { describeWebhooks } from './provider-webhooks.contract';
import { startRecorder, type Recorder } from './recorder.fixture';
import { startStripeMock, type StripeMock } from './stripe-mock.fixture';
import { openStripeDesk, type StripeDesk } from './stripe.desk.fixture';
import { aStripeWebhook, anEvent } from './stripe.objects.fixture';
import { createStripeProvider } from './stripe';

// stripe-mock judges every request by Stripe's own description of its API, and forgets it at once. What Stripe would
// remember is kept by the desk, as its documentation says. So these tests show that our requests are well formed and
// that we read and follow Stripe's states as documented; they do not show that Stripe itself keeps its documentation.
const SECRET = 'whsec_test_secret';
let mock: StripeMock;
let recorder: Recorder;
let desk: StripeDesk;
let harness: ProviderHarness;

beforeAll(async () => {
  mock = await startStripeMock('stripe');
  desk = openStripeDesk();
  recorder = await startRecorder({ target: mock.url, decide: (seen) => desk.decide(seen) });
  harness = harnessOf(recorder);
});
afterAll(async () => {
  await recorder?.close();
  await mock?.stop();
});

function harnessOf({ url, seen }: Recorder): ProviderHarness {
  const connect = (changes: { apiUrl?: string; secretKey?: string } = {}) =>
    createStripeProvider({
      secretKey: 'sk_test_123',
      webhookSecret: SECRET,
      apiUrl: url,
      timeoutMs: 5000,
      ...changes,
    });
  return {
    provider: connect(),
    unreachable: connect({ apiUrl: 'http://127.0.0.1:1' }),
    locked: connect({ secretKey: 'not-a-key' }),
    tokens: {
      good: 'pm_card_visa',
      declined: 'pm_card_visa_chargeDeclined',
      withoutMoney: 'pm_card_visa_chargeDeclinedInsufficientFunds',
      asksTheBank: 'pm_card_authenticationRequired',
      unknown: 'pm_none',
    },
    keys: () => seen.filter(({ method }) => method === 'POST').map(({ key }) => key),
    webhook(kind, payment, { secret = SECRET, atMs = Date.now() } = {}) {
      const type = kind === 'captured' ? 'payment_intent.amount_capturable_updated' : 'customer.created';
      return aStripeWebhook(anEvent(type, desk.intents.get(payment.id)), secret, atMs);
    },
  };
}

describeProvider('Stripe', () => harness);
describeWebhooks('Stripe', () => harness);

describe('Stripe in particular', () => {
  const intentOf = (id: string) => {
    const intent = desk.intents.get(id);
    if (!intent) throw new Error('no such intent');
    return intent;
  };
  const authorise = (token = 'pm_card_visa') => harness.provider.authorise(aRequest(token));

  test('every request names the version of the API that we were written against', async () => {
    await authorise();
    expect(new Set(recorder.seen.map(({ headers }) => headers['stripe-version']))).toEqual(
      new Set([STRIPE_API_VERSION]),
    );
  });

  test('the amount is only reserved, and capturing in parts is asked for', async () => {
    const from = recorder.seen.length;
    const payment = await authorise();
    const form = new URLSearchParams(recorder.seen[from]?.body);
    expect(form.get('capture_method')).toBe('manual');
    expect(form.get('payment_method_options[card][request_multicapture]')).toBe('if_available');
    expect(form.get('transfer_group')).toBe(payment.reference);
  });

  test('a reservation is found while the search is still behind, for money is reserved by a charge', async () => {
    desk.search.isBehind = true;
    const payment = await authorise();
    const found = await harness.provider.findByReference(payment.reference);
    desk.search.isBehind = false;
    expect(found.map(({ id }) => id)).toEqual([payment.id]);
  });

  test('what only waits for the buyer is found by the search', async () => {
    const payment = await authorise('pm_card_authenticationRequired');
    expect(await harness.provider.findByReference(payment.reference)).toMatchObject([
      { id: payment.id, status: 'requires-action' },
    ]);
  });

  test('a capture whose answer was lost is recognised, also after Stripe forgot its key', async () => {
    const payment = await authorise();
    const asked = {
      key: `${payment.reference}-c`,
      providerPaymentId: payment.id,
      amountMinor: 1000,
      reference: 'o',
    };
    const first = await harness.provider.capture(asked);
    const from = recorder.seen.length;
    expect(await harness.provider.capture(asked)).toEqual(first);
    expect(recorder.seen.slice(from).every(({ method }) => method === 'GET')).toBe(true);
  });

  test('a card that cannot be charged in parts is charged whole or not at all', async () => {
    const payment = await authorise('pm_card_credit_disableEnterpriseCardFeatures');
    const part = (amountMinor: number) =>
      harness.provider.capture({
        key: `${payment.reference}-${amountMinor}`,
        providerPaymentId: payment.id,
        amountMinor,
        reference: 'order-1',
      });
    await expect(part(600)).rejects.toMatchObject({ details: { reason: 'multicapture-unavailable' } });
    expect((await part(1000)).payment).toMatchObject({ status: 'captured', capturedMinor: 1000 });
  });

  test('what staff captured at the dashboard is shown, under no order of ours', async () => {
    const payment = await authorise();
    Object.assign(intentOf(payment.id), { status: 'succeeded', amount_received: 1000, amount_capturable: 0 });
    expect((await harness.provider.retrieve(payment.id)).captures).toMatchObject([
      { reference: 'unattributed', amountMinor: 1000 },
    ]);
  });

  test('a payment of the account that the shop did not make is none of ours', async () => {
    const payment = await authorise();
    intentOf(payment.id).metadata = {};
    await expect(harness.provider.retrieve(payment.id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('a dispute is shown with its payment, reported in our words, answered once and lost when given up', async () => {
    const payment = await authorise();
    await harness.provider.capture({
      key: `${payment.reference}-c`,
      providerPaymentId: payment.id,
      amountMinor: 1000,
      reference: 'o',
    });
    const dispute = {
      id: `dp_${payment.id}`,
      payment_intent: payment.id,
      amount: 1000,
      currency: 'eur',
      status: 'needs_response',
      reason: 'product_not_received',
      created: 1_900_000_000,
      evidence_details: { due_by: 1_900_600_000 },
    };
    desk.disputes.push(dispute);
    Object.assign(intentOf(payment.id).latest_charge ?? {}, { disputed: true });
    const shown = { providerDisputeId: dispute.id, status: 'open', reason: 'product not received' };
    expect((await harness.provider.retrieve(payment.id)).disputes).toMatchObject([shown]);

    const about = { providerPaymentId: payment.id, providerDisputeId: dispute.id };
    expect(await reported('charge.dispute.created', dispute)).toMatchObject({
      type: 'dispute.opened',
      paymentId: payment.reference,
      amountMinor: 1000,
      evidenceDueAt: '2030-03-24T16:26:40.000Z',
      ...about,
    });
    const wrong = { ...about, key: 'k0', providerPaymentId: 'pi_other', text: 'x' };
    await expect(harness.provider.submitEvidence(wrong)).rejects.toMatchObject({ kind: 'not-found' });
    const answered = await harness.provider.submitEvidence({
      ...about,
      key: `${dispute.id}-1`,
      text: 'Delivered.',
    });
    expect(answered.status).toBe('open');
    const given = await harness.provider.acceptDispute({ ...about, key: `${dispute.id}-2` });
    expect(given.status).toBe('lost');
    expect(await harness.provider.retrieve(payment.id)).toMatchObject({ disputedMinor: 1000 });
    expect(await reported('charge.dispute.closed', desk.disputes.at(-1))).toMatchObject({
      type: 'dispute.lost',
    });
  });

  const reported = async (type: string, object: unknown) =>
    harness.provider.parseWebhook(aStripeWebhook(anEvent(type, object), SECRET));
});
