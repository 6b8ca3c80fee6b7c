import { runWorkers } from './run';

runWorkers('workers', ['checkout', 'fulfilment']).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
