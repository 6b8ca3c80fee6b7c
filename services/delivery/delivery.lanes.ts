import { type Connection, trusted } from 'mongoose';
import { isDuplicateKey } from '../platform/documents';
import { laneModel } from './delivery.model';
import type { Delivery } from './delivery.schema';

/** So many of the latest parcels are remembered for each lane. */
const KEPT = 200;
/** With fewer parcels than this the carrier knows better. */
export const FEWEST_SAMPLES = 5;

/** How long parcels take from one country to another by one service, learned from those that arrived. */
export function createLanes({ connection }: { connection: Connection }) {
  const lanes = laneModel(connection);

  return {
    /** When a parcel booked at `fromMs` should arrive: half do by `from`, four of five by `until`. */
    async estimate(lane: string, fromMs: number): Promise<{ from: string; until: string } | undefined> {
      const found = await lanes.findById(lane).lean();
      const took = (found?.samples ?? []).map(({ tookMs }) => tookMs);
      const range = rangeOf(took);
      return range && { from: isoAfter(fromMs, range.medianMs), until: isoAfter(fromMs, range.mostMs) };
    },

    /** Counts a parcel that arrived, once; nothing where it went by a courier or was never booked. */
    async learn(
      delivery: Pick<Delivery, 'id' | 'status' | 'lane' | 'tracking' | 'createdAt'>,
    ): Promise<void> {
      const { id: deliveryId, lane, status } = delivery;
      const arrivedAt = delivery.tracking.find((event) => event.status === 'delivered')?.at;
      if (status !== 'delivered' || lane === undefined || arrivedAt === undefined) return;
      const tookMs = Math.max(0, Date.parse(arrivedAt) - Date.parse(delivery.createdAt));
      const push = { samples: { $each: [{ deliveryId, tookMs }], $slice: -KEPT } };
      try {
        await lanes.updateOne(
          { _id: lane, 'samples.deliveryId': trusted({ $ne: deliveryId }) },
          { $push: push },
          { upsert: true },
        );
      } catch (error) {
        // The lane is there, and has counted this parcel or was just made by another one.
        if (!isDuplicateKey(error)) throw error;
        await lanes.updateOne(
          { _id: lane, 'samples.deliveryId': trusted({ $ne: deliveryId }) },
          { $push: push },
        );
      }
    },
  };
}

/** The median and the 80th percentile, in ms; undefined where too few are known. Pure. */
export function rangeOf(tookMs: readonly number[]): { medianMs: number; mostMs: number } | undefined {
  if (tookMs.length < FEWEST_SAMPLES) return undefined;
  const sorted = [...tookMs].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { medianMs: at(0.5), mostMs: at(0.8) };
}

function isoAfter(fromMs: number, laterMs: number): string {
  return new Date(fromMs + laterMs).toISOString();
}
