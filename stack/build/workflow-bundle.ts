import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../machine/exec';
import { withLock } from '../machine/lock';
import { root } from '../machine/paths';
import type { Progress } from '../machine/progress';
import { buildEntries, bundleOf } from './entries';
import { filesUnder, hashFiles, writeIfChanged } from './files';

const BUNDLER = 'stack/build/bundle-workflows.ts';

/** The file that workers load all workflows from. */
export const workflowBundle = join(root, 'dist', 'workflows.js');
const hashFile = `${workflowBundle}.hash`;

/** Bundles the workflows when one of the files that they are made of has changed. */
export async function buildWorkflows(progress: Progress): Promise<void> {
  await withLock(join(root, '.caravan', 'workflows.lock'), async () => {
    const hash = await sourcesHash();
    if (existsSync(workflowBundle) && existsSync(hashFile) && (await readFile(hashFile, 'utf8')) === hash)
      return;
    await buildEntries([BUNDLER]);
    // A process of its own: bundling is seconds of work that would hold up everything the launcher watches.
    await progress.step('bundling workflows', () =>
      exec(process.execPath, [bundleOf(BUNDLER), workflowBundle], {
        cwd: root,
        purpose: 'Bundling the workflows',
        remedy: 'The reason stands above. Nothing was started.',
      }),
    );
    await writeIfChanged(hashFile, hash);
  });
}

async function sourcesHash(): Promise<string> {
  const workflows = (await filesUnder(join(root, 'workflows')))
    .filter((file) => /\.[jt]s$/.test(file) && !/\.test\.ts$/.test(file))
    .map((file) => join('workflows', file));
  // A workflow may reach a state machine and, for its types and constants, whatever stands beside it.
  const services = (await filesUnder(join(root, 'services')))
    .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file))
    .map((file) => join('services', file));
  return hashFiles(root, [...workflows, ...services, 'package-lock.json']);
}
