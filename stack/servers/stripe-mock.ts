import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../machine/exec';
import { cachedAt, REMEDIES, type Tool } from '../machine/install';
import { onPath } from '../machine/paths';

const VERSION = '0.203.0';
const FOLDER = `stripe-mock-${VERSION}`;

/** Stripe's own stand-in: it judges requests by Stripe's API description and keeps no state. For tests. */
export const stripeMock: Tool = {
  title: `stripe-mock ${VERSION}`,
  folder: FOLDER,
  needs: [{ program: 'go', remedy: REMEDIES.go }],
  neededMib: 500,
  hint: 'Go takes about 20 seconds',
  find: () => onPath('stripe-mock') ?? [cachedAt(FOLDER, 'bin', 'stripe-mock')].find(existsSync),
  async install(folder, logFile) {
    await exec('go', ['install', `github.com/stripe/stripe-mock@v${VERSION}`], {
      env: { ...process.env, GOBIN: join(folder, 'bin') },
      logFile,
      purpose: 'Installing stripe-mock with Go',
      remedy: 'Mend what it says, then run the command again.',
    });
  },
};
