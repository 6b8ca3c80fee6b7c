import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../machine/exec';
import { withLock } from '../machine/lock';
import { root } from '../machine/paths';
import type { Progress } from '../machine/progress';
import { filesUnder, hashFiles, writeIfChanged } from './files';

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const hashFile = join(root, 'web', '.next', 'sources.hash');

/** Next.js sends usage figures to its maker unless told not to. */
export const WEB_ENV = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const;

/** The arguments with which Node serves the built web on a port. */
export const serveWeb = (port: number) => [next, 'start', join(root, 'web'), '-p', String(port)];

/** Builds the Next.js app when one of its files, or of the schemas it shares, has changed. */
export async function buildWeb(progress: Progress): Promise<void> {
  await withLock(join(root, '.caravan', 'web.lock'), async () => {
    const hash = await sourcesHash();
    if (existsSync(hashFile) && (await readFile(hashFile, 'utf8')) === hash) return;
    const env = { ...process.env, ...WEB_ENV };
    const purpose = 'Building the web';
    await progress.step(
      'building the web with Next.js',
      () => exec(process.execPath, [next, 'build', join(root, 'web')], { cwd: root, env, purpose }),
      'about a minute',
    );
    await writeIfChanged(hashFile, hash);
  });
}

async function sourcesHash(): Promise<string> {
  const web = (await filesUnder(join(root, 'web'))).filter(
    (file) => !/\.test\.tsx?$|next-env\.d\.ts$|\.tsbuildinfo$/.test(file),
  );
  const shared = (await filesUnder(join(root, 'services'))).filter((file) =>
    /\.schema\.ts$|^platform\/money\.ts$/.test(file),
  );
  const files = [...web.map((file) => join('web', file)), ...shared.map((file) => join('services', file))];
  return hashFiles(root, [...files, 'package-lock.json']);
}
