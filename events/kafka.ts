import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';
import { TOPICS, type Topic } from './contract';

export type KafkaConfig = Pick<Config, 'KAFKA_BROKERS' | 'KAFKA_TOPIC_PREFIX'>;

/** Where messages go that nobody can use; see dead-letters.ts. */
export const DEAD_LETTERS = 'dead-letters';
/** Where messages are that were put back from there; see replays.ts. */
export const REPLAYS = 'replays';

/** Topics of ours that are not streams of events. */
export type SideTopic = typeof DEAD_LETTERS | typeof REPLAYS;

const REQUEST_TIMEOUT_MS = 10_000;

/** The name that a topic has in Kafka. */
export function topicName(config: KafkaConfig, topic: Topic | SideTopic): string {
  return `${config.KAFKA_TOPIC_PREFIX}${topic}`;
}

/** The topic of a name in Kafka, or null for a name that is not ours. */
export function topicOf(config: KafkaConfig, name: string): Topic | null {
  return TOPICS.find((topic) => topicName(config, topic) === name) ?? null;
}

/** A client that gives up within seconds, so that its caller decides how to go on. */
export function createKafka(config: KafkaConfig, logger: Logger, clientId: string): Kafka {
  return new Kafka({
    clientId,
    brokers: config.KAFKA_BROKERS.split(',').map((broker) => broker.trim()),
    connectionTimeout: 3_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => writeLog(logger, entry),
  });
}

/** What Kafka calls an error is a condition that our callers handle or log themselves. */
function writeLog(logger: Logger, { level, namespace, log }: LogEntry): void {
  const { message, broker, groupId, topic } = log as LogEntry['log'] & Record<string, unknown>;
  const fields = { client: namespace, said: message, broker, groupId, topic };
  if (level <= logLevel.ERROR) logger.warn(fields, 'Kafka client reports a problem');
  else logger.debug(fields, 'Kafka client reports');
}
