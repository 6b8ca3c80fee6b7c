import type { Connection } from 'mongoose';
import * as events from '../../events/contracts/payment.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { createAuthorising } from './payment.authorising';
import { PaymentPartError } from './payment.errors';
import type { PaymentDocument } from './payment.model';
import { createMoving } from './payment.moving';
import { createRefunding, type RefundAsked } from './payment.refunding';
import type { ReturnUrlOf } from './payment.return';
import { differencesOf } from './payment.righting';
import type { Payment } from './payment.schema';
import { isSettled, paymentStatusOf } from './payment.state';
import { createPaymentStore, factsOf } from './payment.store';
import type { PaymentProvider } from './provider.port';

export type { AttemptOutcome } from './payment.authorising';
export type PaymentService = ReturnType<typeof createPaymentService>;

/**
 * Money of checkouts. Every call can be repeated: what goes to the provider carries a key made of payment, operation
 * and business attempt, and what comes back is written once under that key.
 */
export function createPaymentService({
  connection,
  clock,
  provider,
  returnUrlOf,
}: {
  connection: Connection;
  clock: Clock;
  provider: PaymentProvider;
  returnUrlOf: ReturnUrlOf;
}) {
  const store = createPaymentStore({ connection, clock });
  const { model, change, load, show } = store;
  const authorising = createAuthorising({ store, provider, returnUrlOf });
  const { capture, release, recordCapture, voidRestWhenSettled } = createMoving({ store, provider });
  const { setRefundAside, sendRefund, recordRefundStatus, recordFound } = createRefunding({
    store,
    provider,
  });

  /** The bank let go of what was reserved: the parts that were not taken are lost. */
  async function recordLapse(paymentId: string): Promise<PaymentDocument> {
    const nowMs = clock.nowMs();
    return change(paymentId, (current) => {
      const open = current.parts.filter((part) => !isSettled(part));
      if (open.length === 0) return null;
      const parts = current.parts.map((part) =>
        isSettled(part) ? part : { ...part, released: true, lapsed: true },
      );
      return {
        set: { parts, status: paymentStatusOf({ ...current, parts }) },
        events: open.map((part) =>
          eventOf(
            events.paymentReleased,
            { ...factsOf(current, part.amountMinor), orderId: part.orderId },
            nowMs,
          ),
        ),
      };
    });
  }

  return {
    ...authorising,
    capture,
    release,
    setRefundAside,
    sendRefund,

    async get(id: string): Promise<Payment | null> {
      const stored = (await model.findById(id).lean()) as PaymentDocument | null;
      return stored && show(stored);
    },

    /** Which order gets how much of the payment. The parts sum to what was authorised. */
    async assignParts(
      paymentId: string,
      parts: { orderId: string; amountMinor: number }[],
    ): Promise<Payment> {
      const after = await change(paymentId, (current) => {
        if (current.parts.length > 0) return null;
        const sumMinor = parts.reduce((sum, part) => sum + part.amountMinor, 0);
        if (sumMinor !== current.authorisedMinor)
          throw new PaymentPartError('The orders do not sum to what was authorised.');
        return {
          set: {
            parts: parts.map((part) => ({ ...part, capturedMinor: 0, refundedMinor: 0, released: false })),
          },
          events: [],
        };
      });
      return show(after);
    },

    /**
     * Gives money of one order back, set aside and sent.
     * @throws RefundExceedsCapturedError, RefundNotAcceptedError
     */
    async refund(asked: RefundAsked): Promise<Payment> {
      await setRefundAside(asked);
      return sendRefund(asked);
    },

    /** Pages through the payments whose reservation ends before a moment (ISO 8601), by id. */
    endingBefore: store.endingBefore,

    /**
     * Asks the provider how the payment stands, and writes down what we did not know: captures and refunds that have
     * our reference and fit, how refunds ended, and that the bank let go of the rest. Answers with what was mended, in
     * words; what does not fit is left for people.
     * @param amountOf what a refund of ours amounts to, minor units; null when we know none with that id
     */
    async rightFromProvider(
      paymentId: string,
      amountOf: (refundId: string) => Promise<{ orderId: string; amountMinor: number } | null>,
    ): Promise<{ payment: Payment; mended: string[] }> {
      const stored = await load(paymentId);
      if (stored.providerPaymentId === null) return { payment: show(stored), mended: [] };
      const charge = await provider.retrieve(stored.providerPaymentId);
      const differences = differencesOf(show(stored), charge);
      const mended: string[] = [];
      for (const capture of differences.captures) {
        await recordCapture(paymentId, capture.reference, capture);
        mended.push(`capture of order ${capture.reference}`);
      }
      for (const { refundId, attempt, status, providerId } of differences.statuses) {
        await recordRefundStatus(paymentId, { refundId, attempt }, { status, providerId });
        mended.push(`refund ${refundId} is ${status}`);
      }
      for (const { reference, providerRefundId, amountMinor, status } of differences.refunds) {
        const known = await amountOf(reference);
        if (known?.amountMinor !== amountMinor || status === 'failed') continue;
        const found = { refundId: reference, providerId: providerRefundId, status };
        await recordFound({ paymentId, ...known, ...found, attempt: differences.nextAttempt(reference) });
        mended.push(`refund ${reference} was sent`);
      }
      if (differences.hasLapsed) {
        await recordLapse(paymentId);
        mended.push('the bank let go of what was not taken');
      }
      const after = await load(paymentId);
      await voidRestWhenSettled(after);
      return { payment: show(after), mended };
    },
  };
}
