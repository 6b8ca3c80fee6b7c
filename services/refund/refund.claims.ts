import mongoose, { type Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { StaleVersionError } from '../platform/errors';
import { isDuplicateKey } from '../platform/guarded';
import { claimsModel, type Claim, type ClaimsDocument } from './refund.model';

/** Twenty lost races in a row on one order is not contention but a fault. */
const MAX_ROUNDS = 20;

/**
 * What the refunds of an order claim of it. Every claim is decided on all the others and written only if none came in
 * between, so that however many ask at once, no unit and no cent is given back twice.
 */
export function createClaims({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = claimsModel(connection);
  const read = async (orderId: string) => (await model.findById(orderId).lean()) as ClaimsDocument | null;

  return {
    of: async (orderId: string): Promise<Claim[] | null> => (await read(orderId))?.claims ?? null,

    /**
     * Claims what `decide` answers with; the claim of the same refund that is there already otherwise.
     * @param written what was claimed before claims were kept, for an order that has none yet
     * @throws what `decide` throws
     */
    async take(
      orderId: string,
      refundId: string,
      written: () => Promise<Claim[]>,
      decide: (others: readonly Claim[]) => Claim,
    ): Promise<Claim> {
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        const current = await read(orderId);
        const claims = current?.claims ?? (await written());
        const mine = claims.find((claim) => claim.refundId === refundId);
        if (mine && current) return mine;
        const claim = mine ?? decide(claims);
        const after = mine ? claims : [...claims, claim];
        if (await replace(orderId, current, after)) return claim;
      }
      throw new StaleVersionError('order');
    },

    /** Frees what a refund claimed that will not be. Harmless to repeat. */
    async free(orderId: string, refundId: string): Promise<void> {
      await model.updateOne({ _id: orderId }, {
        $pull: { claims: { refundId } },
        $inc: { revision: 1 },
      } as never);
    },

    /** Orders of which something was claimed in a span of time, both in ms since 1970. */
    async claimedBetween(fromMs: number, toMs: number): Promise<{ orderId: string; refundIds: string[] }[]> {
      const found = (await model
        .find({ claimedAt: mongoose.trusted({ $gt: fromMs, $lt: toMs }) })
        .lean()) as ClaimsDocument[];
      return found.map(({ _id, claims }) => ({
        orderId: _id,
        refundIds: claims.map(({ refundId }) => refundId),
      }));
    },
  };

  async function replace(
    orderId: string,
    current: ClaimsDocument | null,
    claims: readonly Claim[],
  ): Promise<boolean> {
    const claimedAt = clock.nowMs();
    if (!current) {
      try {
        await model.collection.insertOne({ _id: orderId, revision: 0, claims, claimedAt } as never);
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    }
    const { modifiedCount } = await model.updateOne(
      { _id: orderId, revision: current.revision } as never,
      { $set: { claims, claimedAt }, $inc: { revision: 1 } } as never,
    );
    return modifiedCount === 1;
  }
}
