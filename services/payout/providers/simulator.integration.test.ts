import { setTimeout as sleep } from 'node:timers/promises';
import { testConfig } from '../../../test/servers';
import { startRecorder, type Recorder } from '../../payment/providers/recorder.fixture';
import { signWebhook } from '../../platform/webhook-signature';
import { describePayouts, type PayoutHarness } from './payout-provider.contract';
import { createSimulatorPayouts } from './simulator';

// The process that the shop uses, with a recorder before it.
const config = testConfig();
let recorder: Recorder;
let harness: PayoutHarness;

beforeAll(async () => {
  recorder = await startRecorder({ target: config.PAYMENT_PROVIDER_URL });
  const connect = (baseUrl: string) =>
    createSimulatorPayouts({
      baseUrl,
      apiKey: config.PAYMENT_PROVIDER_KEY,
      webhookSecret: config.PAYMENT_WEBHOOK_SECRET,
      timeoutMs: 5000,
    });
  harness = {
    provider: connect(recorder.url),
    unreachable: connect('http://127.0.0.1:1'),
    keys: () => recorder.seen.filter(({ method }) => method === 'POST').map(({ key }) => key),
    settle: () => sleep(100),
    webhook(transfer, { secret = config.PAYMENT_WEBHOOK_SECRET, atMs = Date.now() } = {}) {
      const {
        id: providerTransferId,
        reference: payoutId,
        providerAccountId,
        amountMinor,
        currency,
      } = transfer;
      const body = JSON.stringify({
        type: 'payout.paid',
        timestamp: new Date(atMs).toISOString(),
        data: { providerTransferId, payoutId, providerAccountId, amountMinor, currency },
      });
      return { rawBody: body, headers: signWebhook({ id: 'evt_1', timestampMs: atMs, body, secret }) };
    },
  };
});
afterAll(() => recorder.close());

describePayouts('the simulator', () => harness);
