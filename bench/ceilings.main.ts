import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { loadConfig } from '../services/platform/config';
import { root } from '../stack/machine/paths';
import type { EmptySteps } from './workflows/messages';

/** Run as a process: a worker for the empty workflows of bench/workflows, tuned as the shop's own are. */
async function main(): Promise<void> {
  const config = loadConfig();
  const { BENCH_TASK_QUEUE: taskQueue } = z
    .object({ BENCH_TASK_QUEUE: z.string().min(1) })
    .parse(process.env);
  const logger = new DefaultLogger('ERROR');
  Runtime.install({ logger, telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } });
  const activities: EmptySteps = { local: () => Promise.resolve(), remote: () => Promise.resolve() };
  const [workflowBundle, connection] = await Promise.all([
    bundleWorkflowCode({ workflowsPath: join(root, 'bench', 'workflows', 'index.ts'), logger }),
    NativeConnection.connect({ address: config.TEMPORAL_ADDRESS }),
  ]);
  const worker = await Worker.create({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue,
    workflowBundle,
    activities: { ...activities },
    maxCachedWorkflows: 400,
    workflowThreadPoolSize: 1,
  });
  await worker.run();
  await connection.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
