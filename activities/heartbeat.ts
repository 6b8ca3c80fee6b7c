import { Context } from '@temporalio/activity';

const EVERY_MS = 2000;

/** A step that tells while it runs that its worker lives; for steps that wait long for somebody else. */
export function heartbeating<Input, Result>(
  step: (input: Input) => Promise<Result>,
): (input: Input) => Promise<Result> {
  return async (input) => {
    const context = Context.current();
    const timer = setInterval(() => context.heartbeat(), EVERY_MS);
    try {
      return await step(input);
    } finally {
      clearInterval(timer);
    }
  };
}
