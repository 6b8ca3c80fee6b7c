import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from '../failure';

/** The holder touches its lock this often. */
const TOUCH_MS = 5_000;
/** A lock not touched for this long is nobody's, whatever process has its number by now. */
const STALE_MS = 60_000;

/** Whether a lock may be taken over: its process is gone, or it has not been touched for a minute. */
export function isStale(lock: { touchedMs: number; holderAlive: boolean }, nowMs: number): boolean {
  return !lock.holderAlive || nowMs - lock.touchedMs > STALE_MS;
}

/**
 * Runs `work` while no other process holds the lock file.
 * @param onWait is told once when somebody else holds it, with their process id
 * @throws StackError after waiting `timeoutMs`
 */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  options: { timeoutMs?: number; onWait?: (pid: number) => void } = {},
): Promise<T> {
  await take(file, options.timeoutMs ?? 20 * 60_000, options.onWait);
  const touch = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), TOUCH_MS);
  touch.unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    await rm(file, { force: true });
  }
}

async function take(file: string, timeoutMs: number, onWait?: (pid: number) => void): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const deadlineMs = Date.now() + timeoutMs;
  for (let told = false; ;) {
    if (await create(file)) return;
    const holder = await readHolder(file);
    if (holder && isStale(holder, Date.now())) {
      await rm(file, { force: true });
      continue;
    }
    if (Date.now() > deadlineMs) {
      throw new StackError(
        `${file} is held by process ${holder?.pid ?? '?'} for too long. Stop that process, then try again.`,
      );
    }
    if (!told && holder) onWait?.(holder.pid);
    told = true;
    await sleep(200);
  }
}

async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readHolder(file: string) {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const pid = Number(text);
    // Between its creation and its writing a lock is empty: somebody is just taking it.
    return { pid, touchedMs: mtimeMs, holderAlive: text === '' || isAlive(pid) };
  } catch {
    return undefined;
  }
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
