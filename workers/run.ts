import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import { collectDefaultMetrics, register } from 'prom-client';
import { type Checks, lookAround } from '../services/platform/health';
import { answering } from '../temporal/answering';
import { dataConverterOf } from '../temporal/connection';
import { TASK_QUEUES } from '../temporal/ids';
import { createWorkplace, type Workplace } from './compose';

export type Queue = keyof typeof TASK_QUEUES;

/**
 * Runs one worker for each queue in this process until SIGINT or SIGTERM; steps under way may finish.
 * The workflow bundle is made by the build (WORKFLOW_BUNDLE names another one).
 */
export async function runWorkers(name: string, queues: readonly Queue[]): Promise<void> {
  Runtime.install({ shutdownSignals: [], telemetryOptions: { logging: { forward: {}, filter: 'ERROR' } } });
  const workplace = await createWorkplace(name);
  const workers = await Promise.all(queues.map((queue) => Worker.create(optionsOf(workplace, queue))));
  const health = serveHealth(workplace, () => workers.every((worker) => worker.getState() === 'RUNNING'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () =>
      workers.forEach((worker) => worker.getState() === 'RUNNING' && worker.shutdown()),
    );
  }
  workplace.logger.info({ queues }, 'workers run');
  try {
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    health.close();
    await workplace.close();
  }
}

function optionsOf({ activities, config, native }: Workplace, queue: Queue): WorkerOptions {
  return {
    connection: native,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: TASK_QUEUES[queue],
    workflowBundle: { codePath: resolve(process.env.WORKFLOW_BUNDLE ?? 'dist/workflows.js') },
    activities: activities[queue],
    dataConverter: dataConverterOf(config),
    // What is cached is what is open: an order waits for days, so few need to stay warm, and memory is bounded.
    maxCachedWorkflows: 120,
    workflowThreadPoolSize: 1,
    maxConcurrentActivityTaskExecutions: 60,
    maxConcurrentLocalActivityExecutions: 60,
    maxConcurrentWorkflowTaskExecutions: 40,
    shutdownGraceTime: '10 seconds',
    ...(config.WORKER_BUILD_ID
      ? {
          workerDeploymentOptions: {
            version: { deploymentName: `caravan-${queue}`, buildId: config.WORKER_BUILD_ID },
            useWorkerVersioning: true,
            defaultVersioningBehavior: queue === 'checkout' ? 'PINNED' : 'AUTO_UPGRADE',
          },
        }
      : {}),
  };
}

/** `/health/live`, `/health/ready` (503 while a queue is not served, or Temporal or the database is away), `/metrics`. */
function serveHealth({ config, databases, native }: Workplace, running: () => boolean): Server {
  collectDefaultMetrics();
  const checks: Checks = {
    queues: {
      needed: true,
      check: () => (running() ? Promise.resolve() : Promise.reject(new Error('not running'))),
    },
    mongodb: { needed: true, check: () => databases.ping() },
    temporal: { needed: true, check: () => answering(native) },
  };
  const server = createServer((request, response) => {
    const answer = (status: number, body: string, type = 'application/json') =>
      response.writeHead(status, { 'content-type': type }).end(body);
    if (request.url === '/health/live') return answer(200, '{"status":"up"}');
    if (request.url === '/metrics')
      return void register.metrics().then((text) => answer(200, text, register.contentType));
    if (request.url !== '/health/ready') return answer(404, '{}');
    return void lookAround(checks).then((report) =>
      answer(report.status === 'down' ? 503 : 200, JSON.stringify(report)),
    );
  });
  return server.listen(config.WORKER_PORT);
}
