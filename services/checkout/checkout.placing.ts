import type { CartService } from '../cart/cart.service';
import type { CommissionService } from '../commission/commission.service';
import type { Allocation } from '../inventory/inventory.schema';
import type { InventoryService } from '../inventory/inventory.service';
import { planOrders } from '../order/order.planning';
import type { Order } from '../order/order.schema';
import type { OrderService } from '../order/order.service';
import type { AttemptOutcome, PaymentService } from '../payment/payment.service';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError } from '../platform/errors';
import { newId } from '../platform/ids';
import type { Quote } from '../pricing/pricing.schema';
import type { PricingService } from '../pricing/pricing.service';
import type { CouponReason } from '../promotion/promotion.schema';
import type { Seller } from '../seller/seller.schema';
import { createCoupons, type Promotions } from './checkout.coupons';
import { CheckoutOverError } from './checkout.errors';
import type { Checkout, Refusal } from './checkout.schema';
import { type CheckoutService, holdKeyOf } from './checkout.service';

/** What a checkout may go on with: stock that is held under a key until a moment. */
export type Prepared =
  | {
      kind: 'held';
      hold: Hold;
      paymentId: string;
      totalMinor: number;
      currency: string;
      sellers: number;
      /** The attempt that the buyer has pressed for, from 1; absent in earlier histories. */
      attempt?: number;
    }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'placed'; orderIds: string[]; paymentId: string }
  | { kind: 'over'; status: 'expired' | 'abandoned' };
export interface Hold {
  key: string;
  expiresAt: string;
  allocations: Allocation[];
}
export interface PlacedOrder {
  orderId: string;
  sellerId: string;
  sellerName: string;
  totalMinor: number;
  acceptBy: string;
  promises: Promises;
  /** As which edition of its story the order is to run; absent in what earlier versions placed. */
  orderEdition?: 3;
}
/** What the shop promises of every order, fixed when it is placed. */
export interface Promises {
  acceptWithinHours: number;
  shipWithinHours: number;
  returnWindowHours: number;
  /** How long a parcel's tracking may be silent before the carrier is asked. */
  carrierPollSeconds: number;
  /** So many days after it should have arrived a parcel that has not ended is a case for staff. */
  parcelOverdueDays: number;
  /** How long who is waited for in a return may take: to agree, to send it, to look at it. */
  returnHours: { decide: number; send: number; inspect: number };
}

export type Placing = ReturnType<typeof createPlacing>;

/**
 * The steps of a purchase, each of which can be repeated. They reach over several services, so they are a use case
 * of their own; the checkout's workflow calls them in order and decides what follows.
 */
