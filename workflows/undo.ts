import { CancellationScope } from '@temporalio/workflow';
import type { Attention } from './attention';

/** What has to be undone if the story ends badly. Undos are names, so they can be carried into another run. */
export interface Undos<Name extends string> {
  /** Registers an undo; call it before the step, because a step may take effect and then fail. */
  push(name: Name): void;
  /** Runs them, newest first, cannot be cancelled; one that keeps failing waits for staff. */
  run(): Promise<void>;
  /** The story went well: nothing will be undone. */
  clear(): void;
}

/** Every undo must be idempotent and accept work that never happened. */
export function undos<Name extends string>(
  attention: Attention,
  steps: Record<Name, () => Promise<unknown>>,
): Undos<Name> {
  let names: Name[] = [];
  return {
    push: (name) => {
      if (!names.includes(name)) names.push(name);
    },
    clear: () => {
      names = [];
    },
    run: () =>
      CancellationScope.nonCancellable(async () => {
        for (let name = names.pop(); name !== undefined; name = names.pop()) {
          const step = steps[name];
          await attention.insist(`Undo ${name}`, step);
        }
      }),
  };
}
