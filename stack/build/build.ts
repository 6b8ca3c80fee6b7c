import type { Progress } from '../machine/progress';
import { buildEntries } from './entries';
import { buildWeb } from './web';
import { buildWorkflows } from './workflow-bundle';

/** Builds whatever of the shop has changed since it was last built. */
export async function buildShop(
  progress: Progress,
  options: { web: boolean } = { web: true },
): Promise<void> {
  await Promise.all([buildEntries(), buildWorkflows(progress), ...(options.web ? [buildWeb(progress)] : [])]);
}
