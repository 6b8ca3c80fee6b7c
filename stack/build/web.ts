import { existsSync } from 'node:fs';
import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../machine/exec';
import { withLock } from '../machine/lock';
import { root } from '../machine/paths';
import type { Progress } from '../machine/progress';
import { pidsIn, rememberProcess } from '../process/identity';
import { filesUnder, hashFiles } from './files';

const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
const web = join(root, 'web');

/** Besides those in use; the second is for whoever goes back and forth between two branches. */
const BUILDS_KEPT = 2;
const BUILD_FOLDER = /^build-[0-9a-f]{16}$/;
/** Written last: a build without it was cut off. */
const FINISHED = 'finished';

/** What `next build` and `next start` are told; `webDist` is the build's folder, under `web/`. */
export const webEnv = (webDist: string) => ({
  NODE_ENV: 'production',
  // Next.js sends usage figures to its maker unless told not to.
  NEXT_TELEMETRY_DISABLED: '1',
  CARAVAN_WEB_DIST: webDist,
});

/** The arguments with which Node serves the built web on a port. */
export const serveWeb = (port: number) => [next, 'start', web, '-p', String(port)];

/**
 * Builds the Next.js app when one of its files, or of the schemas it shares, has changed. Each state of the sources has
 * a folder of its own, so a build never changes the files that a running web serves.
 * @returns the build's folder under `web/`; it stays while this process lives. CARAVAN_WEB_DIST names another, which
 * is then built whenever its build is not of these sources.
 */
export async function buildWeb(progress: Progress): Promise<string> {
  return withLock(join(root, '.caravan', 'web.lock'), async () => {
    const hash = (await sourcesHash()).slice(0, 16);
    const webDist = process.env.CARAVAN_WEB_DIST || join('.next', `build-${hash}`);
    const folder = join(web, webDist);
    const finished = join(folder, `${FINISHED}-${hash}`);
    if (!existsSync(finished)) {
      await progress.step(
        'building the web with Next.js',
        () =>
          exec(process.execPath, [next, 'build', web], {
            cwd: root,
            env: { ...process.env, ...webEnv(webDist) },
            purpose: 'Building the web',
          }),
        'about a minute',
      );
      await writeFile(finished, '');
    }
    await utimes(folder, new Date(), new Date());
    rememberProcess(join(folder, 'users'), String(process.pid), 'launcher', process.pid);
    await removeOldBuilds(join(web, '.next'));
    return webDist;
  });
}

/** Removes all builds but those in use and the ones used last. */
export async function removeOldBuilds(buildsDir: string): Promise<void> {
  if (!existsSync(buildsDir)) return;
  const folders = (await readdir(buildsDir))
    .filter((name) => BUILD_FOLDER.test(name))
    .map((name) => join(buildsDir, name));
  const builds = await Promise.all(
    folders.map(async (folder) => ({ folder, usedMs: (await stat(folder)).mtimeMs })),
  );
  const old = builds.toSorted((a, b) => b.usedMs - a.usedMs).slice(BUILDS_KEPT);
  const unused = old.filter(({ folder }) => Object.keys(pidsIn(join(folder, 'users'))).length === 0);
  await Promise.all(unused.map(({ folder }) => rm(folder, { recursive: true, force: true })));
}

async function sourcesHash(): Promise<string> {
  const pages = (await filesUnder(web)).filter(
    (file) => !/\.test\.tsx?$|next-env\.d\.ts$|\.tsbuildinfo$/.test(file),
  );
  const shared = (await filesUnder(join(root, 'services'))).filter((file) =>
    /\.schema\.ts$|^platform\/money\.ts$/.test(file),
  );
  const files = [...pages.map((file) => join('web', file)), ...shared.map((file) => join('services', file))];
  return hashFiles(root, [...files, 'package-lock.json']);
}
