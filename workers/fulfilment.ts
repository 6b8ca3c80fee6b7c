import { runWorkers } from './run';

runWorkers('worker-fulfilment', ['fulfilment']).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
