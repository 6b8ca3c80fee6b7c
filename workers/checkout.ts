import { runWorkers } from './run';

runWorkers('worker-checkout', ['checkout']).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
