import type { Logger } from '../services/platform/logger';
import { toDeadLetter, type DeadLetter } from './dead-letters';
import { DEAD_LETTERS } from './kafka';
import type { Arrival } from './order-keeper';
import { backoffMs, pause } from './pause';
import type { Publisher } from './publisher';

const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 10_000;

type Letter = Omit<DeadLetter, 'id' | 'by' | 'at'>;
export type SetAside = (letter: Letter) => Promise<boolean>;

/** An event that could be read as a dead letter. */
export function letterOf(arrival: Arrival, reason: string, attempts: number): Letter {
  const { event, topic, partition, offset, content } = arrival;
  const { id, subject, type, version, traceparent } = event;
  return {
    ...{ reason, attempts, from: topic, partition, offset: String(offset), content },
    ...{ eventId: id, subject, type, version },
    ...(traceparent && { traceparent }),
  };
}

/** Writes dead letters of one group, however long that takes. Answers false when it was stopped before. */
export function createSetAside(options: {
  groupId: string;
  publisher: Pick<Publisher, 'publish'>;
  logger: Logger;
  signal: AbortSignal;
  onLetter?: () => void;
}): SetAside {
  const { groupId, publisher, logger, signal } = options;
  return async (letter) => {
    const { from, partition, offset, eventId, reason, traceparent } = letter;
    logger.error(
      { groupId, topic: from, partition, offset, eventId, reason, traceparent },
      'Event set aside as dead letter',
    );
    const message = toDeadLetter({ ...letter, by: groupId, at: new Date().toISOString() });
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      try {
        await publisher.publish([{ topic: DEAD_LETTERS, message }]);
        options.onLetter?.();
        return true;
      } catch (error) {
        logger.warn({ err: error, groupId, attempt }, 'Dead letter could not be written');
        await pause(backoffMs(attempt, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS), signal);
      }
    }
    return false;
  };
}
