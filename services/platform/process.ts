/**
 * Runs a process of its own until SIGINT or SIGTERM, and then what `main` returned; leaves with status 1 when it cannot
 * start or stop.
 * @param main starts everything, and returns what stops it
 */
export function runUntilStopped(main: () => Promise<() => Promise<void>>): void {
  main().then((stop) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop().catch(fail));
  }, fail);
}

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}
