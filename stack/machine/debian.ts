import { StackError } from '../failure';
import { exec } from './exec';
import { withLock } from './lock';
import { cacheDir, onPath } from './paths';
import { join } from 'node:path';

/**
 * Installs a package of Debian, when we may.
 * @throws StackError that says what to install when we are not root or this is no Debian
 */
export async function aptInstall(packageName: string, title: string, logFile: string): Promise<void> {
  const remedy = `Install ${title} (Debian: "apt-get install ${packageName}"), then run the command again.`;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    throw new StackError(
      `${title} is not on this machine, and only root can install it. Nothing was started. ${remedy}`,
    );
  }
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const purpose = `Installing ${title} with apt-get`;
  const options = ['-o', 'DPkg::Lock::Timeout=300'];
  // apt's lists have a lock that does not wait, so two installs of ours must not overlap.
  await withLock(join(cacheDir(), '.apt.lock'), async () => {
    await exec('apt-get', [...options, 'update'], { env, logFile, purpose, remedy });
    await exec('apt-get', [...options, 'install', '-y', '--no-install-recommends', packageName], {
      env,
      logFile,
      purpose,
      remedy,
    });
  });
}
