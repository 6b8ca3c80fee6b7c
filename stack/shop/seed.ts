import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleOf } from '../build/entries';
import { filesUnder, hashFiles } from '../build/files';
import { exec } from '../machine/exec';
import { root } from '../machine/paths';
import type { Progress } from '../machine/progress';

const ENTRY = 'stack/seed/main.ts';

/**
 * Fills the shop with the demo catalogue and accounts, once a database; again only when the seed itself has changed,
 * which adds what is new.
 * @throws StackError with the last lines of what the seed said
 */
export async function seedShop(
  env: Record<string, string>,
  dataDir: string,
  progress: Progress,
): Promise<void> {
  const marker = join(dataDir, 'seeded');
  const wanted = await seedMark(env);
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === wanted) return;
  await progress.step('demo catalogue', () =>
    exec(process.execPath, ['--enable-source-maps', bundleOf(ENTRY)], {
      cwd: root,
      env: { ...process.env, ...env },
      logFile: join(dataDir, 'logs', 'seed.log'),
      onLine: (line) => progress.say(`      ${line}`),
      purpose: 'Filling the demo catalogue',
      remedy: 'The shop was not started.',
    }),
  );
  await mkdir(dataDir, { recursive: true });
  await writeFile(marker, wanted);
}

async function seedMark(env: Record<string, string>): Promise<string> {
  const files = (await filesUnder(join(root, 'stack', 'seed'))).filter((file) => !/\.test\.ts$/.test(file));
  const sources = await hashFiles(join(root, 'stack', 'seed'), files);
  // Ports of our own server change from start to start; a server named by the person is another database.
  const database = [process.env.MONGODB_URL, env.MONGODB_PREFIX].join(' ');
  return createHash('sha256').update(`${sources} ${database}`).digest('hex');
}
