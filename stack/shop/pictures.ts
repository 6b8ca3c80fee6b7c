import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** Names of the pictures in a folder; none when there is no such folder. */
export async function picturesIn(folder: string): Promise<string[]> {
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names.filter((name) => name.endsWith('.webp'));
}

/** Copies the pictures of one folder that another does not have; each is there whole or not at all. */
export async function copyMissing(from: string, to: string): Promise<void> {
  const present = new Set(await picturesIn(to));
  const missing = (await picturesIn(from)).filter((name) => !present.has(name));
  if (missing.length === 0) return;
  await mkdir(to, { recursive: true });
  await Promise.all(
    missing.map(async (name) => {
      const unfinished = join(to, `${name}.${process.pid}.part`);
      await copyFile(join(from, name), unfinished);
      await rename(unfinished, join(to, name));
    }),
  );
}
