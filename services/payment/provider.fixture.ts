import { DomainError } from '../platform/errors';
import { ProviderUnavailableError, type PaymentProvider, type ProviderPayment } from './provider.port';

const KEYS_KEPT_MS = 24 * 3_600_000;

/** What the next request comes to: an answer that is lost after or before its effect, or a refusal. */
type Trouble = 'lost-after-effect' | 'lost-before-effect' | 'refused';

/**
 * A payment provider that keeps its keys for a day by a clock of the test's, and gets into trouble when told to.
 * Every movement is kept in `moved`, so that a test sees what was done twice.
 */
export function createFakeProvider(clock: { nowMs(): number }) {
  const charges = new Map<string, ProviderPayment>();
  const answers = new Map<string, { atMs: number; answer: unknown }>();
  const moved: string[] = [];
  const keys: string[] = [];
  let trouble: Trouble | null = null;
  let refundStatus: 'pending' | 'succeeded' = 'succeeded';
  const now = () => new Date(clock.nowMs()).toISOString();

  /** The first answer again for a key that is still known, else the effect. */
  function once<T>(key: string, effect: () => T): T {
    keys.push(key);
    const next = trouble;
    trouble = null;
    const known = answers.get(key);
    if (known && clock.nowMs() - known.atMs < KEYS_KEPT_MS) return known.answer as T;
    if (next === 'lost-before-effect') throw lost();
    if (next === 'refused')
      throw new DomainError('conflict', 'payment-provider-refused', 'No.', { reason: 'no' });
    const answer = effect();
    answers.set(key, { atMs: clock.nowMs(), answer });
    if (next === 'lost-after-effect') throw lost();
    return answer;
  }
  const lost = () => new ProviderUnavailableError('payment provider', 'unknown', 'did not answer');
  const charge = (id: string) => {
    const found = charges.get(id);
    if (!found) throw new Error(`no charge ${id}`);
    return found;
  };

  const provider: PaymentProvider = {
    authorise: async ({ key, paymentId, amountMinor, currency, paymentToken }) =>
      once(key, () => {
        if (paymentToken === 'tok_of_nobody')
          throw new DomainError('invalid', 'payment-provider-refused', 'No card.', {
            reason: 'unknown-token',
          });
        const id = `pay_${charges.size + 1}_${paymentId}`;
        moved.push(`authorise ${amountMinor}`);
        charges.set(id, {
          ...{ id, reference: paymentId, status: 'authorised', amountMinor, currency, createdAt: now() },
          ...{
            capturedMinor: 0,
            refundedMinor: 0,
            disputedMinor: 0,
            captures: [],
            refunds: [],
            disputes: [],
          },
          authorisedUntil: new Date(clock.nowMs() + 7 * KEYS_KEPT_MS).toISOString(),
        });
        return charge(id);
      }),
    retrieve: async (id) => charge(id),
    findByReference: async (reference) =>
      [...charges.values()].filter((each) => each.reference === reference),
    capture: async ({ key, providerPaymentId, amountMinor, reference }) =>
      once(key, () => {
        moved.push(`capture ${amountMinor}`);
        const payment = charge(providerPaymentId);
        const providerCaptureId = `cap_${moved.length}`;
        payment.captures.push({ providerCaptureId, reference, amountMinor, at: now() });
        payment.capturedMinor += amountMinor;
        return { providerCaptureId, amountMinor, payment };
      }),
    void: async ({ key, providerPaymentId }) =>
      once(key, () => Object.assign(charge(providerPaymentId), { status: 'voided' as const })),
    refund: async ({ key, providerPaymentId, amountMinor, reference }) =>
      once(key, () => {
        moved.push(`refund ${amountMinor}`);
        const payment = charge(providerPaymentId);
        const providerRefundId = `ref_${moved.length}`;
        payment.refunds.push({ providerRefundId, reference, amountMinor, status: refundStatus, at: now() });
        payment.refundedMinor += amountMinor;
        return { providerRefundId, status: refundStatus, payment };
      }),
    submitEvidence: () => Promise.reject(new Error('not played')),
    acceptDispute: () => Promise.reject(new Error('not played')),
    list: () => Promise.reject(new Error('not played')),
    parseWebhook: () => {
      throw new Error('not played');
    },
  };

  return {
    provider,
    moved,
    keys,
    charges,
    /** The next request that moves something gets into this trouble. */
    next: (what: Trouble) => void (trouble = what),
    /** Refunds are taken on and not decided yet, from now on. */
    refundsPend: () => void (refundStatus = 'pending'),
    /** The bank of a charge looks into so much of it. */
    dispute(paymentId: string, amountMinor: number, status: 'open' | 'won' = 'open'): void {
      for (const each of charges.values())
        if (each.reference === paymentId)
          each.disputes = [
            { providerDisputeId: 'dis_1', amountMinor, status, reason: 'late', evidenceDueAt: now() },
          ];
    },
    /** The bank sends back what was refunded. */
    sendBack(paymentId: string): void {
      for (const each of charges.values()) {
        if (each.reference !== paymentId) continue;
        each.refunds = each.refunds.map((refund) => ({ ...refund, status: 'failed' as const }));
        each.refundedMinor = 0;
      }
    },
  };
}
