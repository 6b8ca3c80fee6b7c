import * as events from '../../events/contracts/payment.events';
import { eventOf } from '../../events/outbox';
import { DomainError } from '../platform/errors';
import { OrderDisputedError, RefundExceedsCapturedError, RefundNotAcceptedError } from './payment.errors';
import { isKeyTrusted, nextKey } from './payment.keys';
import type { PaymentDocument } from './payment.model';
import type { Payment, PaymentOperation } from './payment.schema';
import { isDisputed, refundableMinor, refundIdOf } from './payment.state';
import { factsOf, partOf, providerIdOf, type PaymentStore } from './payment.store';
import type { PaymentProvider } from './provider.port';

export interface RefundAsked {
  paymentId: string;
  orderId: string;
  refundId: string;
  amountMinor: number;
  /** Which try of this refund it is, from 1; each has a key of its own at the provider. */
  attempt?: number;
}

/** Giving money back: set aside first, then sent, and taken back into account if it does not arrive. */
export function createRefunding({ store, provider }: { store: PaymentStore; provider: PaymentProvider }) {
  const { clock, change, show } = store;

  /** Writes down how the provider says a try stands. One that failed counts for nothing from then on. */
  async function recordStatus(
    paymentId: string,
    found: { refundId: string; attempt: number },
    answer: { status: 'pending' | 'succeeded' | 'failed'; providerId: string | null },
  ): Promise<PaymentDocument> {
    const { refundId, attempt } = found;
    return change(paymentId, (current) => {
      const operation = current.operations.find((entry) => isTryOf(entry, refundId, attempt));
      if (!operation || operation.status === 'failed') return null;
      if (operation.status === answer.status && operation.providerId === answer.providerId) return null;
      const written = { ...operation, ...answer, providerId: answer.providerId ?? operation.providerId };
      const operations = current.operations.map((entry) => (entry === operation ? written : entry));
      if (answer.status !== 'failed') return { set: { operations }, events: [] };
      const { amountMinor, orderId } = operation;
      const facts = { ...factsOf(current, amountMinor), orderId: orderId ?? '', refundId };
      return {
        set: { operations, ...refundedBy(current, orderId ?? '', -amountMinor) },
        events: [eventOf(events.paymentRefundFailed, facts, clock.nowMs())],
      };
    });
  }

  /** Writes down a refund that the provider has and we have not. */
  async function recordFound(
    asked: RefundAsked & { providerId: string; status: 'pending' | 'succeeded' },
  ): Promise<void> {
    await setAside(asked);
    await recordStatus(asked.paymentId, { refundId: asked.refundId, attempt: asked.attempt ?? 1 }, asked);
  }

  /**
   * Sets the amount aside before the provider is asked, so that however many refunds run at once, they never sum to
   * more than was taken.
   * @param more.isNew nobody has sent it yet, so that a dispute of the order stands in its way
   * @throws RefundExceedsCapturedError, OrderDisputedError
   */
  async function setAside(
    { paymentId, orderId, refundId, amountMinor, attempt = 1 }: RefundAsked,
    { isNew = false }: { isNew?: boolean } = {},
  ) {
    const after = await change(paymentId, (current) => {
      if (current.operations.some((entry) => isTryOf(entry, refundId, attempt))) return null;
      const part = partOf(current, orderId);
      if (isNew && isDisputed(current, orderId)) throw new OrderDisputedError();
      if (amountMinor > refundableMinor(part)) throw new RefundExceedsCapturedError(refundableMinor(part));
      const operation: PaymentOperation = {
        ...{ key: refundKeyOf(paymentId, refundId, attempt), kind: 'refund', orderId, amountMinor },
        ...{ providerId: null, refundId, attempt, at: store.now() },
      };
      const facts = { ...factsOf(current, amountMinor), orderId, refundId };
      return {
        set: { ...refundedBy(current, orderId, amountMinor) },
        push: { operations: operation },
        events: [eventOf(events.paymentRefunded, facts, clock.nowMs())],
      };
    });
    return show(after);
  }

  /**
   * Has the provider send what was set aside. A try whose answer was lost is looked for before it is asked again.
   * @throws RefundNotAcceptedError when the provider refuses; OrderDisputedError when it does because the bank was quicker,
   * also while we have not heard of that. The amount is no longer set aside then
   */
  async function send({
    paymentId,
    refundId,
    attempt = 1,
  }: Pick<RefundAsked, 'paymentId' | 'refundId' | 'attempt'>): Promise<Payment> {
    let isRepeated = false;
    const begun = await change(paymentId, (current) => {
      const operation = current.operations.find((entry) => isTryOf(entry, refundId, attempt));
      isRepeated = operation?.askedAt !== undefined;
      if (!operation || operation.providerId !== null || isRepeated) return null;
      return { set: { operations: stamped(current, operation, operation.key) }, events: [] };
    });
    const operation = begun.operations.find((entry) => isTryOf(entry, refundId, attempt));
    if (!operation) throw new DomainError('conflict', 'refund-unknown', 'This refund was not set aside.');
    if (operation.status === 'failed')
      throw (await isWithBank(begun, operation))
        ? new OrderDisputedError()
        : new RefundNotAcceptedError('it was refused before. Nothing was sent.');
    if (operation.providerId !== null) return show(begun);
    const answer =
      (isRepeated ? await findLost(begun, operation) : null) ??
      (await ask(begun, operation, await freshKey(begun, operation)));
    return show(await recordStatus(paymentId, { refundId, attempt }, answer));
  }

  return {
    setRefundAside: (asked: RefundAsked) => setAside(asked, { isNew: true }),
    sendRefund: send,
    recordRefundStatus: recordStatus,
    recordFound,
  };

  /** What the provider knows of this refund that none of our tries does. */
  async function findLost(payment: PaymentDocument, operation: PaymentOperation) {
    const known = new Set(payment.operations.map(({ providerId }) => providerId));
    const { refunds } = await provider.retrieve(providerIdOf(payment));
    const found = refunds.find(
      ({ reference, providerRefundId }) => reference === operation.refundId && !known.has(providerRefundId),
    );
    return found ? { providerId: found.providerRefundId, status: found.status } : null;
  }

  async function freshKey(payment: PaymentDocument, operation: PaymentOperation): Promise<string> {
    const askedAtMs = Date.parse(operation.askedAt ?? operation.at);
    if (isKeyTrusted(askedAtMs, clock.nowMs())) return operation.key;
    const key = nextKey(operation.key);
    await change(payment._id, (current) => ({
      set: { operations: stamped(current, operation, key) },
      events: [],
    }));
    return key;
  }

  function stamped(payment: PaymentDocument, { key: before }: PaymentOperation, key: string) {
    return payment.operations.map((entry) =>
      entry.key === before ? { ...entry, key, askedAt: store.now() } : entry,
    );
  }

  async function ask(payment: PaymentDocument, operation: PaymentOperation, key: string) {
    const { amountMinor, refundId = '', attempt = 1 } = operation;
    const providerPaymentId = providerIdOf(payment);
    try {
      const answer = await provider.refund({ key, providerPaymentId, amountMinor, reference: refundId });
      return { providerId: answer.providerRefundId, status: answer.status };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const isDisputedThere = await isWithBank(payment, operation);
      await recordStatus(payment._id, { refundId, attempt }, { status: 'failed', providerId: null });
      throw isDisputedThere ? new OrderDisputedError() : new RefundNotAcceptedError(error.message);
    }
  }

  /** Whether the provider has too little left of the payment because the bank is taking it, or has taken it. */
  async function isWithBank(
    payment: PaymentDocument,
    { amountMinor }: Pick<PaymentOperation, 'amountMinor'>,
  ): Promise<boolean> {
    const { capturedMinor, refundedMinor, disputes } = await provider.retrieve(providerIdOf(payment));
    const takenMinor = disputes
      .filter(({ status }) => status !== 'won')
      .reduce((sum, dispute) => sum + dispute.amountMinor, 0);
    return takenMinor > 0 && amountMinor > capturedMinor - refundedMinor - takenMinor;
  }
}

/** The first try has the key that earlier versions gave it. */
function refundKeyOf(paymentId: string, refundId: string, attempt: number): string {
  return attempt === 1 ? `${paymentId}-refund-${refundId}` : `${paymentId}-refund-${refundId}-try${attempt}`;
}

function isTryOf(operation: PaymentOperation, refundId: string, attempt: number): boolean {
  return refundIdOf(operation) === refundId && (operation.attempt ?? 1) === attempt;
}

function refundedBy(payment: PaymentDocument, orderId: string, amountMinor: number) {
  return {
    refundedMinor: payment.refundedMinor + amountMinor,
    parts: payment.parts.map((part) =>
      part.orderId === orderId ? { ...part, refundedMinor: part.refundedMinor + amountMinor } : part,
    ),
  };
}
