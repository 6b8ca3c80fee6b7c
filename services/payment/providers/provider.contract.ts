import type { PaymentProvider, ProviderPayment } from '../provider.port';
import { providerPaymentSchema } from '../provider.port';
import type { WebhookHeaders } from '../../platform/webhook-signature';

export type SignedWebhook = { rawBody: string; headers: WebhookHeaders };

/** One provider, as the contract needs it. */
export interface ProviderHarness {
  provider: PaymentProvider;
  /** The same provider at an address where nobody listens. */
  unreachable: PaymentProvider;
  /** The same provider with a key that is not accepted. */
  locked: PaymentProvider;
  tokens: Record<'good' | 'declined' | 'withoutMoney' | 'asksTheBank' | 'unknown', string>;
  /** The idempotency keys of the requests that reached it and change something. */
  keys(): (string | undefined)[];
  /** A webhook about a payment, signed by whoever holds the secret. */
  webhook(
    kind: 'captured' | 'unheard-of',
    payment: ProviderPayment,
    signing?: { secret?: string; atMs?: number },
  ): SignedWebhook;
}

let count = 0;

/** What one of our payments asks for; ids differ from run to run, as a provider remembers. */
export function aRequest(paymentToken: string, changes: { key?: string; amountMinor?: number } = {}) {
  count += 1;
  const id = `contract-${Date.now().toString(36)}-${count}`;
  return {
    key: `${id}-authorise-1`,
    paymentId: id,
    checkoutId: id,
    amountMinor: 1000,
    currency: 'EUR',
    paymentToken,
    returnUrl: 'http://localhost:3000/checkout/done',
    ...changes,
  };
}

/**
 * What a payment provider has to do for the shop. The same sentences hold for each; a provider that does not meet one
 * cannot stand behind the port.
 */
