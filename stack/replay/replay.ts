import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import type { temporal } from '@temporalio/proto';
import type { DataConverter } from '@temporalio/common';

export interface Replayed {
  name: string;
  /** Null when the code does what the history tells; else what differs. */
  problem: string | null;
}

export interface ReplayOptions {
  workflowBundle: WorkflowBundleOption;
  dataConverter?: DataConverter;
}

type History = temporal.api.history.v1.IHistory;

/** Runs today's workflow code against what happened then. @throws never for a difference; it is in the answer */
export async function replay(options: ReplayOptions, name: string, history: History): Promise<Replayed> {
  quietRuntime();
  try {
    await Worker.runReplayHistory({ ...options, replayName: name }, history, name);
    return { name, problem: null };
  } catch (error) {
    if (error instanceof DeterminismViolationError) return { name, problem: error.message };
    return {
      name,
      problem: `could not be replayed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** A history in protobuf JSON: recorded by `npm run record`, `temporal workflow show -o json` or Temporal UI's download. */
export async function readHistory(file: string): Promise<{ name: string; history: History }> {
  return {
    name: basename(file, '.json'),
    history: historyFromJSON(JSON.parse(await readFile(file, 'utf8'))),
  };
}

let quiet = false;

/** Replay logs every difference as a warning of its own; the answer says it already. */
function quietRuntime(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
  });
}
