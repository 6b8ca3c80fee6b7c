import type { Progress } from '../machine/progress';
import { buildEntries } from './entries';
import { buildWeb } from './web';
import { buildWorkflows } from './workflow-bundle';

/** What `startShop` has to know of a build. */
export interface Built {
  /** The folder of the web's build, under `web/`; none when the web was left out. */
  webDist?: string;
}

/**
 * Builds whatever of the shop has changed since it was last built.
 * @returns what is ready first, the processes other than workers and web; and everything
 */
export function beginBuild(progress: Progress, options: { web: boolean } = { web: true }) {
  const entries = buildEntries();
  const all = Promise.all([
    options.web ? buildWeb(progress) : undefined,
    entries,
    buildWorkflows(progress),
  ]).then(([webDist]): Built => ({ webDist }));
  // Whoever awaits them later is told; until then a failure is not an unhandled one.
  for (const promise of [entries, all]) promise.catch(() => undefined);
  return { entries, all };
}

/** Builds whatever of the shop has changed since it was last built, to the end. */
export function buildShop(progress: Progress, options: { web: boolean } = { web: true }): Promise<Built> {
  return beginBuild(progress, options).all;
}
