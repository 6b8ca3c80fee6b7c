import { buildShop } from '../build/build';
import { runCommand } from '../failure';
import { createProgress, formatElapsed } from '../machine/progress';

/** `npm run build`: bundles of every process, of the workflows and of the web. */
async function build(): Promise<number> {
  const startedMs = Date.now();
  await buildShop(createProgress());
  console.log(`Built in ${formatElapsed(Date.now() - startedMs)}`);
  return 0;
}

runCommand(build);
