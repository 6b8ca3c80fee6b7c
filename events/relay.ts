import type { Clock } from '../services/platform/clock';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';
import type { Databases } from '../services/platform/mongo';
import { PoisonError, toMessage } from './cloud-event';
import { toDeadLetter } from './dead-letters';
import { DEAD_LETTERS } from './kafka';
import { createLease } from './lease';
import { versionsOf } from './outbox';
import { backoffMs, pause } from './pause';
import { openOutbox, OUTBOXES, type Outbox, type OutboxSource, type PublishedDocument } from './outboxes';
import { createPublisher, type Outgoing, type Publisher } from './publisher';
import { createTurns } from './turns';

/** How many documents of one collection, and events of one document, go into one batch. */
const DOCUMENTS_A_BATCH = 200;
const EVENTS_A_DOCUMENT = 500;

/** Rest for each unit of work, and the longest rest in looks at an empty outbox. */
const REST_TO_WORK = 9;
const LONGEST_REST = 4;

const LEASE_MS = 10_000;
const STANDBY_PAUSE_MS = 1_000;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5_000;

export interface RelayDeps {
  config: Pick<Config, 'KAFKA_BROKERS' | 'KAFKA_TOPIC_PREFIX' | 'OUTBOX_POLL_MS'>;
  databases: Databases;
  logger: Logger;
  clock: Clock;
  /** Tells relays apart; no two that run at the same time may share it. */
  holder: string;
  /** Where events go; Kafka when left out. */
  publisher?: Publisher;
  sources?: readonly OutboxSource[];
}

export interface RelayStatus {
  /** `starting` until the lease was asked for, `standby` while another relay has it. */
  role: 'starting' | 'active' | 'standby';
  /** What keeps it from publishing; null when nothing does. */
  problem: string | null;
  published: number;
  deadLetters: number;
  /** Since when the longest-waiting event that it knows of waits, epoch ms; null when none does. */
  oldestWaitingMs: number | null;
}

/** The status of a relay that has not looked yet. */
export const NOT_STARTED: RelayStatus = {
  role: 'starting',
  problem: null,
  published: 0,
  deadLetters: 0,
  oldestWaitingMs: null,
};

export interface Relay {
  status(): RelayStatus;
  /** Finishes the batch in hand, gives the lease back and closes the connection to Kafka. */
  stop(): Promise<void>;
}

/**
 * Publishes what waits in the outboxes: reads a batch, sends it to Kafka, takes it out of the documents; one batch at a
 * time, so the events of a document leave in order. A crash after sending repeats the batch with the same ids and
 * versions. Of several relays one works, the one with the lease; two that believe to have it (one was paused for
 * longer than the lease) cause repetitions and nothing worse. While Kafka or the database is away it keeps trying.
 */
