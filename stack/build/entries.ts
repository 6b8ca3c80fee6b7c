import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from '../failure';
import { root } from '../machine/paths';
import { writeIfChanged } from './files';

/** Every process of the shop that Node runs, and what else `npm run build` leaves in `dist/`. */
export const ENTRIES = [
  'api/main.ts',
  'workers/main.ts',
  'workers/call-stacks.ts',
  'workers/checkout.ts',
  'workers/fulfilment.ts',
  'workers/consumers.ts',
  'workers/training.ts',
  'events/relay.main.ts',
  'stack/simulators/payment-provider/main.ts',
  'stack/simulators/carrier/main.ts',
  'stack/simulators/push/main.ts',
  'stack/seed/main.ts',
] as const;

export type Entry = (typeof ENTRIES)[number];

/** Where an entry's bundle is. */
export const bundleOf = (entry: string) => join(root, 'dist', entry.replace(/\.ts$/, '.js'));

/** Builds going on: esbuild's helper process serves them all, and stopping it would leave the others waiting. */
let inFlight = 0;

/**
 * Bundles entries with esbuild, one file each, packages left outside.
 * @throws StackError when one is missing or does not build
 */
export async function buildEntries(entries: readonly string[] = ENTRIES): Promise<void> {
  const missing = entries.filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) {
    throw new StackError(
      `This checkout is incomplete: ${missing.join(', ')} is missing. Nothing was started. Run "git status" to see what was removed.`,
    );
  }
  const esbuild = await import('esbuild');
  inFlight += 1;
  const result = await esbuild
    .build({
      entryPoints: entries.map((entry) => join(root, entry)),
      outbase: root,
      outdir: join(root, 'dist'),
      absWorkingDir: root,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      packages: 'external',
      sourcemap: true,
      logLevel: 'error',
      write: false,
    })
    .catch(() => {
      throw new StackError('The shop does not build; the reason stands above. Nothing was started.');
    })
    .finally(() => {
      inFlight -= 1;
      if (inFlight === 0) void esbuild.stop();
    });
  await Promise.all(result.outputFiles.map(({ path, contents }) => writeIfChanged(path, contents)));
}
