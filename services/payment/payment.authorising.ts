import * as events from '../../events/contracts/payment.events';
import { eventOf } from '../../events/outbox';
import { DomainError, NotFoundError } from '../platform/errors';
import { asInserted, insertOnce } from '../platform/guarded';
import { isKeyTrusted, nextKey } from './payment.keys';
import type { ReturnUrlOf } from './payment.return';
import type { PaymentAttempt } from './payment.schema';
import { factsOf, type PaymentStore } from './payment.store';
import type { PaymentProvider, ProviderPayment } from './provider.port';

/** How an attempt to pay stands. */
export type AttemptOutcome =
  | { status: 'authorised'; authorisedUntil: string }
  | { status: 'awaiting-buyer'; redirectUrl: string }
  | { status: 'declined'; declineReason: string };

export interface AuthoriseAttempt {
  paymentId: string;
  checkoutId: string;
  ownerId: string;
  amountMinor: number;
  currency: string;
  attempt: number;
  token: string;
  /** Origin of ours to which the bank sends the buyer back; null or absent: the market's own address. */
  returnOrigin?: string | null;
}

/** Reserving money with the buyer's card, one attempt after the other, and letting go of all of it. */
export function createAuthorising({
  store,
  provider,
  returnUrlOf,
}: {
  store: PaymentStore;
  provider: PaymentProvider;
  returnUrlOf: ReturnUrlOf;
}) {
  const { model, clock, change, load } = store;

  /** Writes down that the provider is about to be asked, before it is asked. */
  async function recordAsking(
    request: AuthoriseAttempt,
  ): Promise<{ attempt: PaymentAttempt; isRepeated: boolean }> {
    const nowMs = clock.nowMs();
    const attempt = newAttempt(request, store.now());
    const { paymentId, checkoutId, ownerId, amountMinor, currency } = request;
    const fresh = {
      ...{ _id: paymentId, checkoutId, ownerId, status: 'pending' as const, currency, amountMinor },
      ...UNPAID,
      attempts: [attempt],
      createdAt: store.now(),
    };
    const facts = { paymentId, checkoutId, amountMinor, currency, attempt: request.attempt };
    const asked = eventOf(events.paymentAttempted, facts, nowMs);
    if (await insertOnce(model, fresh, nowMs, asked)) {
      store.remember(asInserted(fresh, nowMs, asked));
      return { attempt, isRepeated: false };
    }
    let isRepeated = false;
    const after = await change(paymentId, (current) => {
      isRepeated = current.attempts.some((entry) => entry.number === request.attempt);
      if (isRepeated) return null;
      return {
        set: { status: 'pending', currency, amountMinor },
        push: { attempts: attempt },
        events: [asked],
      };
    });
    return {
      attempt: after.attempts.find((entry) => entry.number === request.attempt) ?? attempt,
      isRepeated,
    };
  }

  /** Writes down how the provider says that an attempt stands. A voided attempt stays voided. */
  async function recordAnswer(
    paymentId: string,
    number: number,
    answer: ProviderPayment,
  ): Promise<AttemptOutcome> {
    const outcome = outcomeOf(answer);
    await record(paymentId, number, outcome, answer);
    return outcome;
  }

  async function record(
    paymentId: string,
    number: number,
    outcome: AttemptOutcome,
    answer: Pick<ProviderPayment, 'id' | 'amountMinor'> | null,
  ): Promise<void> {
    const nowMs = clock.nowMs();
    await change(paymentId, (current) => {
      const attempt = current.attempts.find((entry) => entry.number === number);
      if (!attempt || attempt.status === outcome.status || attempt.status === 'voided') return null;
      const declineReason = outcome.status === 'declined' ? outcome.declineReason : null;
      const amountMinor = answer?.amountMinor ?? current.amountMinor;
      const attempts = current.attempts.map((entry) =>
        entry.number === number
          ? { ...entry, status: outcome.status, providerPaymentId: answer?.id ?? null, declineReason }
          : entry,
      );
      const facts = { ...factsOf(current, amountMinor), attempt: number };
      if (outcome.status === 'authorised')
        return {
          set: {
            ...{ attempts, status: 'authorised', authorisedMinor: amountMinor },
            ...{ providerPaymentId: answer?.id ?? null, authorisedUntil: outcome.authorisedUntil },
          },
          events: [eventOf(events.paymentAuthorised, facts, nowMs)],
        };
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
  }

  /** What became of an attempt whose answer was lost: a charge of this payment that no attempt knows. */
  async function findLost(request: AuthoriseAttempt): Promise<ProviderPayment | null> {
    const { attempts } = await load(request.paymentId);
    const known = new Set(attempts.map(({ providerPaymentId }) => providerPaymentId));
    const lost = (await provider.findByReference(request.paymentId)).filter(
      ({ id, status, amountMinor, currency }) =>
        !known.has(id) &&
        status !== 'voided' &&
        amountMinor === request.amountMinor &&
        currency === request.currency,
    );
    return lost.at(-1) ?? null;
  }

  /** The key to ask under again: another one once the provider may have forgotten the first. */
  async function freshKey(paymentId: string, attempt: PaymentAttempt): Promise<string> {
    const askedAtMs = attempt.askedAt ? Date.parse(attempt.askedAt) : clock.nowMs();
    if (isKeyTrusted(askedAtMs, clock.nowMs())) return attempt.key;
    const key = nextKey(attempt.key);
    await change(paymentId, (current) => ({
      set: {
        attempts: current.attempts.map((entry) =>
          entry.number === attempt.number ? { ...entry, key, askedAt: store.now() } : entry,
        ),
      },
      events: [],
    }));
    return key;
  }

  return {
    /**
     * Asks the provider to reserve the money with the card of one attempt. An attempt whose answer was lost is looked
     * for first. A card that the provider refuses outright is declined with the reason.
     * @throws ProviderUnavailableError when it did not answer: it may have happened; ask again with the same attempt
     */
    async authorise(request: AuthoriseAttempt): Promise<AttemptOutcome> {
      const { paymentId, checkoutId } = request;
      const { attempt, isRepeated } = await recordAsking(request);
      let key = attempt.key;
      if (isRepeated && attempt.status === 'asked') {
        const lost = await findLost(request);
        if (lost) return recordAnswer(paymentId, request.attempt, lost);
        key = await freshKey(paymentId, attempt);
      }
      try {
        const answer = await provider.authorise({
          ...{ key, paymentId, checkoutId, amountMinor: request.amountMinor, currency: request.currency },
          paymentToken: request.token,
          returnUrl: returnUrlOf(checkoutId, request.returnOrigin),
        });
        return await recordAnswer(paymentId, request.attempt, answer);
      } catch (error) {
        const declineReason = refusedCard(error);
        if (declineReason === null) throw error;
        const outcome = { status: 'declined', declineReason } as const;
        await record(paymentId, request.attempt, outcome, null);
        return outcome;
      }
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
        if (held.status === 'authorised' || held.status === 'requires-action')
          await provider.void({ key: `${paymentId}-void-${held.id}`, providerPaymentId: held.id });
      }
      const stored = await model.findById(paymentId).lean();
      if (!stored) return;
      const nowMs = clock.nowMs();
      await change(paymentId, (current) => {
        if (current.status === 'voided' || current.status === 'declined') return null;
        const attempts = current.attempts.map((entry) =>
          entry.status === 'declined' ? entry : { ...entry, status: 'voided' as const },
        );
        const facts = { ...factsOf(current, current.authorisedMinor), orderId: null };
        return {
          set: { attempts, status: 'voided', ...UNPAID },
          events: [eventOf(events.paymentReleased, facts, nowMs)],
        };
      });
    },
  };
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

function newAttempt({ paymentId, attempt, token }: AuthoriseAttempt, askedAt: string): PaymentAttempt {
  return {
    number: attempt,
    key: `${paymentId}-authorise-${attempt}`,
    token,
    askedAt,
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

/** Nothing was reserved because the provider will not take this card; null for every other trouble. */
function refusedCard(error: unknown): string | null {
  if (!(error instanceof DomainError) || error.code !== 'payment-provider-refused') return null;
  return error.details.reason === 'unknown-token' ? 'unknown-card' : 'card-refused';
}
