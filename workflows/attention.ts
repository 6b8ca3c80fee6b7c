import {
  ActivityFailure,
  ApplicationFailure,
  condition,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { type Resolution, resolveUpdate } from './attention.messages';

/** Runs steps that have to succeed, and parks the workflow for staff when one does not. */
export interface Attention {
  /**
   * Runs a step until it is done. When its retries are used up the workflow waits for `resolve`: staff have it
   * tried again, or skip it with a note. A failing undo is never swallowed.
   */
  insist(
    step: string,
    run: () => Promise<unknown>,
    options?: { canSkip?: boolean },
  ): Promise<'done' | 'skipped'>;
  /** What is wrong, while the workflow is parked. */
  problem(): string | null;
  /** What staff decided last, so that a step can be written down as skipped by them, with their note. */
  lastResolution(): Resolution | null;
}

/** Lets this workflow be parked and resolved. `status` is what `resolve` answers with. Call it first. */
export function attention(status: () => string): Attention {
  let problem: string | null = null;
  let resolution: Resolution | null = null;
  let last: Resolution | null = null;
  let canSkipNow = true;

  setHandler(
    resolveUpdate,
    (given) => {
      resolution = given;
      last = given;
      return { status: status() };
    },
    {
      description:
        'Staff decide about a step that keeps failing: retry it, or skip it because it was done by hand.',
      validator: ({ action, note }) => {
        if (problem === null || resolution !== null) throw nothingToResolve(last);
        if (action !== 'retry' && action !== 'skip') throw refusal('invalid-action', 'Choose retry or skip.');
        if (action === 'skip' && !canSkipNow) {
          throw refusal(
            'cannot-skip',
            'Nothing could go on without this step. Put right what it needs, then retry.',
          );
        }
        if (note.trim() === '') throw refusal('note-missing', 'Say why, in a sentence. Nothing was changed.');
      },
    },
  );

  return {
    problem: () => problem,
    lastResolution: () => last,
    async insist(step, run, { canSkip = true } = {}) {
      for (;;) {
        try {
          await run();
          return 'done';
        } catch (error) {
          if (isCancellation(error)) throw error;
          canSkipNow = canSkip;
          problem = `${step}: ${causeOf(error)}`;
          log.error('a step keeps failing', { step });
          upsertSearchAttributes([
            { key: SEARCH_ATTRIBUTES.problem, value: codeOf(error) },
            { key: SEARCH_ATTRIBUTES.since, value: new Date().toISOString() },
          ]);
          setCurrentDetails(
            `**Needs attention.** ${step} keeps failing: ${causeOf(error)}. Waits for staff: retry, or skip with a note.`,
          );
          await condition(() => resolution !== null);
          const decided = resolution as Resolution | null;
          resolution = null;
          problem = null;
          upsertSearchAttributes([
            { key: SEARCH_ATTRIBUTES.problem, value: null },
            { key: SEARCH_ATTRIBUTES.since, value: null },
          ]);
          if (decided) setCurrentDetails(toldOf(step, decided));
          if (decided?.action === 'skip') return 'skipped';
        }
      }
    },
  };
}

/** Of two who decide at once the second is told who was quicker. */
function nothingToResolve(last: Resolution | null): ApplicationFailure {
  return last === null
    ? refusal('nothing-to-resolve', 'Nothing waits for a decision here. Nothing was changed.')
    : refusal('already-resolved', 'Somebody else has decided about this already. Nothing was changed.', {
        ...{ resolvedBy: last.by, action: last.action, note: last.note },
      });
}

/** What staff decided, for the page of the workflow in Temporal UI. */
function toldOf(step: string, { action, by, note }: Resolution): string {
  const act = action === 'retry' ? 'had it tried again' : 'took it as done';
  return `${step}: ${by.role} ${by.id} ${act}. Note: ${note}`;
}

/** A refusal that the caller sees as the domain's own. */
export function refusal(
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): ApplicationFailure {
  return refused('conflict', code, message, details);
}

/** A refusal that ends by itself: whoever asks again in a moment is heard. */
export function notYet(code: string, message: string): ApplicationFailure {
  return refused('unavailable', code, message, {});
}

function refused(
  kind: 'conflict' | 'unavailable',
  type: string,
  message: string,
  details: Record<string, unknown>,
): ApplicationFailure {
  return ApplicationFailure.create({ type, message, nonRetryable: true, details: [{ kind, details }] });
}

/** What went wrong in the end, in the words of the step. */
export function causeOf(error: unknown): string {
  if (error instanceof ActivityFailure && error.cause) return error.cause.message;
  return error instanceof Error ? error.message : String(error);
}

/** The refusal of the domain within a failed step, if it was one. */
export function refusalWithin(error: unknown): ApplicationFailure | null {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof ApplicationFailure && cause.nonRetryable === true ? cause : null;
}

function codeOf(error: unknown): string {
  return refusalWithin(error)?.type ?? 'step-failing';
}
