import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const SKIPPED = new Set(['node_modules', '.next', 'dist', '.caravan', 'histories']);

/** All files under a folder, as paths relative to it, sorted; empty when there is no such folder. */
export async function filesUnder(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter(({ name }) => !SKIPPED.has(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (!entry.isDirectory()) return [path];
        return (await filesUnder(path)).map((file) => join(path, file));
      }),
  );
  return nested
    .flat()
    .map((file) => relative(folder, file))
    .sort();
}

/** A digest over names and contents of files. */
export async function hashFiles(folder: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  const contents = await Promise.all(files.map((file) => readFile(join(folder, file))));
  files.forEach((file, index) =>
    hash
      .update(file)
      .update('\0')
      .update(contents[index] ?? '')
      .update('\0'),
  );
  return hash.digest('hex');
}

/**
 * Writes a file only when its content differs, and in one step, because another command may be reading it.
 * @returns whether it was written
 */
export async function writeIfChanged(file: string, content: Uint8Array | string): Promise<boolean> {
  const bytes = Buffer.from(content);
  if (existsSync(file) && bytes.equals(await readFile(file))) return false;
  await mkdir(dirname(file), { recursive: true });
  const partial = `${file}.${randomUUID()}.tmp`;
  await writeFile(partial, bytes);
  await rename(partial, file);
  return true;
}
