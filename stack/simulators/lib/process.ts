/**
 * Runs a simulator as a process of its own until SIGTERM or SIGINT; leaves with status 1 when it cannot start.
 * @param name how it is called in its messages
 */
export function runUntilStopped(
  name: string,
  start: () => Promise<{ port: number; close(): Promise<void> }>,
): void {
  start().then(
    (running) => {
      process.stdout.write(`${name} ready on port ${running.port}\n`);
      const stop = () => {
        void running.close().then(() => process.exit(0));
      };
      process.once('SIGTERM', stop);
      process.once('SIGINT', stop);
    },
    (error: unknown) => {
      process.stderr.write(
        `The ${name} did not start: ${error instanceof Error ? error.message : String(error)}\n`,
      );
      process.exitCode = 1;
    },
  );
}
