import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from '../failure';
import { needSpace } from './disk';
import { withLock } from './lock';
import { cacheDir, onPath } from './paths';
import type { Progress } from './progress';

/** A program that is kept in the cache folder under its version, installed there when it is nowhere else. */
export interface Tool {
  /** As people read it. */
  title: string;
  /** Its folder's name in the cache: name and version. */
  folder: string;
  /** Programs that the install calls, each with what to do when it is missing. */
  needs: readonly { program: string; remedy: string }[];
  neededMib: number;
  /** How long the install takes, for the one who waits. */
  hint: string;
  /** Where it is, if it is anywhere: on PATH first, then in the cache. */
  find(): string | undefined;
  /** Puts it into an empty folder. */
  install(folder: string, logFile: string): Promise<void>;
}

export const REMEDIES = {
  go: 'Install Go 1.24 or newer (Debian: "apt-get install golang-go", or from your usual source)',
  cargo: 'Install Rust with cargo (https://rustup.rs)',
  mvn: 'Install Maven (Debian: "apt-get install maven")',
  java: 'Install Java 17 or newer (Debian: "apt-get install openjdk-17-jre-headless")',
} as const;

/** Where the cache keeps a tool. */
export const cachedAt = (folder: string, ...path: string[]) => join(cacheDir(), folder, ...path);

/** The programs that a tool's install would miss. */
export function missingPrograms(tool: Tool): Tool['needs'] {
  return tool.needs.filter(({ program }) => onPath(program) === undefined);
}

/**
 * Finds a tool or installs it. The install goes into a folder beside its place and is renamed when it is whole, so
 * that one that was broken off is never taken for a program; two clones that both want it install it once.
 * @throws StackError with the remedy when a program for it is missing, the disk is too full or the install fails
 */
export async function ensureTool(tool: Tool, progress: Progress): Promise<string> {
  const found = tool.find();
  if (found) return found;
  refuseMissing(tool);
  await mkdir(cacheDir(), { recursive: true });
  const lock = join(cacheDir(), `.${tool.folder}.lock`);
  const onWait = (pid: number) =>
    progress.say(`  ${tool.title} is being installed by process ${pid}; waiting for it`);
  return withLock(lock, async () => tool.find() ?? (await install(tool, progress)), { onWait });
}

function refuseMissing(tool: Tool): void {
  const missing = missingPrograms(tool);
  if (missing.length === 0) return;
  const names = missing.map(({ program }) => program).join(' and ');
  const remedies = missing.map(({ remedy }) => remedy).join('. ');
  throw new StackError(
    `${tool.title} is not on this machine, and ${names} to install it is missing. Nothing was installed. ` +
      `${remedies}, then run the command again.`,
  );
}

async function install(tool: Tool, progress: Progress): Promise<string> {
  await needSpace(cacheDir(), tool.neededMib, `installing ${tool.title}`);
  const partial = join(cacheDir(), `.installing-${tool.folder}`);
  const logFile = join(cacheDir(), 'logs', `${tool.folder}.log`);
  const place = cachedAt(tool.folder);
  // Whoever left a partial install held this lock and is gone.
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  try {
    await progress.step(
      `installing ${tool.title}`,
      () => tool.install(partial, logFile),
      `${tool.hint}, only once`,
    );
    await rm(place, { recursive: true, force: true });
    await rename(partial, place);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  const found = tool.find();
  if (found) return found;
  throw new StackError(
    `${tool.title} was installed into ${place} but is not there. What the install said is in ${logFile}.`,
  );
}
