import { bundleWorkflowCode } from '@temporalio/worker';
import { join } from 'node:path';
import { root } from '../machine/paths';
import { writeIfChanged } from './files';

/** Run as a process: bundles workflows/index.ts into the file named by the first argument. */
async function main(target: string): Promise<void> {
  const { code } = await bundleWorkflowCode({ workflowsPath: join(root, 'workflows', 'index.ts') });
  await writeIfChanged(target, code);
}

main(process.argv[2] ?? join(root, 'dist', 'workflows.js')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
