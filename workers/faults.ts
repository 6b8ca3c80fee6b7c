import { existsSync, readFileSync, unlinkSync } from 'node:fs';

type Step = (input: never) => Promise<unknown>;

/**
 * For tests of crashes: wraps every step so that the process kills itself, as `kill -9` would, when `file` names the
 * step: `<step>:before` (nothing has happened) or `<step>:after` (it has taken effect and nobody knows). The file is
 * removed first, so the worker that is started next goes on.
 */
export function withFaults<Steps extends Record<string, Step>>(
  steps: Steps,
  file: string | undefined,
): Steps {
  if (!file) return steps;
  const dieIf = (moment: string) => {
    if (!existsSync(file) || readFileSync(file, 'utf8').trim() !== moment) return;
    unlinkSync(file);
    process.kill(process.pid, 'SIGKILL');
  };
  const entries = Object.entries(steps).map(([name, step]) => [
    name,
    async (input: never) => {
      dieIf(`${name}:before`);
      const result = await step(input);
      dieIf(`${name}:after`);
      return result;
    },
  ]);
  return Object.fromEntries(entries) as Steps;
}
