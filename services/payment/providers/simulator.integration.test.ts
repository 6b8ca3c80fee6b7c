import { testConfig } from '../../../test/servers';
import { signWebhook } from '../../platform/webhook-signature';
import { describeProvider, type ProviderHarness } from './provider.contract';
import { describeWebhooks } from './provider-webhooks.contract';
import { startRecorder, type Recorder } from './recorder.fixture';
import { createSimulatorProvider } from './simulator';

// The process that the shop uses, with a recorder before it.
const config = testConfig();
let recorder: Recorder;
let harness: ProviderHarness;

beforeAll(async () => {
  recorder = await startRecorder({ target: config.PAYMENT_PROVIDER_URL });
  const connect = (changes: { baseUrl?: string; apiKey?: string } = {}) =>
    createSimulatorProvider({
      baseUrl: recorder.url,
      apiKey: config.PAYMENT_PROVIDER_KEY,
      webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
      timeoutMs: 5000,
      ...changes,
    });
  harness = {
    provider: connect(),
    unreachable: connect({ baseUrl: 'http://127.0.0.1:1' }),
    locked: connect({ apiKey: 'wrong' }),
    tokens: {
      good: 'tok_approve',
      declined: 'tok_decline',
      withoutMoney: 'tok_insufficient-funds',
      asksTheBank: 'tok_3ds',
      unknown: 'tok_none',
    },
    keys: () => recorder.seen.filter(({ method }) => method === 'POST').map(({ key }) => key),
    webhook(kind, payment, { secret = config.PAYMENT_WEBHOOK_SECRET, atMs = Date.now() } = {}) {
      const [capture] = payment.captures;
      const body = JSON.stringify({
        type: kind === 'captured' ? 'payment.captured' : 'payment.admired',
        timestamp: new Date(atMs).toISOString(),
        data: {
          providerPaymentId: payment.id,
          paymentId: payment.reference,
          currency: payment.currency,
          providerCaptureId: capture?.providerCaptureId,
          reference: capture?.reference,
          amountMinor: capture?.amountMinor,
        },
      });
      return { rawBody: body, headers: signWebhook({ id: 'evt_1', timestampMs: atMs, body, secret }) };
    },
  };
});
afterAll(() => recorder.close());

describeProvider('the simulator', () => harness);
describeWebhooks('the simulator', () => harness);
