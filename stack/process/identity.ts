import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Progress } from '../machine/progress';

const recordSchema = z.object({ pid: z.number().int().positive(), identity: z.string(), title: z.string() });
export type ProcessRecord = z.infer<typeof recordSchema>;

/** The id of a process's parent, where the system tells it. */
export function parentOf(pid: number): number | undefined {
  try {
    return Number(statFields(pid)[1]);
  } catch {
    return undefined;
  }
}

/** Fields of /proc/PID/stat from the third on: the second, the name in brackets, may contain anything. */
function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/**
 * What tells a process from a later one with the same number: the boot and the moment it was started. Not its
 * command line, since a process may rename itself.
 */
export function identityOf(pid: number): string | undefined {
  try {
    const fields = statFields(pid);
    if (fields[0] === 'Z') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return identityFromPs(pid);
  }
}

function identityFromPs(pid: number): string | undefined {
  if (process.platform === 'linux') return undefined;
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a started process in the data folder, for a launcher that comes after a crash of this one. */
export function rememberProcess(runDir: string, name: string, title: string, pid: number): void {
  mkdirSync(runDir, { recursive: true });
  const record: ProcessRecord = { pid, identity: identityOf(pid) ?? '', title };
  writeFileSync(join(runDir, `${name}.json`), JSON.stringify(record));
}

/** Forgets a process that has ended. */
export function forgetProcess(runDir: string, name: string): void {
  rmSync(join(runDir, `${name}.json`), { force: true });
}

/** Whether the record's process still runs and is the same one. */
export function stillRuns(record: Pick<ProcessRecord, 'pid' | 'identity'>): boolean {
  return record.identity !== '' && identityOf(record.pid) === record.identity;
}

/** Ends what an earlier launcher of this data folder left running when it was killed. */
export async function endLeftovers(runDir: string, progress: Progress): Promise<void> {
  const leftovers = readRecords(runDir).filter(({ record }) => stillRuns(record));
  await Promise.all(
    leftovers.map(async ({ record }) => {
      progress.say(`  ${record.title} still runs from an earlier start (process ${record.pid}); ending it`);
      await endProcess(record);
    }),
  );
  rmSync(runDir, { recursive: true, force: true });
}

/** Process ids of what a data folder's launcher has running now, by name. */
export function pidsIn(runDir: string): Record<string, number> {
  const alive = readRecords(runDir).filter(({ record }) => stillRuns(record));
  return Object.fromEntries(alive.map(({ name, record }) => [name, record.pid]));
}

function readRecords(runDir: string): { name: string; record: ProcessRecord }[] {
  try {
    return readdirSync(runDir).flatMap((file) => readRecord(join(runDir, file)));
  } catch {
    return [];
  }
}

/** A record that was cut short by a crash is no record. */
function readRecord(file: string): { name: string; record: ProcessRecord }[] {
  try {
    return [{ name: parse(file).name, record: recordSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) }];
  } catch {
    return [];
  }
}

async function endProcess(record: ProcessRecord): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    signalGroup(record.pid, signal);
    for (let waitedMs = 0; waitedMs < 8_000 && stillRuns(record); waitedMs += 50) await sleep(50);
  }
}

/** Sends a signal to a process that leads a group of its own, and to all in the group. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended meanwhile, which is what most signals ask for.
  }
}
