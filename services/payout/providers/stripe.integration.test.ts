import { startRecorder, type Recorder } from '../../payment/providers/recorder.fixture';
import { startStripeMock, type StripeMock } from '../../payment/providers/stripe-mock.fixture';
import { aStripeWebhook } from '../../payment/providers/stripe.objects.fixture';
import { describePayouts, type PayoutHarness } from './payout-provider.contract';
import { openConnectDesk, type ConnectDesk } from './stripe.desk.fixture';
import { createStripePayouts } from './stripe';

// stripe-mock judges the requests, the desk remembers; what that shows and what not is said beside the payments' test.
const SECRET = 'whsec_test_secret';
let mock: StripeMock;
let recorder: Recorder;
let desk: ConnectDesk;
/** Whether Stripe fails the second step of a transfer. */
let isBankAway = false;
let harness: PayoutHarness;

beforeAll(async () => {
  mock = await startStripeMock('stripe-connect');
  desk = openConnectDesk();
  recorder = await startRecorder({
    target: mock.url,
    decide: (seen) =>
      isBankAway && seen.method === 'POST' && seen.path === '/v1/payouts'
        ? { status: 500, body: { error: { type: 'api_error', message: 'Away.' } } }
        : desk.decide(seen),
  });
  const connect = (apiUrl: string) =>
    createStripePayouts({ secretKey: 'sk_test_123', webhookSecret: SECRET, apiUrl, timeoutMs: 5000 });
  harness = {
    provider: connect(recorder.url),
    unreachable: connect('http://127.0.0.1:1'),
    keys: () => recorder.seen.filter(({ method }) => method === 'POST').map(({ key }) => key),
    settle: async () => desk.settle(),
    webhook(transfer, { secret = SECRET, atMs = Date.now() } = {}) {
      const object = desk.payouts.find(({ metadata }) => metadata.caravan_transfer === transfer.id);
      const event = {
        id: 'evt_1',
        object: 'event',
        type: 'payout.paid',
        created: Math.floor(atMs / 1000),
        account: transfer.providerAccountId,
        data: { object },
      };
      return aStripeWebhook(event, secret, atMs);
    },
  };
});
afterAll(async () => {
  await recorder?.close();
  await mock?.stop();
});

describePayouts('Stripe Connect', () => harness);

describe('Stripe Connect in particular', () => {
  test("money that got no further than the seller's account is under way, and sent on by the same key", async () => {
    const { provider } = harness;
    const { id: providerAccountId } = await provider.saveAccount({
      key: 'lost-account',
      sellerId: 'lost',
      holder: 'Ada Lind',
      bankToken: 'ba_ok',
    });
    const payoutId = 'payout-lost';
    const asked = { key: 'lost-transfer', payoutId, providerAccountId, amountMinor: 100, currency: 'EUR' };
    isBankAway = true;
    await expect(provider.transfer(asked)).rejects.toMatchObject({ outcome: 'unknown' });
    isBankAway = false;
    const [left] = await provider.findByReference(payoutId);
    expect(left).toMatchObject({ status: 'pending', reversedMinor: 0 });
    await expect(
      provider.reverse({ key: 'lost-reverse', providerTransferId: left?.id ?? '' }),
    ).rejects.toMatchObject({ details: { reason: 'not-returned' } });

    expect((await provider.transfer(asked)).id).toBe(left?.id);
    desk.settle();
    expect(await provider.findByReference(payoutId)).toMatchObject([{ id: left?.id, status: 'paid' }]);
  });

  test.each([
    ['payout.failed', { status: 'failed', failure_code: 'account_closed' }, { reason: 'account-closed' }],
    ['payout.canceled', { status: 'canceled', failure_code: null }, { reason: 'canceled' }],
  ])('%s is a return', (type, changes, expected) => {
    const object = {
      id: 'po_1',
      amount: 4200,
      currency: 'eur',
      metadata: { caravan_payout: 'payout-1', caravan_transfer: 'tr_1' },
      ...changes,
    };
    const event = {
      id: 'evt_2',
      object: 'event',
      type,
      created: 1_900_000_000,
      account: 'acct_1',
      data: { object },
    };
    expect(harness.provider.parseWebhook(aStripeWebhook(event, SECRET))).toMatchObject({
      type: 'payout.returned',
      payoutId: 'payout-1',
      providerAccountId: 'acct_1',
      ...expected,
    });
  });

  test('a payout that the shop did not make, and other news, are ignored; an account of ours is told', () => {
    const read = (type: string, object: object) =>
      harness.provider.parseWebhook(
        aStripeWebhook(
          { id: 'evt_3', object: 'event', type, created: 1_900_000_000, data: { object } },
          SECRET,
        ),
      );
    const stray = { id: 'po_2', amount: 1, currency: 'eur', status: 'paid', metadata: {} };
    expect(read('payout.paid', stray)).toMatchObject({ type: 'ignored', providerType: 'payout.paid' });
    expect(read('balance.available', {})).toMatchObject({ type: 'ignored' });
    expect(read('account.updated', { id: 'acct_1', metadata: { caravan_seller: 'seller-1' } })).toMatchObject(
      {
        type: 'account.updated',
        providerAccountId: 'acct_1',
        sellerId: 'seller-1',
      },
    );
  });
});
