import { aptInstall } from '../machine/debian';
import type { Tool } from '../machine/install';
import { onPath } from '../machine/paths';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of the browser tests; CHROMIUM_PATH names another. */
export const chromium: Tool = {
  title: 'Chromium',
  folder: 'chromium',
  needs: [],
  neededMib: 800,
  hint: 'about a minute',
  find: () =>
    process.env.CHROMIUM_PATH || NAMES.map((name) => onPath(name)).find((path) => path !== undefined),
  install: (_folder, logFile) => aptInstall('chromium', 'Chromium', logFile),
};
