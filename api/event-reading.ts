import { createActiveGenerations, listConsumers } from '../events/generations';
import { groupIdOf } from '../events/groups';
import { createInspector } from '../events/inspect';
import type { KafkaConfig } from '../events/kafka';
import { LIVE_TOPICS } from '../events/live';
import { createReplayer } from '../events/replays';
import { createEventIndexService } from '../services/event-index/event-index.service';
import type { Clock } from '../services/platform/clock';
import type { Logger } from '../services/platform/logger';
import type { Databases } from '../services/platform/mongo';
import { createEventExplorer, type EventExplorer, type Reader } from './event-explorer';

/** It goes on with what comes next wherever it begins. */
const EVER = new Date(0).toISOString();

/** The explorer with its connections to Kafka, which are made when somebody looks. */
export function openEventExplorer(deps: {
  config: KafkaConfig;
  logger: Logger;
  databases: Databases;
  clock: Clock;
}): { explorer: EventExplorer; close(): Promise<void> } {
  const { config, databases, clock } = deps;
  const inspector = createInspector(deps);
  const replayer = createReplayer(deps);
  const activeGeneration = createActiveGenerations(databases);
  const index = createEventIndexService({
    connection: databases.of('event-index'),
    clock,
    activeGeneration: () => activeGeneration('event-index'),
  });

  /** Everybody who reads: the projections that ever ran, and the sockets of this API. */
  async function readers(): Promise<Reader[]> {
    const projections = await listConsumers(databases);
    return [
      ...projections.map(({ name, generation, building, topics, rebuilds, beganAt }) => ({
        ...{ name, generation, building, topics, beganAt: rebuilds ? null : beganAt },
        groupId: groupIdOf(config, name, generation),
      })),
      {
        ...{ name: 'live', generation: 1, building: null, topics: LIVE_TOPICS, beganAt: EVER },
        groupId: `${config.KAFKA_TOPIC_PREFIX}live`,
      },
    ];
  }

  return {
    explorer: createEventExplorer({ inspector, index, replayer, readers, clock }),
    async close() {
      await Promise.all([inspector.close(), replayer.close()]);
    },
  };
}
