import { parentOf } from './identity';

/** How often it is looked whether npm, and the shell that it runs us in, are still there, in ms. */
const PARENT_MS = 1_000;

/** One Ctrl-C may arrive twice, from the terminal and passed on by a parent; only a later one is impatience, in ms. */
const ECHO_MS = 1_000;

/**
 * Calls `stop` when we are asked to end: by Ctrl-C, by SIGTERM, because the terminal closes, or because npm was
 * ended, which does not tell us: at best it ends the shell between us. A second request ends this process at once.
 */
export function onStopRequest(stop: () => void): void {
  let begunMs: number | undefined;
  const request = () => {
    if (begunMs === undefined) {
      begunMs = Date.now();
      stop();
    } else if (Date.now() - begunMs > ECHO_MS) {
      process.exit(1);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  // A closed terminal takes no more lines, which is no reason to leave anything running.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);

  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const watch = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(watch);
    if (begunMs === undefined) request();
  }, PARENT_MS);
  watch.unref();
}
