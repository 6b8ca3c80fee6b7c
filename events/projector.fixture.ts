import { setTimeout as sleep } from 'node:timers/promises';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';
import { createKafka, topicName } from './kafka';
import { toMessage } from './cloud-event';
import type { CaravanEvent } from './contract';
import { applyOnce } from './positions';
import type { Projection, ProjectionRun } from './projection';
import { runProjections, type RunningProjections } from './projections';
import type { Outgoing } from './publisher';
import { openRoom } from './relay.fixture';
import { readDeadLetters } from './read';
import { testConfig } from '../test/servers';

const LATEST_MS = 40_000;

/** The n-th event of a shop; its status tells versions apart in what is made of them. */
export const opened = (subject: string, version: number): Outgoing =>
  toMessage({
    entry: {
      id: `${subject}-${version}`,
      type: 'seller.opened',
      time: '2026-01-05T10:00:00.000Z',
      data: { sellerId: subject, name: `${subject} ${version}`, slug: 'mill' },
    },
    subject,
    version,
    service: 'seller',
  });

interface Shelf {
  _id: string;
  names: string[];
}

/** A small projection in Mongo: of each shop all names that it had, in order. */
export async function openStage() {
  const room = await openRoom(testConfig());
  const { config } = room;
  const logger = createLogger({ LOG_LEVEL: 'silent' }, 'test');
  const databases = await connectDatabases(config);
  const shelf = (generation: number) => databases.of('event').collection<Shelf>(`names-${generation}`);
  const running = new Set<RunningProjections>();
  /** Overrides what a run does with a batch; it calls on when it wants the effect. */
  const hooks: { before?: (events: readonly CaravanEvent[]) => Promise<void> } = {};

  const names: Projection = {
    name: 'names',
    topics: ['sellers'],
    rebuilds: true,
    open: (generation): Promise<ProjectionRun> =>
      Promise.resolve({
        async apply(events) {
          await hooks.before?.(events);
          await applyOnce(
            shelf(generation),
            events.map((event) => ({
              event,
              id: event.subject,
              update: { $push: { names: String(event.data.name) } },
            })),
          );
        },
        close: () => Promise.resolve(),
      }),
    drop: async (generation) => void (await shelf(generation).drop()),
  };

  return {
    ...{ config, logger, databases, hooks, names, publisher: room.publisher },
    run(projection: Projection = names, waitMs = 30_000): RunningProjections {
      const started = runProjections({ projections: [projection], config, databases, logger, waitMs });
      running.add(started);
      return started;
    },
    async stop(started: RunningProjections): Promise<void> {
      running.delete(started);
      await started.stop();
    },
    /** What the projection has, as one text. */
    async picture(generation = 1): Promise<string> {
      return JSON.stringify(await shelf(generation).find().sort({ _id: 1 }).toArray());
    },
    async namesOf(subject: string, generation = 1): Promise<string[]> {
      return (await shelf(generation).findOne({ _id: subject }))?.names ?? [];
    },
    /** Sends a message as it is, as somebody else's program might. */
    async sendRaw(message: { key: string; value: string | Buffer }): Promise<void> {
      const producer = createKafka(config, logger, 'stranger').producer();
      await producer.connect();
      const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' };
      await producer.send({ topic: topicName(config, 'sellers'), messages: [{ ...message, headers }] });
      await producer.disconnect();
    },
    letters: () => readDeadLetters({ config, logger, timeoutMs: LATEST_MS }),
    async close(): Promise<void> {
      for (const each of running) await each.stop();
      await databases.of('event').dropDatabase();
      await databases.close();
      await room.close();
    },
  };
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Asks until the answer is as wanted. */
export async function until<Answer>(
  ask: () => Promise<Answer> | Answer,
  holds: (answer: Answer) => boolean,
): Promise<Answer> {
  for (const endMs = Date.now() + LATEST_MS; ; await sleep(50)) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (Date.now() > endMs) throw new Error(`it did not come to be: ${JSON.stringify(answer)}`);
  }
}
