import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { root } from './machine/paths';
import { identityOf, pidsIn, stillRuns } from './process/identity';
import { runDir } from './process/managed';

const runningSchema = z.object({
  /** The launcher. */
  pid: z.number().int(),
  identity: z.string(),
  startedAt: z.iso.datetime(),
  /** False while it is still starting. */
  ready: z.boolean(),
  /** All settings that its processes run with, secrets too. */
  env: z.record(z.string(), z.string()),
  /** Every page, by name. */
  urls: z.record(z.string(), z.string()),
});
export type Launcher = z.infer<typeof runningSchema>;

export interface Running extends Launcher {
  /** Process ids of parts and servers, by name, as they are now. */
  pids: Record<string, number>;
}

/** Where `npm start` keeps its data unless CARAVAN_DATA_DIR says otherwise. */
export const dataDirOf = (env: NodeJS.ProcessEnv = process.env) =>
  env.CARAVAN_DATA_DIR || join(root, '.caravan', 'data');

const fileIn = (dataDir: string) => join(dataDir, 'running.json');

/** The shop that `npm start` runs in this checkout now, if one is ready. */
export function readRunning(dataDir: string = dataDirOf()): Running | undefined {
  const launcher = readLauncher(dataDir);
  return launcher?.ready ? { ...launcher, pids: pidsIn(runDir(dataDir)) } : undefined;
}

/** The launcher that holds the data folder, if one lives, whether its shop is ready or not. */
export function readLauncher(dataDir: string): Launcher | undefined {
  try {
    const running = runningSchema.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')));
    return stillRuns(running) ? running : undefined;
  } catch {
    return undefined;
  }
}

/** Says where the shop of this launcher is; readable by this user only, because it holds secrets. */
export function writeRunning(dataDir: string, what: Pick<Launcher, 'ready' | 'env' | 'urls'>): void {
  const running: Launcher = {
    pid: process.pid,
    identity: identityOf(process.pid) ?? '',
    startedAt: new Date().toISOString(),
    ...what,
  };
  mkdirSync(dirname(fileIn(dataDir)), { recursive: true });
  writeFileSync(fileIn(dataDir), JSON.stringify(running, null, 2), { mode: 0o600 });
}

/** Forgets the shop of this launcher. */
export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}