export function createPlacing({
  carts,
  checkouts,
  commission,
  inventory,
  orders,
  payments,
  pricing,
  promotions,
  sellers,
  clock,
  promises,
}: {
  carts: Pick<CartService, 'get' | 'finish'>;
  checkouts: CheckoutService;
  commission: Pick<CommissionService, 'tableAt'>;
  inventory: InventoryService;
  orders: OrderService;
  payments: PaymentService;
  pricing: PricingService;
  promotions: Promotions;
  sellers: { getMany(ids: readonly string[]): Promise<Seller[]> };
  clock: Clock;
  promises: Promises;
}) {
  const coupons = createCoupons(promotions);

  async function load(checkoutId: string): Promise<Checkout> {
    const checkout = await checkouts.get(checkoutId);
    if (!checkout) throw new NotFoundError('checkout');
    return checkout;
  }

  async function refuse(checkoutId: string, refusal: Refusal): Promise<Prepared> {
    await checkouts.refuse(checkoutId, refusal);
    return { kind: 'refused', refusal };
  }

  /** The offer that was agreed before, when this step is repeated; else what the basket costs now. */
  async function agree(
    checkout: Checkout,
  ): Promise<{ quote: NonNullable<Checkout['quote']> } | { refusal: Refusal }> {
    if (checkout.quote) return { quote: checkout.quote };
    const cart = await carts.get(checkout.cartId);
    if (!cart || cart.lines.length === 0 || cart.checkoutId !== checkout.id)
      return { refusal: { reason: 'basket-empty' } };
    const priced = await priceNow(checkout, cart);
    if (!priced.ok) return { refusal: priced.refusal };
    const { quote } = priced;
    const expected = checkout.expectedTotal;
    if (quote.totalMinor !== expected.amountMinor || quote.currency !== expected.currency) {
      return { refusal: { reason: 'price-changed', expectedMinor: expected.amountMinor, quote } };
    }
    return { quote };
  }

  function priceNow(
    checkout: Checkout,
    {
      lines,
      coupon: code,
    }: { lines: readonly { sku: string; quantity: number }[]; coupon?: string | null | undefined },
    refused?: CouponReason,
  ) {
    const { country, region, postcode } = checkout.shippingAddress;
    const asked = code && { code, buyerId: checkout.ownerId, checkoutId: checkout.id, refused };
    return pricing.quoteBasket({
      ...{ lines, destination: { country, region, postcode }, choices: checkout.shippingChoices },
      ...(asked ? { coupon: asked } : {}),
    });
  }

  /** Others took the last use of the code meanwhile: the price is another, and says so. */
  async function refuseCode(checkout: Checkout, quote: Quote, why: CouponReason): Promise<Prepared> {
    const lines = quote.sellers.flatMap((seller) => seller.lines);
    const priced = await priceNow(checkout, { lines, coupon: quote.coupon?.code }, why);
    const expectedMinor = checkout.expectedTotal.amountMinor;
    return refuse(
      checkout.id,
      priced.ok ? { reason: 'price-changed', expectedMinor, quote: priced.quote } : priced.refusal,
    );
  }

  return {
    /** Prices the basket, compares it with what the buyer saw, and holds the stock; or says why not. */
    async prepare({
      checkoutId,
      holdSeconds,
    }: {
      checkoutId: string;
      holdSeconds: number;
    }): Promise<Prepared> {
      const checkout = await load(checkoutId);
      if (checkout.status === 'placed')
        return { kind: 'placed', orderIds: checkout.orderIds, paymentId: checkout.paymentId };
      if (checkout.status === 'refused' && checkout.refusal)
        return { kind: 'refused', refusal: checkout.refusal };
      if (checkout.status === 'expired' || checkout.status === 'abandoned')
        return { kind: 'over', status: checkout.status };

      const agreed = await agree(checkout);
      if ('refusal' in agreed) return refuse(checkoutId, agreed.refusal);
      const { quote } = agreed;
      const key = holdKeyOf(checkout);
      const expiresAt = checkout.holdExpiresAt ?? new Date(clock.nowMs() + holdSeconds * 1000).toISOString();
      await checkouts.hold(checkoutId, { quote, holdExpiresAt: expiresAt });
      const denied = await coupons.take(checkout, quote);
      if (denied) return refuseCode(checkout, quote, denied);
      const lines = quote.sellers
        .flatMap((seller) => seller.lines)
        .map(({ sku, quantity }) => ({ sku, quantity }));
      try {
        const allocations = await inventory.holdStock({ key, lines, expiresAt });
        return {
          kind: 'held',
          hold: { key, expiresAt, allocations },
          paymentId: checkout.paymentId,
          totalMinor: quote.totalMinor,
          currency: quote.currency,
          sellers: quote.sellers.length,
          attempt: checkout.attempt,
        };
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'out-of-stock') throw error;
        await coupons.giveBack({ ...checkout, quote });
        return refuse(checkoutId, { reason: 'out-of-stock', lines: error.details.lines as ShortLine[] });
      }
    },

    /** Asks the provider to reserve the money; a no or a wait for the buyer is written down for who looks. */
    async authorise({
      checkoutId,
      attempt,
    }: {
      checkoutId: string;
      attempt: number;
    }): Promise<AttemptOutcome> {
      const found = await checkouts.agreed(checkoutId, { attempt });
      if (!found) throw new NotFoundError('checkout');
      const { checkout, token, returnOrigin } = found;
      if (checkout.status === 'placed') return paidBefore(checkout, attempt);
      if (!checkout.quote || token === null) throw new CheckoutOverError(checkout.status);
      const outcome = await payments.authorise({
        paymentId: checkout.paymentId,
        checkoutId,
        ownerId: checkout.ownerId,
        amountMinor: checkout.quote.totalMinor,
        currency: checkout.quote.currency,
        ...{ attempt, token, returnOrigin },
      });
      return tell(checkoutId, attempt, outcome);
    },

    /** Asks the provider how an attempt that waited for the buyer stands now. */
    async checkPayment({
      checkoutId,
      attempt,
    }: {
      checkoutId: string;
      attempt: number;
    }): Promise<AttemptOutcome> {
      const checkout = await load(checkoutId);
      return tell(checkoutId, attempt, await payments.check({ paymentId: checkout.paymentId, attempt }));
    },

    /** Nobody could be asked in time: this attempt is over, another card may be tried. */
    async giveUpAttempt({ checkoutId, attempt }: { checkoutId: string; attempt: number }): Promise<void> {
      if (await isBought(checkoutId)) return;
      await checkouts.answer(checkoutId, {
        attempt,
        status: 'declined',
        declineReason: 'provider-unavailable',
      });
    },

    /**
     * Writes one order a seller and gives each its part of the payment; then what was held is sold and the basket is
     * free for the next purchase. From here on the buyer has bought. Without a hold, what is placed already is finished,
     * and the answer is which of its orders may not have been started.
     */
    async placeOrders({
      checkoutId,
      hold,
    }: {
      checkoutId: string;
      hold: Hold | null;
    }): Promise<PlacedOrder[]> {
      if (hold === null) return finishPlacing(await load(checkoutId));
      const agreed = await checkouts.agreed(checkoutId, { holdKey: hold.key });
      if (!agreed) throw new NotFoundError('checkout');
      const { checkout } = agreed;
      const { quote } = checkout;
      if (!quote) throw new CheckoutOverError(checkout.status);
      const placedAtMs = clock.nowMs();
      const [found, rates] = await Promise.all([
        sellers.getMany(quote.sellers.map((seller) => seller.sellerId)),
        commission.tableAt(placedAtMs),
      ]);
      const planned = planOrders({
        checkout,
        sellers: quote.sellers,
        terms: found.map(({ id, commissionPoints, handlingDays }) => ({
          sellerId: id,
          commissionPoints: rates.ofSeller(id, commissionPoints),
          handlingDays,
        })),
        categoryPoints: rates.ofCategories,
        allocations: hold.allocations,
        acceptWithinHours: promises.acceptWithinHours,
        placedAtMs,
      });
      await Promise.all([
        payments.assignParts(
          checkout.paymentId,
          planned.map(({ id, totalMinor }) => ({ orderId: id, amountMinor: totalMinor })),
        ),
        orders.insert(planned),
      ]);
      await checkouts.place(
        checkoutId,
        planned.map((order) => order.id),
      );
      await settle(checkout, hold.allocations);
      return planned.map(placedOf);
    },

    /** Undo of the hold, and of the use of a code; accepts one that never was. */
    async releaseHold({ checkoutId }: { checkoutId: string }): Promise<void> {
      const checkout = await load(checkoutId);
      if (checkout.status === 'placed') return;
      await inventory.releaseHold({ key: holdKeyOf(checkout) });
      await coupons.giveBack(checkout);
    },

    /** Undo of the authorisation; accepts one that never was. */
    async voidPayment({ checkoutId }: { checkoutId: string }): Promise<void> {
      const { paymentId, status } = await load(checkoutId);
      if (status !== 'placed') await payments.voidAll(paymentId);
    },

    async end({ checkoutId, as }: { checkoutId: string; as: 'expired' | 'abandoned' }): Promise<void> {
      if (await isBought(checkoutId)) return;
      // A late try of the first step may have written its offer after the undo.
      await coupons.giveBack(await checkouts.end(checkoutId, as));
    },
  };

  /** Of what was bought nothing is undone, whoever asks: another try of the same task may still run. */
  async function isBought(checkoutId: string): Promise<boolean> {
    return (await load(checkoutId)).status === 'placed';
  }

  /** What was held is sold, and the basket is free for the next purchase. */
  async function settle(checkout: Checkout, allocations: Allocation[]): Promise<void> {
    const bought = (checkout.quote?.sellers ?? [])
      .flatMap((seller) => seller.lines)
      .map(({ sku, quantity }) => ({ sku, quantity }));
    const { id: checkoutId, cartId } = checkout;
    await Promise.all([
      inventory.commitHold({ key: holdKeyOf(checkout), allocations }),
      carts.finish({ cartId, checkoutId, nextCheckoutId: newId(clock.nowMs()), lines: bought }),
    ]);
  }

  /** An order that is still as it was placed may have no workflow yet; one that went on has had one. */
  async function finishPlacing(checkout: Checkout): Promise<PlacedOrder[]> {
    const found = await Promise.all(checkout.orderIds.map((id) => orders.get(id)));
    const placed = found.filter((order): order is Order => order !== null);
    const waiting = placed.filter(({ status }) => status === 'placed');
    if (waiting.length > 0)
      await settle(
        checkout,
        placed.flatMap(({ allocations }) => allocations),
      );
    return waiting.map(placedOf);
  }

  /**
   * A worker that died, or was too slow, has the step repeated together with the one that wrote the orders. The money
   * is reserved then.
   */
  async function paidBefore({ paymentId, status }: Checkout, attempt: number): Promise<AttemptOutcome> {
    const payment = await payments.get(paymentId);
    const isPaid = payment?.attempts.some((one) => one.number === attempt && one.status === 'authorised');
    if (!payment?.authorisedUntil || !isPaid) throw new CheckoutOverError(status);
    return { status: 'authorised', authorisedUntil: payment.authorisedUntil };
  }

  function placedOf({ id, sellerId, sellerName, totalMinor, acceptBy }: Order): PlacedOrder {
    return { orderId: id, sellerId, sellerName, totalMinor, acceptBy, promises, orderEdition: 3 };
  }

  async function tell(checkoutId: string, attempt: number, outcome: AttemptOutcome): Promise<AttemptOutcome> {
    if (outcome.status === 'declined')
      await checkouts.answer(checkoutId, {
        attempt,
        status: 'declined',
        declineReason: outcome.declineReason,
      });
    if (outcome.status === 'awaiting-buyer')
      await checkouts.answer(checkoutId, {
        attempt,
        status: 'awaiting-buyer',
        redirectUrl: outcome.redirectUrl,
      });
    return outcome;
  }
}

type ShortLine = { sku: string; wanted: number; available: number };
