import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../machine/exec';
import { cachedAt, REMEDIES, type Tool } from '../machine/install';
import { onPath } from '../machine/paths';
import { httpOk } from '../machine/probes';
import type { ServerDefinition } from './definition';

const VERSION = '1.5.1';
const FOLDER = `temporal-cli-${VERSION}`;

const tool: Tool = {
  title: `Temporal ${VERSION}`,
  folder: FOLDER,
  needs: [{ program: 'go', remedy: REMEDIES.go }],
  neededMib: 3_000,
  hint: 'Go takes about 2 and a half minutes',
  find() {
    return onPath('temporal') ?? [cachedAt(FOLDER, 'bin', 'temporal')].find(existsSync);
  },
  async install(folder, logFile) {
    await exec('go', ['install', `github.com/temporalio/cli/cmd/temporal@v${VERSION}`], {
      env: { ...process.env, GOBIN: join(folder, 'bin') },
      logFile,
      purpose: 'Installing Temporal with Go',
      remedy: 'Mend what it says, or set TEMPORAL_ADDRESS to a running server, then run the command again.',
    });
  },
};

/**
 * Settings that make the development server fast: by default it looks for transfer tasks 20 times a second, which
 * is 40 ms a workflow task; WAL without a sync a commit survives a crash of the process.
 */
const TUNING = [
  ...['--dynamic-config-value', 'history.transferProcessorMaxPollRPS=2000'],
  ...['--dynamic-config-value', 'history.transferProcessorMaxPollHostRPS=4000'],
  ...['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'],
];

/** Temporal's development server with its UI, on a SQLite file. */
export const temporal: ServerDefinition = {
  name: 'temporal',
  title: 'Temporal',
  setting: 'TEMPORAL_ADDRESS',
  ports: ['TEMPORAL_PORT', 'TEMPORAL_UI_PORT'],
  tool,
  startWithinMs: 60_000,
  prepare: async ({ dir }) => void (await mkdir(dir, { recursive: true })),
  command: ({ found, dir, ports, options }) => ({
    file: found,
    args: [
      ...['server', 'start-dev', '--ip', '127.0.0.1', '--log-level', 'warn'],
      ...['--port', String(ports.TEMPORAL_PORT), '--ui-port', String(ports.TEMPORAL_UI_PORT)],
      ...['--db-filename', join(dir, 'temporal.db')],
      ...TUNING,
      ...(options.namespaces ?? []).flatMap((name) => ['--namespace', name]),
      ...(options.codecEndpoint ? ['--ui-codec-endpoint', options.codecEndpoint] : []),
    ],
  }),
  // The UI asks the frontend, so this answers only when both are up.
  isHealthy: (ports) => httpOk(`http://127.0.0.1:${ports.TEMPORAL_UI_PORT}/api/v1/namespaces/default`),
  env: (ports) => ({
    TEMPORAL_ADDRESS: `127.0.0.1:${ports.TEMPORAL_PORT}`,
    TEMPORAL_UI_URL: `http://127.0.0.1:${ports.TEMPORAL_UI_PORT}`,
  }),
};
