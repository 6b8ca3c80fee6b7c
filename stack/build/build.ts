import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../machine/paths';
import type { Progress } from '../machine/progress';
import { buildEntries, ENTRIES } from './entries';
import { buildWeb, hasWeb } from './web';
import { buildWorkflows } from './workflow-bundle';

/** Builds whatever of the shop has changed since it was last built. */
export async function buildShop(
  progress: Progress,
  options: { web: boolean } = { web: true },
): Promise<void> {
  await Promise.all([
    buildEntries(presentEntries()),
    buildWorkflows(progress),
    ...(options.web && hasWeb() ? [buildWeb(progress)] : []),
  ]);
}

/** While rooms are still being built, the launcher works with those that are there. */
function presentEntries(): string[] {
  return ENTRIES.filter((entry) => existsSync(join(root, entry)));
}
