import mongoose, { type Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { present } from '../platform/guarded';
import { type RefundDocument, refundModel } from './refund.model';
import type { Refund, RefundDecider, RefundStatus } from './refund.schema';

/** The documents of refunds, and how they are found. */
export function createRefundStore({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = refundModel(connection);
  const show = (stored: RefundDocument): Refund => ({ ...UNTOLD, ...present<Refund>(stored) });

  return {
    model,
    show,

    async get(id: string): Promise<Refund | null> {
      const stored = (await model.findById(id).lean()) as RefundDocument | null;
      return stored && show(stored);
    },

    /** Oldest first. */
    async listForOrder(orderId: string): Promise<Refund[]> {
      const found = (await model.find({ orderId }).sort({ _id: 1 }).lean()) as RefundDocument[];
      return found.map(show);
    },

    /** Newest first, of one seller or of all. @param request.cursor `nextCursor` of the page before */
    async list(request: {
      sellerId?: string;
      status?: RefundStatus;
      decider?: RefundDecider;
      cursor?: string;
      limit: number;
    }): Promise<{ items: Refund[]; nextCursor: string | null }> {
      const { sellerId, status, decider, cursor, limit } = request;
      const found = (await model
        .find({
          ...(sellerId === undefined ? {} : { sellerId }),
          ...(status === undefined ? {} : { status }),
          ...(decider === undefined ? {} : { 'approval.by': decider }),
          ...(cursor === undefined ? {} : olderThan(cursor)),
        } as never)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean()) as RefundDocument[];
      const items = found.slice(0, limit).map(show);
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? `${last.createdAt}~${last.id}` : null };
    },

    /** Refunds that were written longer than `olderThanMs` ago and whose workflow has done nothing yet. */
    async listUnstarted({ olderThanMs, limit }: { olderThanMs: number; limit: number }): Promise<Refund[]> {
      const before = new Date(clock.nowMs() - olderThanMs).toISOString();
      const found = (await model
        .find({ status: 'requested', createdAt: mongoose.trusted({ $lt: before }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean()) as RefundDocument[];
      return found.map(show);
    },
  };
}

/** What refunds that were written by earlier versions do not tell. */
export const UNTOLD = {
  plainMinor: 0,
  approval: { by: 'nobody', why: 'asked-by-shop' },
  decideBy: null,
  attempt: 1,
  problem: null,
  settledBy: null,
  timeline: [],
} satisfies Partial<Refund>;

/** A cursor is the moment and id of the last one seen. */
function olderThan(cursor: string) {
  const [createdAt = '', id = ''] = cursor.split('~');
  return {
    $or: [
      { createdAt: mongoose.trusted({ $lt: createdAt }) },
      { createdAt, _id: mongoose.trusted({ $lt: id }) },
    ],
  };
}
