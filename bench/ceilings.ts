import { WithStartWorkflowOperation, type Client } from '@temporalio/client';
import { temporal as protos } from '@temporalio/proto';
import type { Config } from '../services/platform/config';
import { newId } from '../services/platform/ids';
import { bundleOf, buildEntries } from '../stack/build/entries';
import { root } from '../stack/machine/paths';
import { freePorts } from '../stack/machine/ports';
import { httpOk } from '../stack/machine/probes';
import { silentProgress } from '../stack/machine/progress';
import { createGroup } from '../stack/process/group';
import type { ProcessSpec } from '../stack/process/managed';
import { connectTemporal, type Temporal } from '../temporal/connection';
import { runLoad } from './load';
import type { Plan } from './plan';
import { measureRead } from './reads';
import { percentilesOf, spreadOf, type Percentiles, type Spread } from './statistics';
import { placeUpdate } from './workflows/messages';

export interface CeilingFigures {
  noop: Spread;
  placeOnly: Spread;
  /** Until the update of a placing workflow was answered, with 32 at once, in ms. */
  placeOnlyMs: Percentiles;
  express: Spread;
  errors: string[];
}

const WORKER = 'bench/ceilings.main.ts';
const EXPRESS = 'bench/express.main.ts';
const LIMIT_MS = 45_000;
const WARM_UP = 24;

/**
 * What this machine can do at most, in the same run as the rest: workflows without steps, workflows that only place,
 * and Express with nothing in it.
 */
export async function measureCeilings(options: {
  config: Config;
  env: Record<string, string>;
  dataDir: string;
  plan: Plan;
  say: (line: string) => void;
}): Promise<CeilingFigures> {
  const { config, env, dataDir, plan, say } = options;
  await buildEntries([WORKER, EXPRESS]);
  const group = createGroup({ dataDir, progress: silentProgress, supervise: false });
  const temporal = connectTemporal(config);
  const taskQueue = `bench-${newId()}`;
  const { API_PORT: port } = await freePorts({});
  try {
    await group.start({
      ...processOf('ceilings', WORKER, { ...env, BENCH_TASK_QUEUE: taskQueue }),
      isHealthy: () => isPolled(temporal, config.TEMPORAL_NAMESPACE, taskQueue),
    });
    const workflows = await measureWorkflows(temporal.client, taskQueue, plan);
    say('  ok  empty and placing workflows');
    await group.kill('ceilings', 'SIGTERM');
    await group.start({
      ...processOf('express', EXPRESS, { BENCH_PORT: String(port) }),
      isHealthy: () => httpOk(`http://127.0.0.1:${port}/`),
    });
    const express = await measureRead(`http://127.0.0.1:${port}`, ['/'], plan);
    say('  ok  bare Express');
    return { ...workflows, express: express.perSecond };
  } finally {
    await group.stop();
    await temporal.close();
  }
}

function processOf(name: string, entry: string, env: Record<string, string>): Omit<ProcessSpec, 'isHealthy'> {
  return {
    name,
    title: `Benchmark: ${name}`,
    file: process.execPath,
    args: ['--enable-source-maps', bundleOf(entry)],
    env,
    cwd: root,
    startWithinMs: 60_000,
    stopWithinMs: 10_000,
  };
}

async function isPolled({ connection }: Temporal, namespace: string, name: string): Promise<boolean> {
  const { pollers } = await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name },
    taskQueueType: protos.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
  });
  return (pollers ?? []).length > 0;
}

async function measureWorkflows(
  { workflow }: Client,
  taskQueue: string,
  { repeats, ceiling }: Plan,
): Promise<Omit<CeilingFigures, 'express'>> {
  const runNoop = () => workflow.execute('noop', { taskQueue, workflowId: `bench-noop-${newId()}` });
  const runPlaceOnly = async () => {
    const startWorkflowOperation = new WithStartWorkflowOperation('placeOnly', {
      taskQueue,
      workflowId: `bench-place-${newId()}`,
      workflowIdConflictPolicy: 'FAIL',
    });
    const startedMs = performance.now();
    await workflow.executeUpdateWithStart(placeUpdate, { startWorkflowOperation });
    const answeredMs = performance.now() - startedMs;
    // It is done when what follows the answer is done too.
    await (await startWorkflowOperation.workflowHandle()).result();
    return answeredMs;
  };
  const rate = async <T>(work: () => Promise<T>, count: number) => {
    const load = await runLoad(work, { count, atOnce: ceiling.atOnce, limitMs: LIMIT_MS });
    return { ...load, perSecond: (load.done.length / load.elapsedMs) * 1000 };
  };

  await rate(runNoop, WARM_UP);
  await rate(runPlaceOnly, WARM_UP);
  const noop: number[] = [];
  const placeOnly: number[] = [];
  const placeOnlyMs: number[] = [];
  const errors: string[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const empty = await rate(runNoop, ceiling.noop);
    const placing = await rate(runPlaceOnly, ceiling.placeOnly);
    noop.push(empty.perSecond);
    placeOnly.push(placing.perSecond);
    placeOnlyMs.push(...placing.done);
    errors.push(...[...empty.errors, ...placing.errors].map(({ message }) => message));
  }
  return {
    noop: spreadOf(noop),
    placeOnly: spreadOf(placeOnly),
    placeOnlyMs: percentilesOf(placeOnlyMs),
    errors,
  };
}
