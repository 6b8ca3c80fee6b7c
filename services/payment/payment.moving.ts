import * as events from '../../events/contracts/payment.events';
import { eventOf } from '../../events/outbox';
import { DomainError } from '../platform/errors';
import { PaymentPartError } from './payment.errors';
import { isKeyTrusted, nextKey } from './payment.keys';
import type { PaymentDocument } from './payment.model';
import type { Payment, PaymentOperation } from './payment.schema';
import { isSettled, isTakenInPart, paymentStatusOf } from './payment.state';
import { factsOf, partOf, providerIdOf, type PaymentStore } from './payment.store';
import type { PaymentProvider } from './provider.port';

export interface CaptureAsked {
  paymentId: string;
  orderId: string;
  /** What is taken of the part, minor units; all of it where nothing is said. */
  amountMinor?: number;
}

/** Taking and letting go of the parts of a payment. */
export function createMoving({ store, provider }: { store: PaymentStore; provider: PaymentProvider }) {
  const { clock, change, show } = store;

  /** Lets go of the rest at the provider once no part waits for a capture any more. */
  async function voidRestWhenSettled(payment: PaymentDocument): Promise<void> {
    const rest =
      payment.parts.length > 0 &&
      payment.parts.every(isSettled) &&
      payment.parts.some((part) => (part.released && !part.lapsed) || isTakenInPart(part));
    if (rest) await provider.void({ key: `${payment._id}-void`, providerPaymentId: providerIdOf(payment) });
  }

  /** Writes down what the provider took for an order, once. */
  async function recordCapture(
    paymentId: string,
    orderId: string,
    taken: { providerCaptureId: string; amountMinor: number },
  ): Promise<PaymentDocument> {
    const nowMs = clock.nowMs();
    return change(paymentId, (current) => {
      if (partOf(current, orderId).capturedMinor > 0) return null;
      const parts = current.parts.map((entry) =>
        entry.orderId === orderId ? { ...entry, capturedMinor: taken.amountMinor, released: false } : entry,
      );
      const capturedMinor = current.capturedMinor + taken.amountMinor;
      const known = current.operations.find((entry) => isCaptureOf(entry, orderId));
      const operation: PaymentOperation = {
        ...(known ?? { key: captureKeyOf(paymentId, orderId), kind: 'capture', orderId, at: store.now() }),
        amountMinor: taken.amountMinor,
        providerId: taken.providerCaptureId,
      };
      return {
        set: {
          ...{ parts, capturedMinor, status: paymentStatusOf({ ...current, parts, capturedMinor }) },
          operations: [...current.operations.filter((entry) => entry !== known), operation],
        },
        events: [eventOf(events.paymentCaptured, { ...factsOf(current, taken.amountMinor), orderId }, nowMs)],
      };
    });
  }

  return {
    voidRestWhenSettled,
    recordCapture,

    /**
     * Takes the part of one order; the rest of it is let go of with the last one. What was asked before without an answer is looked for before it is asked again.
     * @throws PaymentPartError when it was let go; DomainError of the provider when it refuses
     */
    async capture({ paymentId, orderId, amountMinor }: CaptureAsked): Promise<Payment> {
      const { operation, payment, isRepeated } = await intend({ paymentId, orderId, amountMinor });
      const part = partOf(payment, orderId);
      if (part.capturedMinor > 0) {
        await voidRestWhenSettled(payment);
        return show(payment);
      }
      const after = await recordCapture(
        paymentId,
        orderId,
        (isRepeated ? await findLost(payment, orderId) : null) ??
          (await ask(payment, operation, await freshKey(paymentId, operation))),
      );
      await voidRestWhenSettled(after);
      return show(after);
    },

    /** Lets go of the part of one order that was not taken. What was taken stays taken. */
    async release({ paymentId, orderId }: { paymentId: string; orderId: string }): Promise<Payment> {
      const nowMs = clock.nowMs();
      const after = await change(paymentId, (current) => {
        const part = partOf(current, orderId);
        if (isSettled(part)) return null;
        const parts = current.parts.map((entry) =>
          entry.orderId === orderId ? { ...entry, released: true } : entry,
        );
        return {
          set: { parts, status: paymentStatusOf({ ...current, parts }) },
          push: {
            operations: {
              ...{ key: `${paymentId}-release-${orderId}`, kind: 'void', orderId, at: store.now() },
              ...{ amountMinor: part.amountMinor, providerId: current.providerPaymentId },
            },
          },
          events: [
            eventOf(events.paymentReleased, { ...factsOf(current, part.amountMinor), orderId }, nowMs),
          ],
        };
      });
      await voidRestWhenSettled(after);
      return show(after);
    },
  };

  /** Writes down that a part is about to be taken, before the provider is asked. */
  async function intend({ paymentId, orderId, amountMinor: asked }: CaptureAsked) {
    let isRepeated = false;
    const key = captureKeyOf(paymentId, orderId);
    const payment = await change(paymentId, (current) => {
      const part = partOf(current, orderId);
      isRepeated = current.operations.some((entry) => isCaptureOf(entry, orderId));
      if (part.capturedMinor > 0 || isRepeated) return null;
      if (part.released)
        throw new PaymentPartError('The money reserved for this order was released. Nothing was taken.');
      const amountMinor = asked ?? part.amountMinor;
      if (amountMinor > part.amountMinor)
        throw new PaymentPartError('More was asked than is reserved for this order. Nothing was taken.');
      const at = store.now();
      const operation = { key, kind: 'capture', orderId, amountMinor, providerId: null, at, askedAt: at };
      return { push: { operations: operation }, events: [] };
    });
    const operation = payment.operations.find((entry) => isCaptureOf(entry, orderId));
    return { payment, operation, isRepeated };
  }

  /** What the provider took for the order already, if the answer was lost. */
  async function findLost(payment: PaymentDocument, orderId: string) {
    const { captures } = await provider.retrieve(providerIdOf(payment));
    return captures.find(({ reference }) => reference === orderId) ?? null;
  }

  /** The key to ask under: another one once the provider may have forgotten the first. */
  async function freshKey(paymentId: string, operation: PaymentOperation | undefined): Promise<string> {
    if (!operation) throw new PaymentPartError('This capture was never written down. Nothing was taken.');
    const askedAtMs = Date.parse(operation.askedAt ?? operation.at);
    if (isKeyTrusted(askedAtMs, clock.nowMs())) return operation.key;
    const key = nextKey(operation.key);
    await change(paymentId, (current) => ({
      set: {
        operations: current.operations.map((entry) =>
          entry.key === operation.key ? { ...entry, key, askedAt: store.now() } : entry,
        ),
      },
      events: [],
    }));
    return key;
  }

  /** A refusal of the provider leaves no trace: it was not taken, and may be asked for again. */
  async function ask(payment: PaymentDocument, operation: PaymentOperation | undefined, key: string) {
    const { orderId, amountMinor = 0 } = operation ?? {};
    try {
      return await provider.capture({
        ...{ key, providerPaymentId: providerIdOf(payment), reference: orderId ?? '', amountMinor },
      });
    } catch (error) {
      if (error instanceof DomainError)
        await change(payment._id, (current) => ({
          set: {
            operations: current.operations.filter((entry) => entry.key !== key || entry.providerId !== null),
          },
          events: [],
        }));
      throw error;
    }
  }
}

function captureKeyOf(paymentId: string, orderId: string): string {
  return `${paymentId}-capture-${orderId}`;
}

function isCaptureOf({ kind, orderId }: PaymentOperation, wanted: string): boolean {
  return kind === 'capture' && orderId === wanted;
}
