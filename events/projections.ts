import type { Logger } from '../services/platform/logger';
import type { Databases } from '../services/platform/mongo';
import { KEPT_AFTER_SWITCH_MS, openGenerations, type Generations } from './generations';
import { groupIdOf } from './groups';
import { createInspector } from './inspect';
import type { RunningConsumer } from './group';
import type { KafkaConfig } from './kafka';
import { backoffMs, pause } from './pause';
import type { Projection, ProjectionRun } from './projection';
import { runProjector } from './projector';

/** How often it is looked whether a new generation is asked for, or is ready. */
const LOOK_EVERY_MS = 1_000;
/** A generation that is so close behind goes on as the active one. */
const CLOSE_BEHIND = 50;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;

/** What it tells of its work; for metrics. */
export interface ProjectionListener {
  applied(group: string, events: number, seconds: number): void;
  setAside(group: string): void;
}

export interface RunningProjections {
  /** By group: whether it takes part, and what it is. */
  status(): { name: string; generation: number; groupId: string; running: boolean }[];
  /** Whether each active generation takes part in its group. */
  isReady(): boolean;
  stop(): Promise<void>;
}

interface Open {
  generation: number;
  run: ProjectionRun;
  projector: RunningConsumer;
}

/**
 * Runs projections: each in a consumer group of its own, so that one that waits holds up no other. A new generation is
 * built beside the one that serves, and takes its place when it has caught up.
 */
export function runProjections(options: {
  projections: readonly Projection[];
  config: KafkaConfig;
  databases: Databases;
  logger: Logger;
  listener?: ProjectionListener;
  waitMs?: number;
}): RunningProjections {
  const { config, databases, logger, listener } = options;
  const generations = openGenerations(databases);
  const inspector = createInspector({ config, logger });
  const stopping = new AbortController();
  const all = options.projections.map((projection) => ({ projection, open: new Map<number, Open>() }));
  const states = new Map<string, Generations>();

  async function keep({ projection, open }: (typeof all)[number]): Promise<void> {
    for (let failures = 0; !stopping.signal.aborted;) {
      try {
        await look(projection, open);
        failures = 0;
      } catch (error) {
        failures += 1;
        logger.warn(
          { err: error, projection: projection.name, failures },
          'Projection is looked after later',
        );
      }
      const waitMs = failures > 0 ? backoffMs(failures, FIRST_BACKOFF_MS, LONGEST_BACKOFF_MS) : LOOK_EVERY_MS;
      await pause(waitMs, stopping.signal);
    }
    for (const each of open.values()) await close(each);
  }

  /** Opens what is wanted, closes what is not, switches when the new one has caught up, drops what has left. */
  async function look(projection: Projection, open: Map<number, Open>): Promise<void> {
    const state = await stateOf(projection);
    states.set(projection.name, state);
    const wanted = [state.active, ...(state.building === null ? [] : [state.building])];
    for (const [generation, each] of open)
      if (!wanted.includes(generation)) {
        open.delete(generation);
        await close(each);
      }
    for (const generation of wanted)
      if (!open.has(generation)) open.set(generation, await begin(projection, generation));

    const { building, active } = state;
    if (building !== null && (await hasCaughtUp(projection, state, building))) {
      await generations.switchTo(projection.name, { active, building, nowMs: Date.now() });
      logger.info(
        { projection: projection.name, generation: building },
        'Projection is served by a new generation',
      );
    }
    for (const { generation, sinceMs } of state.leaving)
      if (Date.now() - sinceMs >= KEPT_AFTER_SWITCH_MS) await drop(projection, generation);
  }

  async function stateOf(projection: Projection): Promise<Generations> {
    if (!states.has(projection.name)) await generations.introduce(projection);
    const state = await generations.get(projection.name);
    if (state) return state;
    states.delete(projection.name);
    throw new Error(`nothing is written down about ${projection.name}`);
  }

  async function begin(projection: Projection, generation: number): Promise<Open> {
    const groupId = groupIdOf(config, projection.name, generation);
    const run = await projection.open(generation);
    const projector = runProjector({
      projection,
      generation,
      run,
      config,
      logger,
      ...(options.waitMs !== undefined && { waitMs: options.waitMs }),
      onApplied: (events, seconds) => listener?.applied(groupId, events, seconds),
      onLetter: () => listener?.setAside(groupId),
    });
    return { generation, run, projector };
  }

  async function close({ projector, run }: Open): Promise<void> {
    await projector.stop();
    await run.close();
  }

  async function behind(projection: Projection, generation: number): Promise<number> {
    const groupId = groupIdOf(config, projection.name, generation);
    return (await inspector.lag(groupId, projection.topics)).reduce((sum, { lag }) => sum + lag, 0);
  }

  /** As far as the one that serves, or so close that it makes no difference. */
  async function hasCaughtUp(
    projection: Projection,
    { active }: Generations,
    building: number,
  ): Promise<boolean> {
    const lag = await behind(projection, building);
    return lag === 0 || (lag <= CLOSE_BEHIND && lag <= (await behind(projection, active)));
  }

  async function drop(projection: Projection, generation: number): Promise<void> {
    await projection.drop(generation);
    await inspector.forgetGroup(groupIdOf(config, projection.name, generation)).catch((error: unknown) => {
      logger.debug({ err: error, generation }, 'A group is forgotten by Kafka itself, in a while');
    });
    await generations.forget(projection.name, generation);
    logger.info({ projection: projection.name, generation }, 'Projection dropped an old generation');
  }

  const done = all.map(keep);
  return {
    status: () =>
      all.flatMap(({ projection, open }) =>
        [...open.values()].map(({ generation, projector }) => ({
          name: projection.name,
          generation,
          groupId: groupIdOf(config, projection.name, generation),
          running: projector.isRunning(),
        })),
      ),
    isReady: () =>
      all.every(({ projection, open }) => {
        const active = states.get(projection.name)?.active;
        return active !== undefined && (open.get(active)?.projector.isRunning() ?? false);
      }),
    async stop() {
      stopping.abort();
      await Promise.all(done);
      await inspector.close();
    },
  };
}
