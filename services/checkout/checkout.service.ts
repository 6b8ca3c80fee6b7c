import type { Connection } from 'mongoose';
import {
  checkoutAnswered,
  checkoutAttempted,
  checkoutEnded,
  checkoutHeld,
  checkoutOpened,
  checkoutPlaced,
} from '../../events/contracts/checkout.events';
import { eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { changeDocument, insertOnce, present, rememberLastSeen } from '../platform/guarded';
import type { Quote } from '../pricing/pricing.schema';
import { CheckoutOverError, PaymentInProgressError } from './checkout.errors';
import { type AttemptCard, type CheckoutDocument, checkoutModel } from './checkout.model';
import type { Checkout, CheckoutStatus, PlaceOrderRequest, Refusal } from './checkout.schema';
import { checkoutCanBecome, checkoutIsOver } from './checkout.state';

export type CheckoutService = ReturnType<typeof createCheckoutService>;

/** The record of checkouts. What happens next is decided by the checkout's workflow; this only keeps it. */
export function createCheckoutService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = checkoutModel(connection);
  const lastSeen = rememberLastSeen<CheckoutDocument>();
  const show = (stored: CheckoutDocument): Checkout => present<Checkout>(stored, ['tokens']);
  const change = (id: string, decide: Parameters<typeof changeDocument<CheckoutDocument>>[4]) =>
    changeDocument(model, 'checkout', id, clock.nowMs(), decide, lastSeen);

  /** Moves to `to` unless it is there already. */
  async function become(
    id: string,
    to: CheckoutStatus,
    fields: (current: CheckoutDocument) => Record<string, unknown>,
    event: (current: CheckoutDocument) => ReturnType<typeof eventOf>,
    isDone: (current: CheckoutDocument) => boolean = (current) => current.status === to,
  ): Promise<Checkout> {
    const after = await change(id, (current) => {
      if (isDone(current)) return null;
      if (!checkoutCanBecome(current.status, to)) throw new CheckoutOverError(current.status);
      return { set: { status: to, ...fields(current) }, events: [event(current)] };
    });
    return show(after);
  }

  async function read(id: string): Promise<CheckoutDocument | null> {
    const stored = (await model.findById(id).lean()) as CheckoutDocument | null;
    if (stored) lastSeen.set(id, stored);
    return stored;
  }

  const subject = (current: CheckoutDocument) => ({
    checkoutId: current._id,
    ownerId: current.ownerId,
    cartId: current.cartId,
  });

  return {
    /**
     * Writes down that a buyer wants to pay a basket. Asked again while it runs, it answers with the one that runs;
     * after a decline it is a new attempt; after it came to nothing it is opened anew.
     * @param asked.returnOrigin where the bank sends the buyer back to, an origin that the caller has checked; it stays
     * as it was when the attempt was made. Null or absent: the market's own address
     */
    async open({
      checkoutId,
      ownerId,
      request,
      returnOrigin,
    }: {
      checkoutId: string;
      ownerId: string;
      request: PlaceOrderRequest;
      returnOrigin?: string | null;
    }): Promise<Checkout> {
      const nowMs = clock.nowMs();
      const wanted = wantedBy(request);
      const fresh = {
        _id: checkoutId,
        ownerId,
        paymentId: checkoutId,
        orderIds: [],
        createdAt: new Date(nowMs).toISOString(),
        ...BLANK,
        ...wanted,
      };
      const born = {
        ...fresh,
        status: 'open',
        attempt: 1,
        openings: 1,
        tokens: [cardOf(1, request.paymentToken, returnOrigin)],
      };
      const opened = eventOf(checkoutOpened, { checkoutId, ownerId, cartId: request.cartId }, nowMs);
      if (await insertOnce(model, born, nowMs, opened))
        return show({ ...born, version: 1 } as unknown as CheckoutDocument);

      const after = await change(checkoutId, (current) => {
        if (current.ownerId !== ownerId) throw new CheckoutOverError('unknown');
        const attempt = current.attempt + 1;
        const push = { tokens: cardOf(attempt, request.paymentToken, returnOrigin) };
        if (current.status === 'declined') {
          return {
            set: { status: 'paying', attempt },
            push,
            events: [eventOf(checkoutAttempted, { ...subject(current), attempt }, nowMs)],
          };
        }
        if (current.status === 'placed' || !checkoutIsOver(current.status)) return null;
        return {
          set: { ...BLANK, ...wanted, status: 'open', attempt, openings: current.openings + 1 },
          push,
          events: [eventOf(checkoutOpened, subject(current), nowMs)],
        };
      });
      return show(after);
    },

    /**
     * Another card on the same hold.
     * @param asked.returnOrigin as for `open`
     * @throws PaymentInProgressError, CheckoutOverError
     */
    async addAttempt({
      checkoutId,
      paymentToken,
      returnOrigin,
    }: {
      checkoutId: string;
      paymentToken: string;
      returnOrigin?: string | null;
    }): Promise<Checkout> {
      const nowMs = clock.nowMs();
      const after = await change(checkoutId, (current) => {
        if (checkoutIsOver(current.status)) throw new CheckoutOverError(current.status);
        if (current.status !== 'declined' && current.status !== 'awaiting-buyer')
          throw new PaymentInProgressError();
        const attempt = current.attempt + 1;
        return {
          set: { status: 'paying', attempt, declineReason: null, redirectUrl: null },
          push: { tokens: cardOf(attempt, paymentToken, returnOrigin) },
          events: [eventOf(checkoutAttempted, { ...subject(current), attempt }, nowMs)],
        };
      });
      return show(after);
    },

    get: async (id: string): Promise<Checkout | null> => {
      const stored = await read(id);
      return stored && show(stored);
    },

    /**
     * A checkout whose offer is agreed, with the card of one attempt where that is asked for. Offer, buyer, basket and
     * card stay as they are within one opening, so what this process saw last is good; the status is not.
     * @returns null when there is no such checkout; the token is null when it is not kept any more, and the origin to
     * come back to when it is the market's
     */
    async agreed(
      id: string,
      { holdKey, attempt }: { holdKey?: string; attempt?: number },
    ): Promise<{ checkout: Checkout; token: string | null; returnOrigin: string | null } | null> {
      const fits = (seen: CheckoutDocument) =>
        seen.quote !== null &&
        (holdKey === undefined || holdKeyOf(show(seen)) === holdKey) &&
        (attempt === undefined || (seen.attempt === attempt && attemptOf(seen, attempt) !== undefined));
      const seen = lastSeen.get(id);
      const stored = seen && fits(seen) ? seen : await read(id);
      if (!stored) return null;
      const { token = null, returnOrigin = null } = attemptOf(stored, attempt) ?? {};
      return { checkout: show(stored), token, returnOrigin };
    },

    /** Newest first; few are kept open by one person. */
    async listForOwner(ownerId: string): Promise<Checkout[]> {
      const found = (await model.find({ ownerId }).sort({ _id: -1 }).limit(50).lean()) as CheckoutDocument[];
      return found.map(show);
    },

    /** The offer is agreed and stock is about to be held. */
    hold(id: string, held: { quote: Quote; holdExpiresAt: string }): Promise<Checkout> {
      return become(
        id,
        'paying',
        () => ({ quote: held.quote, holdExpiresAt: held.holdExpiresAt }),
        (current) =>
          eventOf(
            checkoutHeld,
            {
              ...subject(current),
              totalMinor: held.quote.totalMinor,
              currency: held.quote.currency,
              holdExpiresAt: held.holdExpiresAt,
            },
            clock.nowMs(),
          ),
        (current) => current.status !== 'open',
      );
    },

    refuse(id: string, refusal: Refusal): Promise<Checkout> {
      return become(
        id,
        'refused',
        () => ({ refusal }),
        (current) => eventOf(checkoutEnded, { ...subject(current), as: 'refused' }, clock.nowMs()),
      );
    },

    /** The provider wants the buyer, or declined this attempt. A later attempt is not overwritten. */
    answer(
      id: string,
      answer:
        | { attempt: number; status: 'awaiting-buyer'; redirectUrl: string }
        | { attempt: number; status: 'declined'; declineReason: string },
    ): Promise<Checkout> {
      return become(
        id,
        answer.status,
        () =>
          answer.status === 'declined'
            ? { declineReason: answer.declineReason, redirectUrl: null }
            : { redirectUrl: answer.redirectUrl, declineReason: null },
        (current) => eventOf(checkoutAnswered, { ...subject(current), status: answer.status }, clock.nowMs()),
        (current) => current.status === answer.status || current.attempt > answer.attempt,
      );
    },

    place(id: string, orderIds: string[]): Promise<Checkout> {
      return become(
        id,
        'placed',
        () => ({ orderIds, declineReason: null, redirectUrl: null, tokens: [] }),
        (current) =>
          eventOf(
            checkoutPlaced,
            {
              ...subject(current),
              orderIds,
              totalMinor: current.quote?.totalMinor ?? 0,
              currency: current.quote?.currency ?? current.expectedTotal.currency,
            },
            clock.nowMs(),
          ),
      );
    },

    /** It came to nothing. */
    end(id: string, as: 'expired' | 'abandoned'): Promise<Checkout> {
      return become(
        id,
        as,
        () => ({ redirectUrl: null, tokens: [] }),
        (current) => eventOf(checkoutEnded, { ...subject(current), as }, clock.nowMs()),
        (current) => checkoutIsOver(current.status),
      );
    },
  };
}

/** A hold that was released cannot be taken again under its key, so each opening of the checkout has its own. */
export function holdKeyOf(checkout: Pick<Checkout, 'id' | 'openings'>): string {
  return `${checkout.id}.${checkout.openings}`;
}

function attemptOf({ tokens }: CheckoutDocument, attempt: number | undefined): AttemptCard | undefined {
  return tokens.find((entry) => entry.attempt === attempt);
}

function cardOf(attempt: number, token: string, returnOrigin: string | null | undefined): AttemptCard {
  return { attempt, token, ...(returnOrigin ? { returnOrigin } : {}) };
}

const BLANK = {
  quote: null,
  declineReason: null,
  redirectUrl: null,
  refusal: null,
  holdExpiresAt: null,
};

function wantedBy(request: PlaceOrderRequest) {
  const { cartId, email, shippingAddress, shippingChoices, expectedTotal } = request;
  return { cartId, email, shippingAddress, shippingChoices, expectedTotal };
}
