import type { ProviderEvent, ProviderPayment } from '../provider.port';
import { aRequest, type ProviderHarness, type SignedWebhook } from './provider.contract';

/** What a payment provider's webhooks have to be; the same sentences hold for each. */
export function describeWebhooks(name: string, harness: () => ProviderHarness): void {
  describe(`${name}: webhooks`, () => {
    async function captured(): Promise<ProviderPayment> {
      const { provider, tokens } = harness();
      const { id: providerPaymentId, reference } = await provider.authorise(aRequest(tokens.good));
      const asked = {
        key: `${reference}-capture-order-1`,
        providerPaymentId,
        amountMinor: 600,
        reference: 'order-1',
      };
      return (await provider.capture(asked)).payment;
    }
    const read = async (webhook: SignedWebhook): Promise<ProviderEvent> =>
      harness().provider.parseWebhook(webhook);

    test('a genuine report is read in our words', async () => {
      const payment = await captured();
      expect(await read(harness().webhook('captured', payment))).toMatchObject({
        type: 'payment.captured',
        providerPaymentId: payment.id,
        paymentId: payment.reference,
        providerCaptureId: payment.captures[0]?.providerCaptureId,
        reference: 'order-1',
        amountMinor: 600,
        currency: 'EUR',
      });
    });

    test('a genuine report of another kind is ignored', async () => {
      const payment = await captured();
      expect(await read(harness().webhook('unheard-of', payment))).toMatchObject({ type: 'ignored' });
    });

    test('a body that was changed, a wrong secret and a missing signature are refused', async () => {
      const payment = await captured();
      const genuine = harness().webhook('captured', payment);
      const forged: SignedWebhook[] = [
        { ...genuine, rawBody: genuine.rawBody.replace('600', '6000') },
        { ...genuine, rawBody: `${genuine.rawBody} ` },
        { ...genuine, headers: {} },
        harness().webhook('captured', payment, {
          secret: 'whsec_c29tZWJvZHktZWxzZXMtc2VjcmV0LW9mLTMyLWJ5dGVz',
        }),
      ];
      for (const webhook of forged)
        await expect(read(webhook)).rejects.toMatchObject({ code: 'webhook-signature' });
    });

    test('a report older than five minutes, or from the future, is refused', async () => {
      const payment = await captured();
      for (const minutes of [-6, 6]) {
        const atMs = Date.now() + minutes * 60_000;
        await expect(read(harness().webhook('captured', payment, { atMs }))).rejects.toMatchObject({
          code: 'webhook-timestamp',
        });
      }
      const atMs = Date.now() - 4 * 60_000;
      expect(await read(harness().webhook('captured', payment, { atMs }))).toMatchObject({
        type: 'payment.captured',
      });
    });
  });
}
