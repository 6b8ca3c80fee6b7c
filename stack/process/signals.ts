/** How often it is looked whether the shell that npm runs us in is still there, in ms. */
const PARENT_MS = 1_000;

/**
 * Calls `stop` when we are asked to end: by Ctrl-C, by SIGTERM, because the terminal closes, or because npm was
 * ended, which does not tell us: it ends the shell between us. A second request ends this process at once.
 */
export function onStopRequest(stop: () => void): void {
  let begun = false;
  const request = () => {
    if (begun) process.exit(1);
    begun = true;
    stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  // A closed terminal takes no more lines, which is no reason to leave anything running.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);

  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    if (!begun) request();
  }, PARENT_MS);
  watch.unref();
}
