import mongoose from 'mongoose';
import type { Clock } from '../services/platform/clock';
import type { Databases } from '../services/platform/mongo';

const DUPLICATE_KEY = 11000;

interface LeaseDocument {
  _id: string;
  holder: string;
  /** Epoch ms. */
  until: number;
}

/** The right to do something alone, for a while. */
export interface Lease {
  /** Takes or keeps the lease; false when somebody else has it. Asks the database once a third of its time. */
  hold(): Promise<boolean>;
  /** Gives it back, so that another need not wait for its end. */
  release(): Promise<void>;
}

/**
 * A lease on a name, in the platform database. It ends by itself `ttlMs` after it was last renewed, so a holder that
 * died is replaced; one that only slept may act once more beside its successor, which its work must bear.
 */
export function createLease(deps: {
  databases: Databases;
  clock: Clock;
  name: string;
  /** Who asks; the same again after a restart, so that a holder that died need not wait for its own lease. */
  holder: string;
  ttlMs: number;
}): Lease {
  const { clock, name, holder, ttlMs } = deps;
  const leases = deps.databases.of('platform').collection<LeaseDocument>('leases');
  let renewAt = 0;

  return {
    async hold() {
      const now = clock.nowMs();
      if (now < renewAt) return true;
      renewAt = 0;
      try {
        await leases.updateOne(
          { _id: name, $or: [{ holder }, { until: { $lt: now } }] },
          { $set: { holder, until: now + ttlMs } },
          { upsert: true },
        );
      } catch (error) {
        // The insert of the upsert met the document of a holder whose time is not over.
        if (error instanceof mongoose.mongo.MongoServerError && error.code === DUPLICATE_KEY) return false;
        throw error;
      }
      renewAt = now + ttlMs / 3;
      return true;
    },
    async release() {
      renewAt = 0;
      await leases.deleteOne({ _id: name, holder });
    },
  };
}
