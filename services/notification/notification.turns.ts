import type { Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import type { TurnDocument } from './notification.model';

/** Lets one at a time send for a group, over all processes; whoever dies in its turn holds it up for `forMs`. */
export function createGroupTurns({
  turns,
  clock,
  forMs,
}: {
  turns: Model<TurnDocument>;
  clock: Clock;
  forMs: number;
}) {
  return {
    /** False while somebody else has it. */
    async take(id: string): Promise<boolean> {
      const nowMs = clock.nowMs();
      try {
        await turns.collection.updateOne(
          { _id: id, until: { $lte: nowMs } } as never,
          { $set: { until: nowMs + forMs } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async giveBack(id: string): Promise<void> {
      await turns.collection.deleteOne({ _id: id } as never);
    },
  };
}
