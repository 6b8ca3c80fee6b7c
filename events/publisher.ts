import { type Kafka, type Producer, Partitioners } from 'kafkajs';
import type { Logger } from '../services/platform/logger';
import type { EventMessage } from './cloud-event';
import type { Topic } from './contract';
import { createKafka, topicName, type KafkaConfig, type SideTopic } from './kafka';
import { createTopics } from './topics';

export interface Outgoing {
  topic: Topic | SideTopic;
  message: EventMessage;
}

export interface Publisher {
  /**
   * Resolves when every in-sync replica has all messages; messages of one key arrive in the order given. When it
   * rejects, any part of them may have arrived: publish the same again.
   */
  publish(messages: readonly Outgoing[]): Promise<void>;
  close(): Promise<void>;
}

/** What one request to Kafka carries at most, in UTF-16 units of values; a broker takes 1 MiB a partition. */
const REQUEST_LENGTH = 600_000;

/** Publishes to Kafka; connects, and creates the topics, when it first has something to publish. */
export function createPublisher(deps: { config: KafkaConfig; logger: Logger; clientId: string }): Publisher {
  const { config, logger, clientId } = deps;
  const kafka = createKafka(config, logger, clientId);
  let producer: Producer | null = null;

  const discard = async () => {
    const old = producer;
    producer = null;
    await old?.disconnect().catch(() => undefined);
  };

  return {
    async publish(messages) {
      try {
        producer ??= await connect(kafka, config);
        for (const request of requestsOf(messages)) await send(producer, config, request);
      } catch (error) {
        // A new producer begins a new sequence. The old one would number the next, different batch like the one whose
        // fate is unknown, and a broker that has that one would take the new for a repetition and drop it.
        await discard();
        throw error;
      }
    },
    close: discard,
  };
}

async function connect(kafka: Kafka, config: KafkaConfig): Promise<Producer> {
  await createTopics(kafka, config);
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    createPartitioner: Partitioners.DefaultPartitioner,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
  });
  try {
    await producer.connect();
    return producer;
  } catch (error) {
    await producer.disconnect().catch(() => undefined);
    throw error;
  }
}

async function send(producer: Producer, config: KafkaConfig, messages: readonly Outgoing[]): Promise<void> {
  const byTopic = new Map<string, EventMessage[]>();
  for (const { topic, message } of messages) {
    const name = topicName(config, topic);
    const group = byTopic.get(name);
    if (group) group.push(message);
    else byTopic.set(name, [message]);
  }
  await producer.sendBatch({
    acks: -1,
    topicMessages: [...byTopic].map(([topic, group]) => ({ topic, messages: group })),
  });
}

/** Cuts the messages into requests that a broker takes, in order. */
export function requestsOf(messages: readonly Outgoing[]): Outgoing[][] {
  const requests: Outgoing[][] = [];
  let length = 0;
  for (const outgoing of messages) {
    const last = requests.at(-1);
    if (last && length + outgoing.message.value.length <= REQUEST_LENGTH) {
      last.push(outgoing);
      length += outgoing.message.value.length;
    } else {
      requests.push([outgoing]);
      length = outgoing.message.value.length;
    }
  }
  return requests;
}
