import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from '../failure';
import { lastLines } from '../machine/exec';
import { forgetProcess, rememberProcess, signalGroup } from './identity';

export interface ProcessSpec {
  /** Short, as in file names and `kill(name)`. */
  name: string;
  /** As people read it. */
  title: string;
  file: string;
  args: readonly string[];
  /** Added to the launcher's own environment. */
  env?: Record<string, string>;
  cwd?: string;
  isHealthy(): Promise<boolean>;
  /** How long it may take to become healthy, in ms. */
  startWithinMs: number;
  /** How long it may take to stop after SIGTERM, in ms; then it is killed. */
  stopWithinMs: number;
}

export interface Ending {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface ManagedProcess {
  readonly pid: number;
  readonly ending: Ending | undefined;
  readonly ended: Promise<Ending>;
  readonly logFile: string;
  /** Signals it and everything it started. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, then SIGKILL when the time is over; resolves when it has ended. */
  stop(): Promise<void>;
}

/** A log that has grown beyond this is put aside (one old one is kept) when its process starts, in bytes. */
const LOG_LIMIT = 20 * 1024 * 1024;
const PROBE_PAUSE_MS = 60;

/** What this process has started and what still runs, so that no ending of ours leaves anything behind. */
const running = new Set<ManagedProcess>();
let closed = false;
process.on('exit', () => {
  for (const one of running) one.signal('SIGTERM');
});

/** Stops everything that this process has started, and lets it start nothing more. */
export async function stopEverything(): Promise<void> {
  closed = true;
  await Promise.all([...running].map((one) => one.stop()));
}

/** Whether `stopEverything` has begun, so that an ending is no accident. */
export const isClosing = () => closed;

/** Where a data folder keeps the logs of its processes. */
export const logDir = (dataDir: string) => join(dataDir, 'logs');
/** Where a data folder keeps the numbers of its processes. */
export const runDir = (dataDir: string) => join(dataDir, 'run');

/**
 * Starts a process in a group of its own, so that Ctrl-C reaches only the launcher. `healthy` rejects with a
 * StackError and the end of its log when it ends or stays unhealthy for too long; it is ended then.
 * @throws StackError when its program cannot be run
 */
export function startProcess(
  spec: ProcessSpec,
  dataDir: string,
): { process: ManagedProcess; healthy: () => Promise<void> } {
  if (closed) throw new StackError(`${spec.title} was not started, because everything is being stopped.`);
  const logFile = join(logDir(dataDir), `${spec.name}.log`);
  const { child, logStart } = launch(spec, logFile);
  let ending: Ending | undefined;
  const ended = new Promise<Ending>((resolve) => {
    child.once('error', () => resolve((ending = { code: 127, signal: null })));
    child.once('exit', (code, signal) => {
      ending = { code, signal };
      forgetProcess(runDir(dataDir), spec.name);
      running.delete(managed);
      resolve(ending);
    });
  });
  const pid = child.pid;
  if (pid === undefined) throw new StackError(`${spec.title} did not start: ${spec.file} cannot be run.`);
  rememberProcess(runDir(dataDir), spec.name, spec.title, pid);

  const managed: ManagedProcess = {
    pid,
    get ending() {
      return ending;
    },
    ended,
    logFile,
    signal: (signal) => signalGroup(pid, signal),
    async stop() {
      if (ending) return;
      signalGroup(pid, 'SIGTERM');
      const killer = setTimeout(() => signalGroup(pid, 'SIGKILL'), spec.stopWithinMs);
      await ended;
      clearTimeout(killer);
    },
  };
  running.add(managed);
  return { process: managed, healthy: () => untilHealthy(spec, managed, logStart) };
}

function launch(spec: ProcessSpec, logFile: string) {
  mkdirSync(dirname(logFile), { recursive: true });
  putAside(logFile);
  const log = openSync(logFile, 'a');
  const logStart = fstatSync(log).size;
  const child = spawn(spec.file, spec.args, {
    cwd: spec.cwd,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  return { child, logStart };
}

function putAside(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(logFile, `${logFile}.old`);
}

async function untilHealthy(spec: ProcessSpec, running: ManagedProcess, logStart: number): Promise<void> {
  const deadlineMs = Date.now() + spec.startWithinMs;
  for (;;) {
    if (running.ending) break;
    if (await spec.isHealthy().catch(() => false)) {
      // Something else may answer on its port: only a process that still lives is healthy.
      if (!running.ending) return;
      break;
    }
    if (Date.now() > deadlineMs) break;
    await Promise.race([sleep(PROBE_PAUSE_MS), running.ended]);
  }
  const what = running.ending
    ? `it ended with ${describeEnding(running.ending)}`
    : `it was not healthy within ${Math.round(spec.startWithinMs / 1000)} s`;
  await running.stop();
  const said = lastLines(readFileSync(running.logFile).subarray(logStart).toString(), 12);
  throw new StackError(
    [...said, `${spec.title} did not start: ${what}. Its log is ${running.logFile}.`].join('\n'),
  );
}

/** "code 1" or "signal SIGKILL". */
export function describeEnding(ending: Ending): string {
  return ending.signal ? `signal ${ending.signal}` : `code ${ending.code}`;
}
