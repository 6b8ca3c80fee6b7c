import { newId } from '../../services/platform/ids';
import type { Stall } from '../market';
import { ApiProblem } from '../shopper/http';
import { fillBasket, type ReadyBasket } from '../shopper/purchase';
import type { Placed, Shop } from '../shopper/shopper';
import { sendRaw, type RawAnswer } from './raw';
import { openWorld } from './world';

export type Till = Awaited<ReturnType<typeof openTill>>;

/** A world with two stalls, and what one looks at where money is paid. */
export async function openTill(name: string) {
  // An answer that gets lost is given up soon; slow ones of the bank take three seconds.
  const world = await openWorld(name, { sellers: 2, stock: 1000, settings: { PAYMENT_TIMEOUT_MS: '4000' } });
  const { provider, inventory, checkout } = world.market.services;
  const [first, second] = world.market.stalls;
  if (!first || !second) throw new Error('there are two stalls');
  const stalls = [first, second] as const;

  const atProvider = async (paymentId: string) =>
    (await provider.findByReference(paymentId)).map(({ status, amountMinor }) => ({ status, amountMinor }));
  const checkoutsOf = ({ buyer }: ReadyBasket) => checkout.listForOwner(buyer.actor.id);

  return {
    world,
    stalls,
    /** One thing of each stall, up to the button that pays. */
    basket: (card = 'tok_approve', shop: Shop = world.shop): Promise<ReadyBasket> =>
      fillBasket(
        shop,
        stalls.map(({ productId }) => ({ slug: productId, quantity: 1 })),
        card,
      ),
    /** Presses pay and takes whatever answer comes. */
    press: ({ buyer, request }: ReadyBasket, key: string = newId(), over: object = {}): Promise<RawAnswer> =>
      sendRaw(world.apiUrl, {
        method: 'POST',
        path: '/checkouts',
        token: buyer.token,
        body: { ...request, ...over },
        headers: { 'idempotency-key': key },
      }),
    checkoutsOf,
    /** Every charge that the provider knows for a payment. */
    atProvider,
    /** What is on sale of each stall's thing. */
    async unitsLeft(of: readonly Stall[] = stalls) {
      const counts = await inventory.availability(of.map(({ sku }) => sku));
      return of.map(({ sku }) => counts[sku]);
    },
    /** One purchase of the whole basket was made, and paid once. */
    async expectBoughtOnce(ready: ReadyBasket): Promise<void> {
      const checkouts = await checkoutsOf(ready);
      expect(checkouts.map(({ status }) => status)).toEqual(['placed']);
      expect(checkouts[0]?.orderIds).toHaveLength(2);
      expect(await atProvider(checkouts[0]?.id ?? '')).toEqual([
        { status: 'authorised', amountMinor: ready.quote.totalMinor },
      ]);
    },
    /** The seller takes the order and hands the parcel over; the money is taken then. */
    async acceptAndShip(orderId: string): Promise<void> {
      const seller = await world.sellerOf(orderId);
      await seller.accept(orderId);
      await seller.ship(orderId);
    },
  };
}

/** The problem's type, or the status of an answer that is none. */
export const outcome = ({ status, type }: RawAnswer) => type ?? String(status);

export const idsOf = (placed: Placed) => (placed.status === 'placed' ? placed.orderIds : []);

/** The problem with which a call is refused. */
export async function refusalOf(call: Promise<unknown>): Promise<ApiProblem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiProblem) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
