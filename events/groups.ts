import type { KafkaConfig } from './kafka';

/** The consumer group of one generation of a projection. */
export function groupIdOf(
  config: Pick<KafkaConfig, 'KAFKA_TOPIC_PREFIX'>,
  name: string,
  generation: number,
): string {
  return `${config.KAFKA_TOPIC_PREFIX}${name}.${generation}`;
}
