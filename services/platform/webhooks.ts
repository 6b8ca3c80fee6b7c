import type { Connection } from 'mongoose';
import type { Clock } from './clock';
import { isDuplicateKey } from './documents';

/** Reports are kept for so long, in seconds; providers repeat theirs for a few days at most. */
const KEPT_SECONDS = 30 * 24 * 3600;

interface WebhookDocument {
  _id: string;
  type: string;
  subject: string;
  receivedAt: Date;
  deliveries: number;
  processedAt: Date | null;
}

export interface WebhookStore {
  /**
   * Writes down that a report came, before anything is done about it.
   * @param report.isDone nothing has to be done about it, so that it counts as dealt with at once
   * @returns true when this very report has been dealt with before
   */
  receive(report: {
    source: string;
    eventId: string;
    type: string;
    subject: string;
    isDone?: boolean;
  }): Promise<boolean>;
  /** It has been dealt with; later deliveries of it are only acknowledged. */
  markProcessed(report: { source: string; eventId: string }): Promise<void>;
}

/** Remembers the reports of third parties under `webhook:<source>:<event id>`, so that each is applied once. */
export function createWebhookStore({
  connection,
  clock,
}: {
  connection: Connection;
  clock: Clock;
}): WebhookStore {
  const webhooks = connection.collection<WebhookDocument>('webhooks');
  const indexed = webhooks
    .createIndex({ receivedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS })
    .catch(() => undefined);
  const idOf = (report: { source: string; eventId: string }) => `webhook:${report.source}:${report.eventId}`;

  const note = (_id: string, fields: { type: string; subject: string; processedAt: Date | null }) =>
    webhooks.findOneAndUpdate(
      { _id },
      {
        $setOnInsert: { ...fields, receivedAt: new Date(clock.nowMs()) },
        $inc: { deliveries: 1 },
      },
      { upsert: true, returnDocument: 'after' },
    );

  return {
    async receive({ type, subject, isDone = false, ...report }) {
      await indexed;
      const processedAt = isDone ? new Date(clock.nowMs()) : null;
      const noted = () => note(idOf(report), { type, subject, processedAt });
      // Two deliveries of one report at once both try to insert it; the second finds it.
      const stored = await noted().catch((error: unknown) => {
        if (isDuplicateKey(error)) return noted();
        throw error;
      });
      return Boolean(stored?.processedAt);
    },

    async markProcessed(report) {
      await webhooks.updateOne({ _id: idOf(report) }, { $set: { processedAt: new Date(clock.nowMs()) } });
    },
  };
}
