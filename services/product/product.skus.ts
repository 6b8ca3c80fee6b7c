import { type Connection, type Model, trusted } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey, modelOf } from '../platform/documents';
import { DomainError } from '../platform/errors';

interface SkuDocument {
  _id: string;
  sellerId: string;
  /** Epoch ms. */
  claimedAt: number;
}

/** Another seller has a SKU, or had it once. `details.skus` names them. */
export class SkuTakenError extends DomainError {
  constructor(skus: string[]) {
    super(
      'conflict',
      'sku-taken',
      `${skus.join(', ')} is used by another seller. Nothing was saved. Choose another SKU.`,
      { skus },
    );
  }
}

export type SkuClaims = ReturnType<typeof createSkuClaims>;

/**
 * Whose a SKU is, for ever: orders and stock are counted by it, so it never passes to another seller, also when its
 * variant is withdrawn. The claim is the document's `_id`, so of two who want one SKU one gets it.
 */
export function createSkuClaims({ connection, clock }: { connection: Connection; clock: Clock }) {
  const claims: Model<SkuDocument> = modelOf(connection, {
    name: 'Sku',
    collection: 'skus',
    fields: {
      _id: { type: String, required: true },
      sellerId: { type: String, required: true },
      claimedAt: { type: Number, required: true },
    },
  });

  return {
    /** Repeating it is harmless. @throws SkuTakenError; then none that was free is given back: they are this seller's */
    async claim(sellerId: string, skus: readonly string[]): Promise<void> {
      const owners = await ownersOf(skus);
      const taken = skus.filter((sku) => (owners.get(sku) ?? sellerId) !== sellerId);
      if (taken.length > 0) throw new SkuTakenError(taken);
      for (const sku of skus) {
        if (owners.has(sku)) continue;
        try {
          await claims.create({ _id: sku, sellerId, claimedAt: clock.nowMs() });
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
          if ((await ownersOf([sku])).get(sku) !== sellerId) throw new SkuTakenError([sku]);
        }
      }
    },

    ownersOf,
    ready: () => claims.init(),
  };

  async function ownersOf(skus: readonly string[]): Promise<Map<string, string>> {
    const found = await claims.find({ _id: trusted({ $in: [...skus] }) }).lean<SkuDocument[]>();
    return new Map(found.map(({ _id, sellerId }) => [_id, sellerId]));
  }
}
