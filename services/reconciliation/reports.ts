import type { Connection } from 'mongoose';
import { isDuplicateKey } from '../platform/documents';
import type { WatchReport } from './reconciliation.schema';

export type WatchReports = ReturnType<typeof createWatchReports>;

type Stored = Omit<WatchReport, 'id'> & { _id: string };

/** What each run of reconciliation and audit came to. */
export function createWatchReports({ connection }: { connection: Connection }) {
  const reports = connection.collection<Stored>('reports');
  return {
    /** Once a run; the same run again changes nothing. */
    async save({ id, ...report }: WatchReport): Promise<void> {
      try {
        await reports.insertOne({ _id: id, ...report });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** The newest first. */
    async list(kind: WatchReport['kind'], limit: number): Promise<WatchReport[]> {
      const found = await reports.find({ kind }).sort({ endedAt: -1 }).limit(limit).toArray();
      return found.map(({ _id, ...report }) => ({ id: _id, ...report }));
    },
  };
}
