import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../services/platform/errors';

/**
 * The one place where a refusal of the domain becomes a failure that Temporal does not repeat. Everything else is
 * passed on as it is and is repeated by the activity's retry policy.
 */
export function mapped<Args extends unknown[], Result>(
  step: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    try {
      return await step(...args);
    } catch (error) {
      throw failureOf(error);
    }
  };
}

/** Maps every step of a set. */
export function mappedAll<Steps extends Record<string, (...args: never[]) => Promise<unknown>>>(
  steps: Steps,
): Steps {
  const entries = Object.entries(steps).map(([name, step]) => [
    name,
    mapped(step as (...args: unknown[]) => Promise<unknown>),
  ]);
  return Object.fromEntries(entries) as Steps;
}

function failureOf(error: unknown): unknown {
  if (!(error instanceof DomainError) || error.kind === 'unavailable') return error;
  return ApplicationFailure.create({
    type: error.code,
    message: error.message,
    nonRetryable: true,
    details: [{ kind: error.kind, details: error.details }],
  });
}