export function describeProvider(name: string, harness: () => ProviderHarness): void {
  const authorise = (changes?: { amountMinor?: number }) => {
    const { provider, tokens } = harness();
    return provider.authorise(aRequest(tokens.good, changes));
  };
  const capture = (payment: ProviderPayment, amountMinor: number, reference = 'order-1') =>
    harness().provider.capture({
      key: `${payment.reference}-capture-${reference}`,
      providerPaymentId: payment.id,
      amountMinor,
      reference,
    });
  const refund = (payment: ProviderPayment, amountMinor: number, reference = 'refund-1') =>
    harness().provider.refund({
      key: `${payment.reference}-refund-${reference}`,
      providerPaymentId: payment.id,
      amountMinor,
      reference,
    });
  const release = (payment: ProviderPayment) =>
    harness().provider.void({ key: `${payment.reference}-void`, providerPaymentId: payment.id });

  describe(`${name}: authorising`, () => {
    test('a good card reserves the amount under our reference', async () => {
      const { provider, tokens } = harness();
      const asked = aRequest(tokens.good);
      const payment = await provider.authorise(asked);
      expect(payment).toMatchObject({
        reference: asked.paymentId,
        status: 'authorised',
        amountMinor: 1000,
        capturedMinor: 0,
        currency: 'EUR',
        card: { last4: '4242' },
      });
      expect(Date.parse(payment.authorisedUntil)).toBeGreaterThan(Date.parse(payment.createdAt));
      expect(providerPaymentSchema.parse(payment)).toEqual(payment);
    });

    test.each([
      ['its bank declines', 'declined', 'declined'],
      ['has no money', 'withoutMoney', 'insufficient-funds'],
    ] as const)('a card that %s is a result and no error', async (_what, token, declineReason) => {
      const { provider, tokens } = harness();
      const payment = await provider.authorise(aRequest(tokens[token]));
      expect(payment).toMatchObject({ status: 'declined', declineReason, capturedMinor: 0 });
    });

    test('a card whose bank asks the buyer tells where', async () => {
      const { provider, tokens } = harness();
      const payment = await provider.authorise(aRequest(tokens.asksTheBank));
      expect(payment).toMatchObject({
        status: 'requires-action',
        redirectUrl: expect.stringMatching(/^http/),
      });
    });

    test('a token that nobody made is refused, and nothing is charged', async () => {
      const { provider, tokens } = harness();
      const asked = aRequest(tokens.unknown);
      await expect(provider.authorise(asked)).rejects.toMatchObject({ code: 'payment-provider-refused' });
      expect(await provider.findByReference(asked.paymentId)).toEqual([]);
    });

    test('it is found by our reference at once, and nobody else is', async () => {
      const payment = await authorise();
      await authorise();
      const found = await harness().provider.findByReference(payment.reference);
      expect(found.map(({ id }) => id)).toEqual([payment.id]);
      expect(await harness().provider.findByReference('payment-of-nobody')).toEqual([]);
    });
  });

  describe(`${name}: taking and giving back`, () => {
    test('parts are captured up to the whole, each for its order', async () => {
      const payment = await authorise();
      const first = await capture(payment, 600, 'order-1');
      expect(first).toMatchObject({
        amountMinor: 600,
        payment: { status: 'authorised', capturedMinor: 600 },
      });
      const second = await capture(payment, 400, 'order-2');
      expect(second.payment).toMatchObject({ status: 'captured', capturedMinor: 1000 });
      expect(second.providerCaptureId).not.toBe(first.providerCaptureId);
      const { captures } = await harness().provider.retrieve(payment.id);
      expect(captures.map(({ reference, amountMinor }) => [reference, amountMinor])).toEqual([
        ['order-1', 600],
        ['order-2', 400],
      ]);
    });

    test('more than is left is not captured', async () => {
      const payment = await authorise();
      await capture(payment, 600, 'order-1');
      await expect(capture(payment, 401, 'order-2')).rejects.toMatchObject({
        code: 'capture-exceeds-authorised',
      });
      expect(await harness().provider.retrieve(payment.id)).toMatchObject({ capturedMinor: 600 });
    });

    test('the rest is let go of and cannot be captured any more; what was captured stays', async () => {
      const payment = await authorise();
      await capture(payment, 600, 'order-1');
      expect(await release(payment)).toMatchObject({ status: 'voided', capturedMinor: 600 });
      await expect(capture(payment, 100, 'order-2')).rejects.toMatchObject({ code: 'authorisation-closed' });
      expect(await refund(payment, 600)).toMatchObject({ payment: { refundedMinor: 600 } });
    });

    test('a payment of which nothing was captured is let go of whole, and twice is once', async () => {
      const payment = await authorise();
      expect(await release(payment)).toMatchObject({ status: 'voided', capturedMinor: 0 });
      expect(await release(payment)).toMatchObject({ status: 'voided', capturedMinor: 0 });
    });

    test('captured money goes back in parts, while the rest is still reserved too', async () => {
      const payment = await authorise();
      await capture(payment, 600, 'order-1');
      const made = await refund(payment, 200, 'refund-1');
      expect(made).toMatchObject({
        status: 'succeeded',
        payment: { refundedMinor: 200, status: 'authorised' },
      });
      await refund(payment, 400, 'refund-2');
      const { refunds, refundedMinor } = await harness().provider.retrieve(payment.id);
      expect(refundedMinor).toBe(600);
      expect(refunds.map(({ reference }) => reference)).toEqual(['refund-1', 'refund-2']);
    });

    test('more than was captured does not go back', async () => {
      const payment = await authorise();
      await capture(payment, 600, 'order-1');
      await refund(payment, 500, 'refund-1');
      await expect(refund(payment, 101, 'refund-2')).rejects.toMatchObject({
        code: 'refund-exceeds-captured',
      });
      expect(await harness().provider.retrieve(payment.id)).toMatchObject({ refundedMinor: 500 });
    });
  });

  describe(`${name}: asking again`, () => {
    test('the same key and request has one effect and one answer', async () => {
      const { provider, tokens } = harness();
      const asked = aRequest(tokens.good);
      const payment = await provider.authorise(asked);
      expect((await provider.authorise(asked)).id).toBe(payment.id);
      const captured = await capture(payment, 600);
      expect((await capture(payment, 600)).providerCaptureId).toBe(captured.providerCaptureId);
      const refunded = await refund(payment, 100);
      expect((await refund(payment, 100)).providerRefundId).toBe(refunded.providerRefundId);
      expect(await provider.retrieve(payment.id)).toMatchObject({ capturedMinor: 600, refundedMinor: 100 });
    });

    test('the same key with another request is refused', async () => {
      const { provider, tokens } = harness();
      const asked = aRequest(tokens.good);
      const payment = await provider.authorise(asked);
      const reused = { code: 'idempotency-key-reused' };
      await expect(provider.authorise({ ...asked, amountMinor: 1 })).rejects.toMatchObject(reused);
      await capture(payment, 600);
      await expect(capture(payment, 500)).rejects.toMatchObject(reused);
      await refund(payment, 100);
      await expect(refund(payment, 101)).rejects.toMatchObject(reused);
    });

    test('every request that changes something carries a key of its own', async () => {
      const before = harness().keys().length;
      const payment = await authorise();
      await capture(payment, 300, 'order-1');
      await refund(payment, 100);
      await release(payment);
      const keys = harness().keys().slice(before);
      expect(keys).toHaveLength(4);
      expect(keys.every((key) => key?.startsWith(payment.reference))).toBe(true);
      expect(new Set(keys).size).toBe(4);
    });
  });

  describe(`${name}: answers that are none`, () => {
    test('a payment that is not there is not found', async () => {
      await expect(harness().provider.retrieve('pay_none')).rejects.toMatchObject({ kind: 'not-found' });
    });

    test('a provider that cannot be reached, or does not know our key, did nothing', async () => {
      const { unreachable, locked, tokens } = harness();
      for (const provider of [unreachable, locked]) {
        const error = await provider.authorise(aRequest(tokens.good)).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ name: 'ProviderUnavailableError', outcome: 'not-done' });
      }
    });
  });

  describe(`${name}: listing`, () => {
    test('all payments are paged through from the oldest, none twice and none left out', async () => {
      const made = [await authorise(), await authorise(), await authorise()].map(({ id }) => id);
      const listed: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await harness().provider.list({ limit: 2, ...(cursor !== undefined && { cursor }) });
        expect(page.items.length).toBeLessThanOrEqual(2);
        listed.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
        pages += 1;
      } while (cursor !== undefined && pages < 500);
      expect(cursor).toBeUndefined();
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed.slice(-3)).toEqual(made);
    });
  });
}
