import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { bundleOf } from '../build/entries';
import { filesUnder, hashFiles } from '../build/files';
import { exec } from '../machine/exec';
import { cacheDir, root } from '../machine/paths';
import type { Progress } from '../machine/progress';
import { copyMissing, picturesIn } from './pictures';

const ENTRY = 'stack/seed/main.ts';

/** What the last seed left: of which sources and database, and which pictures. */
const markerSchema = z.object({ mark: z.string(), pictures: z.array(z.string()) });
type Marker = z.infer<typeof markerSchema>;

/**
 * Fills the shop with the demo catalogue and accounts, once a database; again only when the seed itself has changed or
 * one of its pictures is gone, which adds what is missing.
 * @throws StackError with the last lines of what the seed said
 */
export async function seedShop(
  env: Record<string, string>,
  dataDir: string,
  progress: Progress,
): Promise<void> {
  const file = join(dataDir, 'seeded.json');
  const media = env.MEDIA_DIR ?? join(dataDir, 'media');
  const sources = await sourcesHash();
  const mark = markOf(sources, env);
  const found = await picturesIn(media);
  if (isSeeded(await readMarker(file), mark, found)) return;

  // Drawing is most of a first start; the same seed draws the same pictures, so they are drawn once a user.
  const kept = join(cacheDir(), `pictures-${sources.slice(0, 16)}`);
  await copyMissing(kept, media);
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
  // Of a folder that held others before, nobody knows which are the seed's.
  if (found.length === 0) await copyMissing(media, kept);
  await mkdir(dataDir, { recursive: true });
  const marker: Marker = { mark, pictures: await picturesIn(media) };
  await writeFile(file, JSON.stringify(marker));
}

/** Whether a seed of these sources has been there and all of its pictures still are. */
export function isSeeded(marker: Marker | undefined, mark: string, pictures: readonly string[]): boolean {
  const there = new Set(pictures);
  return marker?.mark === mark && marker.pictures.every((name) => there.has(name));
}

async function readMarker(file: string): Promise<Marker | undefined> {
  if (!existsSync(file)) return undefined;
  try {
    return markerSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Cut short by a crash; seeding again does no harm.
    return undefined;
  }
}

async function sourcesHash(): Promise<string> {
  const files = (await filesUnder(join(root, 'stack', 'seed'))).filter((file) => !/\.test\.ts$/.test(file));
  return hashFiles(join(root, 'stack', 'seed'), files);
}

function markOf(sources: string, env: Record<string, string>): string {
  // Ports of our own server change from start to start; a server named by the person is another database.
  const database = [process.env.MONGODB_URL, env.MONGODB_PREFIX].join(' ');
  return createHash('sha256').update(`${sources} ${database}`).digest('hex');
}
