import { isGrpcServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { z } from 'zod';
import { DomainError } from '../services/platform/errors';

/** gRPC status codes (https://grpc.io/docs/guides/status-codes/) of a call that got no answer in time. */
const NO_ANSWER: readonly number[] = [
  1, // cancelled
  4, // deadline exceeded
  8, // resource exhausted
  14, // unavailable
];

/** A failed precondition: the server takes no update now, because a task of the workflow has just been lost or failed. */
const NOT_READY = { code: 9, details: 'Unable to perform workflow execution update' };

const MOST_CAUSES = 20;

const carriedSchema = z.object({
  kind: z.enum(['invalid', 'unauthenticated', 'forbidden', 'not-found', 'conflict', 'unavailable']),
  details: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The refusal of the domain that is inside an error of the Temporal client, or null when it is something else (our bug
 * or a cancellation). A workflow that is over gives conflict `workflow-ended`; a server that did not answer gives
 * unavailable `workflow-engine-unavailable`, of which the caller cannot know whether the message arrived.
 */
export function domainErrorOf(error: unknown): DomainError | null {
  for (const cause of causesOf(error)) {
    if (cause instanceof DomainError) return cause;
    if (cause instanceof ApplicationFailure) {
      const refusal = carriedBy(cause);
      if (refusal) return refusal;
    }
    if (cause instanceof WorkflowNotFoundError || endedMeanwhile(cause)) return workflowEnded();
    if (isEngineSilent(cause)) return engineUnavailable();
  }
  return null;
}

/** The error and what caused it, outermost first. */
function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let next = error; next instanceof Error && causes.length < MOST_CAUSES; next = next.cause)
    causes.push(next);
  return causes;
}

/** The other way of `activities/failures.ts`: type is the code, the first detail holds kind and details. */
function carriedBy(failure: ApplicationFailure): DomainError | null {
  const carried = carriedSchema.safeParse(failure.details?.[0]);
  if (!carried.success || !failure.type) return null;
  return new DomainError(carried.data.kind, failure.type, failure.message, carried.data.details);
}

/** The workflow took the update and completed before it answered. */
function endedMeanwhile(error: Error): boolean {
  return error instanceof ApplicationFailure && error.type === 'AcceptedUpdateCompletedWorkflow';
}

function isEngineSilent(error: Error): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  if (!isGrpcServiceError(error)) return false;
  if (NO_ANSWER.includes(error.code)) return true;
  // An update with start has the reason in its message, and in its details only that it failed.
  const said = `${error.details} ${error.message}`;
  return error.code === NOT_READY.code && said.includes(NOT_READY.details);
}

function workflowEnded(): DomainError {
  return new DomainError(
    'conflict',
    'workflow-ended',
    'This has come to its end already, so nothing was changed. Load it again to see how it ended.',
  );
}

function engineUnavailable(): DomainError {
  return new DomainError(
    'unavailable',
    'workflow-engine-unavailable',
    'We could not confirm this just now. Nothing is lost: load the page again in a moment to see where it stands.',
  );
}
