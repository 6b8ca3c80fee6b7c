import type { Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError, StaleVersionError } from '../platform/errors';
import { isDuplicateKey, rememberLastSeen, unlessRefused } from '../platform/guarded';
import { newId } from '../platform/ids';
import { cartIdOf, cartModel, type CartDocument } from './cart.model';
import type { Cart, CartLine } from './cart.schema';
import { MOST_LINES, mergeLines, withLine, withoutBought, withoutLine, type BoughtLine } from './cart.state';

interface CartDeps {
  /** The carts' own database. */
  connection: Connection;
  clock: Clock;
  products: {
    /** What the catalogue says of each SKU that is for sale. */
    itemsForSkus(
      skus: readonly string[],
    ): Promise<{ sku: string; productId: string; sellerId: string; unitPriceMinor: number }[]>;
  };
}

/** A basket that so many others change at the same moment is a fault, not a busy buyer. */
const MOST_ROUNDS = 50;

type CartUpdate = Partial<Pick<Cart, 'lines' | 'checkoutId' | 'coupon'>>;

export type CartService = ReturnType<typeof createCartService>;

/** Baskets. One owner has one; a basket of somebody else does not exist for the asker. */
export function createCartService({ connection, clock, products }: CartDeps) {
  const carts = cartModel(connection);
  const lastSeen = rememberLastSeen<CartDocument>();

  return {
    /** The owner's basket; made at the first look. */
    async current(ownerId: string): Promise<Cart> {
      const found = await read(cartIdOf(ownerId));
      if (found) return show(found);
      const nowMs = clock.nowMs();
      const fresh: CartDocument = {
        _id: cartIdOf(ownerId),
        ownerId,
        checkoutId: newId(nowMs),
        lines: [],
        updatedAt: nowMs,
        version: 1,
      };
      try {
        await connection.collection<CartDocument>('carts').insertOne(fresh);
        lastSeen.set(fresh._id, fresh);
        return show(fresh);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return this.current(ownerId);
      }
    },

    /** A basket by its id, whoever owns it; for the shop itself, not for visitors. */
    async get(id: string): Promise<Cart | null> {
      const found = await read(id);
      return found ? show(found) : null;
    },

    /**
     * Puts so many of a SKU in, in place of how many there were.
     * @throws NotFoundError for somebody else's basket; DomainError `not-for-sale`, `basket-full`
     */
    async setLine(request: {
      cartId: string;
      ownerId: string;
      sku: string;
      quantity: number;
    }): Promise<Cart> {
      const { cartId, ownerId, sku, quantity } = request;
      const [item] = await products.itemsForSkus([sku]);
      if (!item) {
        throw new DomainError('invalid', 'not-for-sale', 'This is not for sale. Your basket is unchanged.', {
          skus: [sku],
        });
      }
      const { productId, sellerId, unitPriceMinor } = item;
      const line: CartLine = { sku, productId, sellerId, quantity, seenPriceMinor: unitPriceMinor };
      return change(cartId, ownerId, (cart) => {
        const lines = withLine(cart.lines, line);
        if (lines.length > MOST_LINES) {
          throw new DomainError(
            'invalid',
            'basket-full',
            `A basket holds ${MOST_LINES} different things. Yours is full; nothing was added.`,
          );
        }
        return { lines };
      });
    },

    /** Takes a SKU out; one that is not in it is out already. @throws NotFoundError */
    removeLine({ cartId, ownerId, sku }: { cartId: string; ownerId: string; sku: string }): Promise<Cart> {
      return change(cartId, ownerId, (cart) => {
        const lines = withoutLine(cart.lines, sku);
        return lines.length === cart.lines.length ? null : { lines };
      });
    },

    /** Names a code for the basket, in place of the one before; null takes it out. @throws NotFoundError */
    setCoupon({
      cartId,
      ownerId,
      code,
    }: {
      cartId: string;
      ownerId: string;
      code: string | null;
    }): Promise<Cart> {
      return change(cartId, ownerId, (cart) => ((cart.coupon ?? null) === code ? null : { coupon: code }));
    },

    /**
     * A guest has signed in: what the guest had is in the account's basket too, the larger quantity of each SKU, and
     * the guest's basket is empty. Again, it changes nothing.
     */
    async merge({ from, into }: { from: string; into: string }): Promise<Cart> {
      const target = await this.current(into);
      const guest = await read(cartIdOf(from));
      if (!guest || guest.lines.length === 0 || from === into) return target;
      const merged = await change(target.id, into, (cart) => ({
        lines: mergeLines(cart.lines, guest.lines),
        ...(guest.coupon && !cart.coupon ? { coupon: guest.coupon } : {}),
      }));
      // Only what was merged may go: a line put in meanwhile stays for the next time.
      await write(guest, { lines: [] });
      return merged;
    },

    /**
     * A checkout of this basket was placed: what was bought leaves it, and its next checkout has another id. Happens
     * once for each checkout id; a repeat changes nothing.
     * @param request.lines what was bought; everything when not given
     * @throws NotFoundError
     */
    async finish(request: {
      cartId: string;
      checkoutId: string;
      nextCheckoutId: string;
      lines?: readonly BoughtLine[];
    }): Promise<Cart> {
      return change(request.cartId, null, (cart) => {
        if (cart.checkoutId !== request.checkoutId) return null;
        const lines = request.lines ? withoutBought(cart.lines, request.lines) : [];
        return { lines, checkoutId: request.nextCheckoutId, ...(cart.coupon ? { coupon: null } : {}) };
      });
    },

    /** Resolves when the indexes are there. */
    async ready(): Promise<void> {
      await carts.init();
    },
  };

  async function read(id: string): Promise<CartDocument | null> {
    const found = await carts.findById(id).lean<CartDocument | null>().exec();
    if (found) lastSeen.set(id, found);
    return found;
  }

  /** The basket as it is now; null when somebody wrote in between. Made by us, it needs no casting. */
  async function write(seen: CartDocument, update: CartUpdate): Promise<CartDocument | null> {
    const updatedAt = clock.nowMs();
    const { modifiedCount } = await carts.collection.updateOne(
      { _id: seen._id, version: seen.version } as never,
      { $set: { ...update, updatedAt }, $inc: { version: 1 } },
    );
    if (modifiedCount !== 1) return null;
    const written = { ...seen, ...update, updatedAt, version: seen.version + 1 };
    lastSeen.set(seen._id, written);
    return written;
  }

  /**
   * Decides on what was seen last and writes if nobody wrote since; else, and before anything is refused or found done
   * already, on what is read now. Two tabs that add at once both add.
   */
  async function change(
    id: string,
    ownerId: string | null,
    decide: (cart: CartDocument) => CartUpdate | null,
  ): Promise<Cart> {
    const known = lastSeen.get(id);
    const hoped = known && isOf(known, ownerId) ? unlessRefused(() => decide(known)) : null;
    const written = known && hoped ? await write(known, hoped) : null;
    if (written) return show(written);

    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const seen = await read(id);
      if (!seen || !isOf(seen, ownerId)) throw new NotFoundError('basket');
      const update = decide(seen);
      if (!update) return show(seen);
      const after = await write(seen, update);
      if (after) return show(after);
    }
    throw new StaleVersionError('basket');
  }
}

function isOf(cart: CartDocument, ownerId: string | null): boolean {
  return ownerId === null || cart.ownerId === ownerId;
}

const show = ({ _id, ownerId, checkoutId, lines, coupon, version }: CartDocument): Cart => ({
  ...{ id: _id, ownerId, checkoutId, lines, version },
  ...(coupon ? { coupon } : {}),
});
