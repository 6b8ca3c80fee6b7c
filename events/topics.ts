import type { Kafka } from 'kafkajs';
import { TOPICS } from './contract';
import { DEAD_LETTERS, topicName, type KafkaConfig } from './kafka';

const PARTITIONS = 3;
const MOST_REPLICAS = 3;

/** Creates the topics that are missing, with a copy on up to three brokers. Harmless to repeat. */
export async function createTopics(kafka: Kafka, config: KafkaConfig): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const there = new Set(await admin.listTopics());
    const missing = ([...TOPICS, DEAD_LETTERS] as const)
      .map((topic) => topicName(config, topic))
      .filter((name) => !there.has(name));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: PARTITIONS,
        replicationFactor: Math.min(MOST_REPLICAS, brokers.length),
      })),
    });
  } finally {
    await admin.disconnect();
  }
}
