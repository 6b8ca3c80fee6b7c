import { type Admin, ConfigResourceTypes, type Kafka } from 'kafkajs';
import { TOPICS } from './contract';
import { DEAD_LETTERS, REPLAYS, topicName, type KafkaConfig } from './kafka';

const PARTITIONS = 3;
const MOST_REPLICAS = 3;
/** Of a setting's sources in Kafka's protocol, the one that says: set on this topic. */
const SET_ON_TOPIC = 1;
/** Events are kept for ever, so that whatever is made of them can be made anew. */
const KEPT = { 'retention.ms': '-1', 'retention.bytes': '-1' };

/** Clusters whose topics were found to keep everything, by broker list and prefix: once a process is enough. */
const seen = new Set<string>();

/** Creates the topics that are missing, with a copy on up to three brokers. Harmless to repeat. */
export async function createTopics(kafka: Kafka, config: KafkaConfig): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const { brokers } = await admin.describeCluster();
    const there = new Set(await admin.listTopics());
    const names = ([...TOPICS, DEAD_LETTERS, REPLAYS] as const).map((topic) => topicName(config, topic));
    const missing = names.filter((name) => !there.has(name));
    if (missing.length > 0)
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map((topic) => ({
          topic,
          numPartitions: PARTITIONS,
          replicationFactor: Math.min(MOST_REPLICAS, brokers.length),
          configEntries: Object.entries(KEPT).map(([name, value]) => ({ name, value })),
        })),
      });
    await keepForEver(
      admin,
      names.filter((name) => there.has(name)),
      `${config.KAFKA_BROKERS} ${config.KAFKA_TOPIC_PREFIX}`,
    );
  } finally {
    await admin.disconnect();
  }
}

/** Topics of an earlier release forgot what was older than a week. */
async function keepForEver(admin: Admin, names: readonly string[], cluster: string): Promise<void> {
  if (names.length === 0 || seen.has(cluster)) return;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: names.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
  });
  const forgetful = resources.filter(({ configEntries }) =>
    configEntries.some(
      ({ configName, configValue }) => configName === 'retention.ms' && configValue !== '-1',
    ),
  );
  if (forgetful.length > 0)
    await admin.alterConfigs({
      validateOnly: false,
      resources: forgetful.map(({ resourceName, configEntries }) => ({
        type: ConfigResourceTypes.TOPIC,
        name: resourceName,
        // What is not named goes back to its default, also what an operator has set.
        configEntries: Object.entries({ ...setOnTopic(configEntries), ...KEPT }).map(([name, value]) => ({
          name,
          value,
        })),
      })),
    });
  seen.add(cluster);
}

function setOnTopic(
  entries: readonly { configName: string; configValue: string; configSource?: number }[],
): Record<string, string> {
  return Object.fromEntries(
    entries
      .filter(({ configSource }) => configSource === SET_ON_TOPIC)
      .map(({ configName, configValue }) => [configName, configValue]),
  );
}
