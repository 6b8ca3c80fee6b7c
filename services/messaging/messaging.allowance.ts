import type { Model } from 'mongoose';
import type { Clock } from '../platform/clock';
import { TooManyMessagesError } from './messaging.errors';
import type { AllowanceDocument } from './messaging.model';

const MINUTE_MS = 60_000;

/** How much one person may write in a minute, over all conversations and all replicas. */
export function createMessageAllowance(deps: {
  allowances: Model<AllowanceDocument>;
  clock: Clock;
  perMinute: number;
}) {
  const { allowances, clock, perMinute } = deps;
  return {
    /** @throws TooManyMessagesError */
    async take(authorId: string): Promise<void> {
      const nowMs = clock.nowMs();
      const minute = Math.floor(nowMs / MINUTE_MS);
      const endsAtMs = (minute + 1) * MINUTE_MS;
      const window = await allowances.findOneAndUpdate(
        { _id: `${authorId}.${minute}` },
        { $inc: { count: 1 }, $setOnInsert: { endsAt: new Date(endsAtMs) } },
        { upsert: true, returnDocument: 'after' },
      );
      if (window && window.count > perMinute)
        throw new TooManyMessagesError(Math.ceil((endsAtMs - nowMs) / 1000));
    },
  };
}
