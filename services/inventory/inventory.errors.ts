import { DomainError } from '../platform/errors';

export interface Shortage {
  sku: string;
  wanted: number;
  available: number;
}

/** Fewer units are left than are wanted; nothing is held. `details.lines` names each SKU that is short. */
export class OutOfStockError extends DomainError {
  constructor(lines: Shortage[]) {
    super('conflict', 'out-of-stock', 'Not everything you want is left. Nothing was set aside for you.', {
      lines,
    });
  }
}

/** The key was used up: what it held was sold or given back already, so it may not hold again. */
export class HoldSettledError extends DomainError {
  constructor(key: string) {
    super('conflict', 'hold-settled', 'This hold of stock was settled before. Nothing was set aside.', {
      key,
    });
  }
}