export function startRelay(deps: RelayDeps): Relay {
  const { config, databases, logger, clock } = deps;
  const publisher = deps.publisher ?? createPublisher({ config, logger, clientId: 'caravan-relay' });
  const lease = createLease({ databases, clock, name: 'outbox-relay', holder: deps.holder, ttlMs: LEASE_MS });
  const turns = createTurns((deps.sources ?? OUTBOXES).map((source) => openOutbox(databases, source)));
  const status: RelayStatus = { ...NOT_STARTED };
  const stopping = new AbortController();
  let failures = 0;

  /** One look at the outboxes. Answers how long to pause before the next, in ms. */
  async function look(): Promise<number> {
    if (!(await takeLead())) return STANDBY_PAUSE_MS;
    const beganMs = clock.nowMs();
    const batch = await readBatch(turns.next());
    turns.report(batch.documents.map(({ outbox }) => outbox));
    status.oldestWaitingMs = batch.oldestMs;
    if (batch.documents.length === 0) return config.OUTBOX_POLL_MS;

    const { messages, deadLetters } = toMessages(batch.documents);
    await publisher.publish(messages);
    await Promise.all(batch.documents.map(({ outbox, documents }) => outbox.mark(documents)));
    report(messages.length - deadLetters, deadLetters);
    return batch.full ? 0 : restAfter(clock.nowMs() - beganMs, config.OUTBOX_POLL_MS);
  }

  async function takeLead(): Promise<boolean> {
    const role = (await lease.hold()) ? 'active' : 'standby';
    if (role !== status.role) logger.info({ role }, 'Relay changes its role');
    status.role = role;
    return role === 'active';
  }

  function report(published: number, deadLetters: number): void {
    status.published += published;
    status.deadLetters += deadLetters;
    status.oldestWaitingMs = null;
  }

  function toMessages(batch: readonly Batch[]): { messages: Outgoing[]; deadLetters: number } {
    const messages: Outgoing[] = [];
    let deadLetters = 0;
    for (const { outbox, documents } of batch)
      for (const document of documents)
        for (const outgoing of messagesOf(document, outbox.source, clock.nowMs())) {
          messages.push(outgoing);
          if (outgoing.topic !== DEAD_LETTERS) continue;
          deadLetters += 1;
          logger.error(
            {
              service: outbox.source.service,
              subject: document._id,
              reason: outgoing.message.headers.reason,
            },
            'Event set aside as dead letter',
          );
        }
    return { messages, deadLetters };
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      let pauseMs: number;
      try {
        pauseMs = await look();
        if (failures > 0) logger.info('Relay works again');
        failures = 0;
        status.problem = null;
      } catch (error) {
        failures += 1;
        pauseMs = backoffMs(failures, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS);
        status.problem = error instanceof Error ? error.message : String(error);
        logger.warn({ err: error, failures }, 'Relay cannot publish and tries again');
      }
      await pause(pauseMs, stopping.signal);
    }
  }

  const running = run();
  return {
    status: () => ({ ...status }),
    async stop() {
      stopping.abort();
      await running;
      await publisher.close();
      await lease
        .release()
        .catch((error: unknown) => logger.warn({ err: error }, 'Relay could not give its lease back'));
    },
  };
}

interface Batch {
  outbox: Outbox;
  documents: PublishedDocument[];
}

async function readBatch(
  outboxes: readonly Outbox[],
): Promise<{ documents: Batch[]; full: boolean; oldestMs: number | null }> {
  const read = await Promise.all(
    outboxes.map(async (outbox) => ({
      outbox,
      documents: (await outbox.read(DOCUMENTS_A_BATCH)).map((document) => ({
        ...document,
        taken: Math.min(document.outbox.length, EVENTS_A_DOCUMENT),
      })),
    })),
  );
  const documents = read.filter((batch) => batch.documents.length > 0);
  const all = documents.flatMap((batch) => batch.documents);
  const oldest = all.map(({ outbox }) => Date.parse(outbox[0]?.time ?? '')).filter((ms) => !Number.isNaN(ms));
  return {
    documents,
    full:
      documents.some((batch) => batch.documents.length === DOCUMENTS_A_BATCH) ||
      all.some(({ outbox, taken }) => taken < outbox.length),
    oldestMs: oldest.length > 0 ? Math.min(...oldest) : null,
  };
}

/** The messages of one document in order; an entry that cannot be an event becomes a dead letter in its place. */
export function messagesOf(document: PublishedDocument, source: OutboxSource, nowMs: number): Outgoing[] {
  const { _id: subject, outbox, taken } = document;
  const versions = versionsOf(document);
  return outbox.slice(0, taken).map((entry, index) => {
    try {
      return toMessage({ entry, subject, version: versions[index] ?? 0, service: source.service });
    } catch (error) {
      if (!(error instanceof PoisonError)) throw error;
      const letter = toDeadLetter({
        by: 'relay',
        reason: error.message,
        attempts: 1,
        version: versions[index] ?? 0,
        eventId: String(entry.id),
        type: String(entry.type),
        from: source.service,
        subject,
        at: new Date(nowMs).toISOString(),
        content: JSON.stringify(entry),
      });
      return { topic: DEAD_LETTERS, message: letter };
    }
  });
}

/**
 * How long to rest after a batch that took `workMs`: the busier the machine, the longer. What gathers meanwhile leaves in
 * one batch, and one write takes several events out of a document, so a busy shop pays less for each event.
 */
export function restAfter(workMs: number, pollMs: number): number {
  return Math.min(Math.max(pollMs, workMs * REST_TO_WORK), pollMs * LONGEST_REST);
}
