import type { Connection } from 'mongoose';
import * as events from '../../events/contracts/payment.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError } from '../platform/errors';
import { asInserted, changeDocument, insertOnce, present, rememberLastSeen } from '../platform/guarded';
import { PaymentPartError, RefundExceedsCapturedError } from './payment.errors';
import { type PaymentDocument, paymentModel } from './payment.model';
import type { Payment, PaymentAttempt, PaymentPart } from './payment.schema';
import { isSettled, paymentStatusOf, refundableMinor } from './payment.state';
import type { PaymentProvider, ProviderPayment } from './provider.port';

export type PaymentService = ReturnType<typeof createPaymentService>;

/** How an attempt to pay stands. */
export type AttemptOutcome =
  | { status: 'authorised'; authorisedUntil: string }
  | { status: 'awaiting-buyer'; redirectUrl: string }
  | { status: 'declined'; declineReason: string };

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
  returnUrlOf: (checkoutId: string) => string;
}) {
  const model = paymentModel(connection);
  const lastSeen = rememberLastSeen<PaymentDocument>();
  const change = (id: string, decide: Parameters<typeof changeDocument<PaymentDocument>>[4]) =>
    changeDocument(model, 'payment', id, clock.nowMs(), decide, lastSeen);
  const show = (stored: PaymentDocument): Payment => present<Payment>(stored);
  const factsOf = ({ _id, checkoutId, currency }: PaymentDocument, amountMinor: number) => ({
    paymentId: _id,
    checkoutId,
    amountMinor,
    currency,
  });

  async function load(id: string): Promise<PaymentDocument> {
    const stored = (await model.findById(id).lean()) as PaymentDocument | null;
    if (!stored) throw new NotFoundError('payment');
    return stored;
  }

  /** Writes down that the provider is about to be asked, before it is asked. */
  async function recordAsking(request: AuthoriseAttempt): Promise<PaymentAttempt> {
    const nowMs = clock.nowMs();
    const attempt = newAttempt(request);
    const fresh = {
      _id: request.paymentId,
      checkoutId: request.checkoutId,
      ownerId: request.ownerId,
      status: 'pending' as const,
      currency: request.currency,
      amountMinor: request.amountMinor,
      ...UNPAID,
      attempts: [attempt],
      createdAt: new Date(nowMs).toISOString(),
    };
    const asked = eventOf(
      events.paymentAttempted,
      {
        paymentId: request.paymentId,
        checkoutId: request.checkoutId,
        amountMinor: request.amountMinor,
        currency: request.currency,
        attempt: request.attempt,
      },
      nowMs,
    );
    if (await insertOnce(model, fresh, nowMs, asked)) {
      lastSeen.set(fresh._id, asInserted(fresh, nowMs, asked));
      return attempt;
    }
    const after = await change(request.paymentId, (current) =>
      current.attempts.some((entry) => entry.number === request.attempt)
        ? null
        : {
            set: { status: 'pending', currency: request.currency, amountMinor: request.amountMinor },
            push: { attempts: attempt },
            events: [asked],
          },
    );
    return after.attempts.find((entry) => entry.number === request.attempt) ?? attempt;
  }

  /** Writes down how the provider says that an attempt stands. A voided attempt stays voided. */
  async function recordAnswer(
    paymentId: string,
    number: number,
    answer: ProviderPayment,
  ): Promise<AttemptOutcome> {
    const outcome = outcomeOf(answer);
    const nowMs = clock.nowMs();
    await change(paymentId, (current) => {
      const attempt = current.attempts.find((entry) => entry.number === number);
      if (!attempt || attempt.status === outcome.status || attempt.status === 'voided') return null;
      const declineReason = outcome.status === 'declined' ? outcome.declineReason : null;
      const attempts = current.attempts.map((entry) =>
        entry.number === number
          ? { ...entry, status: outcome.status, providerPaymentId: answer.id, declineReason }
          : entry,
      );
      const facts = { ...factsOf(current, answer.amountMinor), attempt: number };
      if (outcome.status === 'authorised') {
        return {
          set: {
            attempts,
            status: 'authorised',
            authorisedMinor: answer.amountMinor,
            providerPaymentId: answer.id,
            authorisedUntil: outcome.authorisedUntil,
          },
          events: [eventOf(events.paymentAuthorised, facts, nowMs)],
        };
      }
      if (outcome.status === 'awaiting-buyer')
        return {
          set: { attempts, status: 'awaiting-buyer' },
          events: [eventOf(events.paymentAwaitingBuyer, facts, nowMs)],
        };
      return {
        set: { attempts, status: 'declined' },
        events: [eventOf(events.paymentDeclined, { ...facts, reason: outcome.declineReason }, nowMs)],
      };
    });
    return outcome;
  }

  async function partOf(
    paymentId: string,
    orderId: string,
  ): Promise<{ payment: PaymentDocument; part: PaymentPart }> {
    const payment = await load(paymentId);
    const part = payment.parts.find((entry) => entry.orderId === orderId);
    if (!part) throw new NotFoundError('payment part');
    return { payment, part };
  }

  function providerIdOf(payment: PaymentDocument): string {
    if (payment.providerPaymentId === null)
      throw new PaymentPartError('This payment was never authorised. Nothing was moved.');
    return payment.providerPaymentId;
  }

  /** Lets go of the rest at the provider once no part waits for a capture any more. */
  async function voidRestWhenSettled(payment: PaymentDocument): Promise<void> {
    const rest =
      payment.parts.length > 0 &&
      payment.parts.every(isSettled) &&
      payment.parts.some((part) => part.released);
    if (rest) await provider.void({ key: `${payment._id}-void`, providerPaymentId: providerIdOf(payment) });
  }

  return {
    async get(id: string): Promise<Payment | null> {
      const stored = (await model.findById(id).lean()) as PaymentDocument | null;
      return stored && show(stored);
    },

    /**
     * Asks the provider to reserve the money with the card of one attempt.
     * @throws ProviderUnavailableError when it did not answer: it may have happened; ask again with the same attempt
     */
    async authorise(request: AuthoriseAttempt): Promise<AttemptOutcome> {
      const attempt = await recordAsking(request);
      const answer = await provider.authorise({
        key: attempt.key,
        paymentId: request.paymentId,
        checkoutId: request.checkoutId,
        amountMinor: request.amountMinor,
        currency: request.currency,
        paymentToken: request.token,
        returnUrl: returnUrlOf(request.checkoutId),
      });
      return recordAnswer(request.paymentId, request.attempt, answer);
    },

    /** Asks the provider how an attempt stands; for the buyer's return, webhooks and the watch on silence. */
    async check({ paymentId, attempt }: { paymentId: string; attempt: number }): Promise<AttemptOutcome> {
      const payment = await load(paymentId);
      const known = payment.attempts.find((entry) => entry.number === attempt);
      if (!known?.providerPaymentId) throw new NotFoundError('payment attempt');
      return recordAnswer(paymentId, attempt, await provider.retrieve(known.providerPaymentId));
    },

    /**
     * The undo of authorising: whatever the provider holds for this payment is let go. Accepts payments that never
     * were, and finds those whose answer was lost by asking for our reference.
     */
    async voidAll(paymentId: string): Promise<void> {
      const found = await provider.findByReference(paymentId);
      for (const held of found) {
        if (held.status === 'authorised' || held.status === 'requires-action') {
          await provider.void({ key: `${paymentId}-void-${held.id}`, providerPaymentId: held.id });
        }
      }
      const stored = await model.findById(paymentId).lean();
      if (!stored) return;
      const nowMs = clock.nowMs();
      await change(paymentId, (current) => {
        if (current.status === 'voided' || current.status === 'declined') return null;
        const attempts = current.attempts.map((entry) =>
          entry.status === 'declined' ? entry : { ...entry, status: 'voided' as const },
        );
        return {
          set: { attempts, status: 'voided', ...UNPAID },
          events: [
            eventOf(
              events.paymentReleased,
              { ...factsOf(current, current.authorisedMinor), orderId: null },
              nowMs,
            ),
          ],
        };
      });
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
     * Takes the part of one order.
     * @throws PaymentPartError when it was let go; DomainError of the provider when it refuses
     */
    async capture({ paymentId, orderId }: { paymentId: string; orderId: string }): Promise<Payment> {
      const { payment, part } = await partOf(paymentId, orderId);
      if (part.capturedMinor > 0) return show(payment);
      if (part.released)
        throw new PaymentPartError('The money reserved for this order was released. Nothing was taken.');
      const key = `${paymentId}-capture-${orderId}`;
      const answer = await provider.capture({
        key,
        providerPaymentId: providerIdOf(payment),
        amountMinor: part.amountMinor,
        reference: orderId,
      });
      const nowMs = clock.nowMs();
      const after = await change(paymentId, (current) => {
        if (current.operations.some((operation) => operation.key === key)) return null;
        const parts = current.parts.map((entry) =>
          entry.orderId === orderId ? { ...entry, capturedMinor: answer.amountMinor } : entry,
        );
        const capturedMinor = current.capturedMinor + answer.amountMinor;
        return {
          set: { parts, capturedMinor, status: paymentStatusOf({ ...current, parts, capturedMinor }) },
          push: {
            operations: {
              key,
              kind: 'capture',
              orderId,
              amountMinor: answer.amountMinor,
              providerId: answer.providerCaptureId,
              at: new Date(nowMs).toISOString(),
            },
          },
          events: [
            eventOf(events.paymentCaptured, { ...factsOf(current, answer.amountMinor), orderId }, nowMs),
          ],
        };
      });
      await voidRestWhenSettled(after);
      return show(after);
    },

    /** Lets go of the part of one order that was not taken. What was taken stays taken. */
    async release({ paymentId, orderId }: { paymentId: string; orderId: string }): Promise<Payment> {
      const key = `${paymentId}-release-${orderId}`;
      const nowMs = clock.nowMs();
      const after = await change(paymentId, (current) => {
        const part = current.parts.find((entry) => entry.orderId === orderId);
        if (!part) throw new NotFoundError('payment part');
        if (part.released || part.capturedMinor > 0) return null;
        const parts = current.parts.map((entry) =>
          entry.orderId === orderId ? { ...entry, released: true } : entry,
        );
        return {
          set: { parts, status: paymentStatusOf({ ...current, parts }) },
          push: {
            operations: {
              key,
              kind: 'void',
              orderId,
              amountMinor: part.amountMinor,
              providerId: current.providerPaymentId,
              at: new Date(nowMs).toISOString(),
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

    /**
     * Gives money of one order back. The amount is set aside before the provider is asked, so that however many
     * refunds run at once, they never sum to more than was taken.
     * @throws RefundExceedsCapturedError
     */
    async refund({
      paymentId,
      orderId,
      refundId,
      amountMinor,
    }: {
      paymentId: string;
      orderId: string;
      refundId: string;
      amountMinor: number;
    }): Promise<Payment> {
      const key = `${paymentId}-refund-${refundId}`;
      const setAside = await change(paymentId, (current) => {
        if (current.operations.some((operation) => operation.key === key)) return null;
        const part = current.parts.find((entry) => entry.orderId === orderId);
        if (!part) throw new NotFoundError('payment part');
        if (amountMinor > refundableMinor(part)) throw new RefundExceedsCapturedError(refundableMinor(part));
        return {
          set: { ...refundedBy(current, orderId, amountMinor) },
          push: {
            operations: {
              key,
              kind: 'refund',
              orderId,
              amountMinor,
              providerId: null,
              at: new Date(clock.nowMs()).toISOString(),
            },
          },
          events: [
            eventOf(
              events.paymentRefunded,
              { ...factsOf(current, amountMinor), orderId, refundId },
              clock.nowMs(),
            ),
          ],
        };
      });
      const operation = setAside.operations.find((entry) => entry.key === key);
      if (operation?.providerId) return show(setAside);
      const answer = await refundAtProvider(setAside, { key, orderId, refundId, amountMinor });
      const after = await change(paymentId, (current) => ({
        set: {
          operations: current.operations.map((entry) =>
            entry.key === key ? { ...entry, providerId: answer.providerRefundId } : entry,
          ),
        },
        events: [],
      }));
      return show(after);
    },
  };

  /** A refusal of the provider puts the amount back and is passed on. */
  async function refundAtProvider(
    payment: PaymentDocument,
    {
      key,
      orderId,
      refundId,
      amountMinor,
    }: { key: string; orderId: string; refundId: string; amountMinor: number },
  ) {
    try {
      return await provider.refund({
        key,
        providerPaymentId: providerIdOf(payment),
        amountMinor,
        reference: refundId,
      });
    } catch (error) {
      if (error instanceof DomainError) {
        await change(payment._id, (current) => {
          if (!current.operations.some((entry) => entry.key === key)) return null;
          return {
            set: {
              ...refundedBy(current, orderId, -amountMinor),
              operations: current.operations.filter((entry) => entry.key !== key),
            },
            events: [],
          };
        });
      }
      throw error;
    }
  }
}

export interface AuthoriseAttempt {
  paymentId: string;
  checkoutId: string;
  ownerId: string;
  amountMinor: number;
  currency: string;
  attempt: number;
  token: string;
}

const UNPAID = {
  authorisedMinor: 0,
  capturedMinor: 0,
  refundedMinor: 0,
  providerPaymentId: null,
  authorisedUntil: null,
  parts: [],
  operations: [],
};

function newAttempt({ paymentId, attempt, token }: AuthoriseAttempt): PaymentAttempt {
  return {
    number: attempt,
    key: `${paymentId}-authorise-${attempt}`,
    token,
    providerPaymentId: null,
    status: 'asked',
    declineReason: null,
  };
}

function outcomeOf(payment: ProviderPayment): AttemptOutcome {
  if (payment.status === 'requires-action')
    return { status: 'awaiting-buyer', redirectUrl: payment.redirectUrl ?? '' };
  if (payment.status === 'authorised' || payment.status === 'captured')
    return { status: 'authorised', authorisedUntil: payment.authorisedUntil };
  return { status: 'declined', declineReason: payment.declineReason ?? 'declined' };
}

function refundedBy(payment: PaymentDocument, orderId: string, amountMinor: number) {
  return {
    refundedMinor: payment.refundedMinor + amountMinor,
    parts: payment.parts.map((part) =>
      part.orderId === orderId ? { ...part, refundedMinor: part.refundedMinor + amountMinor } : part,
    ),
  };
}
