import { setTimeout as sleep } from 'node:timers/promises';
import { StackError, reasonOf } from '../failure';
import { formatElapsed, type Progress } from '../machine/progress';
import { describeEnding, isClosing, startProcess, type ManagedProcess, type ProcessSpec } from './managed';

/** A handle on processes that were started together. */
export interface ProcessGroup {
  /** Process ids of those that run, by name. */
  readonly pids: Record<string, number>;
  /** Where each one's log is, by name. */
  readonly logs: Record<string, string>;
  /** Starts one more and waits until it is healthy. */
  start(spec: ProcessSpec): Promise<void>;
  /** Signals one (SIGKILL unless told otherwise), waits for its end if the signal ends it; it stays down. */
  kill(name: string, signal?: NodeJS.Signals): Promise<void>;
  /** Stops one if it runs, starts it again as it was and waits until it is healthy. */
  restart(name: string): Promise<void>;
  /** Stops everything, the last started first. */
  stop(): Promise<void>;
}

interface Member {
  spec: ProcessSpec;
  process: ManagedProcess | undefined;
  /** False once somebody has stopped or killed it on purpose: then nobody starts it again. */
  wanted: boolean;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** One that has run this long before it ended starts with the first pause again, in ms. */
const STEADY_MS = 60_000;
const ENDING_SIGNALS: readonly NodeJS.Signals[] = [
  'SIGKILL',
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGABRT',
];

/** The pause before a process that has ended is started for the nth time in a row, in ms. */
export function pauseBefore(attempt: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
}

/** @param supervise whether one that ends by itself is started again */
export function createGroup(options: {
  dataDir: string;
  progress: Progress;
  supervise: boolean;
}): ProcessGroup {
  const members = new Map<string, Member>();
  let stopped = false;

  const member = (name: string): Member => {
    const found = members.get(name);
    if (!found)
      throw new Error(`"${name}" was not started here; there are: ${[...members.keys()].join(', ')}`);
    return found;
  };

  const launch = async (one: Member): Promise<void> => {
    if (stopped)
      throw new StackError(`${one.spec.title} was not started, because everything is being stopped.`);
    one.wanted = true;
    const started = startProcess(one.spec, options.dataDir);
    one.process = started.process;
    await started.healthy();
    if (options.supervise) void watch(one, started.process, 0);
  };

  const watch = async (one: Member, watched: ManagedProcess, failures: number): Promise<void> => {
    const startedMs = Date.now();
    const ending = await watched.ended;
    const givenUp = () => !one.wanted || isClosing() || one.process !== watched;
    if (givenUp()) return;
    options.progress.say(`${one.spec.title} ended with ${describeEnding(ending)}; starting it again`);
    for (let attempt = Date.now() - startedMs > STEADY_MS ? 0 : failures; ; attempt += 1) {
      await sleep(pauseBefore(attempt), undefined, { ref: false });
      if (givenUp()) return;
      try {
        const againMs = Date.now();
        const started = startProcess(one.spec, options.dataDir);
        watched = one.process = started.process;
        await started.healthy();
        options.progress.say(`${one.spec.title} runs again (${formatElapsed(Date.now() - againMs)})`);
        return void watch(one, started.process, attempt + 1);
      } catch (error) {
        if (!givenUp()) options.progress.say(reasonOf(error));
      }
    }
  };

  return {
    get pids() {
      const alive = [...members.values()].filter(({ process }) => process && !process.ending);
      return Object.fromEntries(alive.map(({ spec, process }) => [spec.name, process?.pid ?? 0]));
    },
    get logs() {
      return Object.fromEntries(
        [...members.values()].map(({ spec, process }) => [spec.name, process?.logFile ?? '']),
      );
    },
    async start(spec) {
      const one: Member = { spec, process: undefined, wanted: true };
      members.set(spec.name, one);
      await options.progress.step(spec.title, () => launch(one));
    },
    async kill(name, signal = 'SIGKILL') {
      const one = member(name);
      if (ENDING_SIGNALS.includes(signal)) one.wanted = false;
      one.process?.signal(signal);
      if (ENDING_SIGNALS.includes(signal)) await one.process?.ended;
    },
    async restart(name) {
      const one = member(name);
      one.wanted = false;
      await one.process?.stop();
      await launch(one);
    },
    async stop() {
      stopped = true;
      const all = [...members.values()].reverse();
      for (const one of all) one.wanted = false;
      await Promise.all(all.map((one) => one.process?.stop()));
    },
  };
}
