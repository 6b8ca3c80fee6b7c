/**
 * Something the person at the terminal can put right. The message is all they see: what happened, what was not
 * done and what to do next; no stack trace.
 */
export class StackError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StackError';
  }
}

/** Runs a command's main function: a StackError is printed plainly, anything else with its stack; both exit 1. */
export function runCommand(main: () => Promise<number>): void {
  main().then(
    (code) => process.exit(code),
    (error: unknown) => {
      console.error(error instanceof StackError ? `\n${error.message}` : error);
      process.exit(1);
    },
  );
}

/** The message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
