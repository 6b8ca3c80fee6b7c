import { stockLow } from '../../events/contracts/stock.events';
import { carrying, eventOf } from '../../events/outbox';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { stockId, type StockCollection, type StockDocument } from './inventory.model';

/** What says whether stock is low. */
export type LowFacts = Pick<StockDocument, 'available' | 'lowAt' | 'isLow'>;

export const LOW_FACTS = { available: 1, lowAt: 1, isLow: 1 } as const;

/** True when it has become low and that was not told yet, or is no longer low. */
export function isNews({ available, lowAt, isLow = false }: LowFacts): boolean {
  return lowAt === undefined ? isLow : available <= lowAt !== isLow;
}

/** Tells sellers once when few are left of something, and again only after there were more. */
export function createLowStock({ stocks, clock }: { stocks: StockCollection; clock: Clock }) {
  return {
    judge,

    /** @throws NotFoundError */
    async setThreshold(request: {
      sku: string;
      sellerId: string;
      warehouseId: string;
      lowAt: number | null;
    }): Promise<void> {
      const { sku, sellerId, warehouseId, lowAt } = request;
      const _id = stockId(sku, warehouseId);
      const change = lowAt === null ? { $unset: { lowAt: 1 as const } } : { $set: { lowAt } };
      const { matchedCount } = await stocks.updateOne({ _id, sellerId }, change);
      if (matchedCount === 0) throw new NotFoundError('SKU');
      await judge(_id);
    },
  };

  /** Looks whether there is news, and writes it down with its event, once. */
  async function judge(_id: string): Promise<void> {
    const stock = await stocks.findOne(
      { _id },
      { projection: { ...LOW_FACTS, sku: 1, sellerId: 1, warehouseId: 1 } },
    );
    if (!stock || !isNews(stock)) return;
    const { sku, sellerId, warehouseId, available, lowAt } = stock;
    if (lowAt === undefined || available > lowAt) {
      await stocks.updateOne({ _id, isLow: true, available }, { $unset: { isLow: 1 } });
      return;
    }
    const nowMs = clock.nowMs();
    const event = carrying(nowMs, eventOf(stockLow, { sku, warehouseId, sellerId, available, lowAt }, nowMs));
    // Who sells more meanwhile looks for themselves afterwards.
    await stocks.updateOne(
      { _id, isLow: { $ne: true }, available, lowAt },
      { ...event, $set: { ...event.$set, isLow: true } },
    );
  }
}
