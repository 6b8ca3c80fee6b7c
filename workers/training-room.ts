import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { DomainError, type ErrorKind } from '../services/platform/errors';
import type {
  JobProgress,
  JobResults,
  TrainingJob,
  TrainingRoom,
} from '../services/recommendation/recommendation.training';

/** What the process of a training tells. */
export type FromTraining =
  | { progress: JobProgress }
  | { result: JobResults[TrainingJob['kind']] }
  | { failure: string; refused?: { kind: ErrorKind; code: string } };

/** Bounds the memory of a training, in MB; vectors lie beside the heap and are bounded by their number. */
const HEAP_MB = 256;
/** Behind everything that somebody waits for. */
const PRIORITY = 10;

/** Runs each job in a process of its own, so that the workers' memory and event loop stay free. */
export function createTrainingProcesses(): TrainingRoom {
  return {
    run(job, { onProgress, signal }) {
      return new Promise((resolve, reject) => {
        const child = fork(join(__dirname, 'training.js'), {
          execArgv: [`--max-old-space-size=${HEAP_MB}`],
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        });
        if (child.pid !== undefined) setPriority(child.pid, PRIORITY);
        const stop = () => child.kill('SIGKILL');
        signal.addEventListener('abort', stop, { once: true });
        child.on('message', (said: FromTraining) => {
          if ('progress' in said) onProgress(said.progress);
          else if ('result' in said) resolve(said.result as never);
          else {
            const { failure, refused } = said;
            reject(refused ? new DomainError(refused.kind, refused.code, failure) : new Error(failure));
          }
        });
        child.once('error', reject);
        child.once('exit', (code, by) => {
          signal.removeEventListener('abort', stop);
          reject(new Error(`The training ended early (${by ?? code ?? 'unknown'}).`));
        });
        child.send(job);
      });
    },
  };
}
