import type { Allocation, Stock, StockLine } from './inventory.schema';

/**
 * Stock: every change is one guarded atomic update of one document, idempotent under its key.
 * `OutOfStockError` (conflict, code `out-of-stock`, details `{lines: [{sku, wanted, available}]}`) is the only refusal.
 */
export interface InventoryService {
  /**
   * Holds all lines or none under `key` (lines of one SKU are summed first); a repeated key answers with what it
   * already holds.
   * @throws OutOfStockError
   */
  holdStock(request: { key: string; lines: StockLine[]; expiresAt: string }): Promise<Allocation[]>;
  /** Held becomes sold. Nothing happens where the hold is gone already. */
  commitHold(request: { key: string; allocations: Allocation[] }): Promise<void>;
  /** Held becomes available again; accepts a hold that never was. Without allocations every hold of the key is released. */
  releaseHold(request: { key: string; allocations?: Allocation[] }): Promise<void>;
  /** Sold becomes available again, once a key. */
  returnStock(request: { key: string; allocations: Allocation[] }): Promise<void>;
  /** New goods arrive (creates the stock record), once a key. */
  receiveStock(request: {
    key: string;
    sku: string;
    sellerId: string;
    warehouseId: string;
    quantity: number;
  }): Promise<Stock>;
  /** Units available of each SKU, over all warehouses; unknown SKUs are 0. */
  availability(skus: string[]): Promise<Record<string, number>>;
}
