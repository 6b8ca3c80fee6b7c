import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StackError } from '../failure';

const MIB = 1024 * 1024;

/** Free space, in MiB, on the disk of a folder that may not exist yet. */
export async function freeMib(folder: string): Promise<number> {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return (bavail * bsize) / MIB;
}

/** @throws StackError when the disk of the folder has less free than needed. */
export async function needSpace(folder: string, neededMib: number, purpose: string): Promise<void> {
  const free = await freeMib(folder);
  if (free >= neededMib) return;
  throw new StackError(
    `The disk of ${folder} has ${Math.floor(free)} MB free; ${purpose} needs ${neededMib} MB. ` +
      'Nothing was started. Free some space, then run the command again.',
  );
}
