import { type Connection, trusted } from 'mongoose';
import type { ActedBy } from '../order/order.schema';
import type { Clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { auditLogModel, type AuditDocument } from './audit-log.model';
import type { AuditEntry } from './audit-log.schema';

export type AuditLogService = ReturnType<typeof createAuditLogService>;

/** What staff did: written before it is done, so that no act can happen without its line. Nothing is ever changed. */
export function createAuditLogService({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = auditLogModel(connection);

  return {
    /** Writes down what is about to be done. @returns the id of the line, for `finish` */
    async begin(act: {
      by: ActedBy;
      act: string;
      about: string | null;
      note: string | null;
      requestId: string;
    }): Promise<string> {
      const nowMs = clock.nowMs();
      const _id = newId(nowMs);
      const entry = { _id, ...act, at: new Date(nowMs).toISOString(), status: null, refusal: null };
      await model.collection.insertOne(entry as never);
      return _id;
    },

    /** How the act ended; only the first answer is kept. */
    async finish(id: string, end: { status: number; refusal: string | null }): Promise<void> {
      await model.updateOne({ _id: id, status: null }, { $set: end });
    },

    /** Newest first. @param request.cursor `nextCursor` of the page before */
    async list({
      about,
      actor,
      cursor,
      limit,
    }: {
      about?: string;
      actor?: string;
      cursor?: string;
      limit: number;
    }): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
      const filter = {
        ...(about === undefined ? {} : { about }),
        ...(actor === undefined ? {} : { 'by.id': actor }),
        ...(cursor === undefined ? {} : { _id: trusted({ $lt: cursor }) }),
      };
      const found = (await model
        .find(filter as never)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .lean()) as AuditDocument[];
      const items = found.slice(0, limit).map(({ _id, ...entry }) => ({ id: _id, ...entry }));
      return { items, nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
  };
}
