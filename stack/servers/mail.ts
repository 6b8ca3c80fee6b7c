import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StackError } from '../failure';
import type { Tool } from '../machine/install';
import { root } from '../machine/paths';
import { httpOk } from '../machine/probes';
import type { ServerDefinition } from './definition';

const script = join(root, 'node_modules', 'maildev', 'bin', 'maildev');

/** Starts maildev and lets go of old mails. */
const catcher = join(root, 'stack', 'servers', 'mail-catcher.mjs');

const tool: Tool = {
  title: 'Mail catcher (maildev)',
  folder: 'maildev',
  needs: [],
  neededMib: 0,
  hint: '',
  find: () => [script].find(existsSync),
  install: () =>
    Promise.reject(
      new StackError('maildev is missing from node_modules. Run "npm ci", then the command again.'),
    ),
};

/** Takes every mail and shows it on a page; sends none on. */
export const mail: ServerDefinition = {
  name: 'mail',
  title: 'Mail catcher',
  setting: 'SMTP_URL',
  ports: ['SMTP_PORT', 'MAIL_UI_PORT'],
  tool,
  startWithinMs: 30_000,
  prepare: async ({ dir }) => void (await mkdir(join(dir, 'mails'), { recursive: true })),
  command: ({ dir, ports }) => ({
    file: process.execPath,
    args: [
      ...['--max-old-space-size=128', catcher],
      ...[String(ports.SMTP_PORT), String(ports.MAIL_UI_PORT), join(dir, 'mails')],
    ],
  }),
  isHealthy: (ports) => httpOk(`http://127.0.0.1:${ports.MAIL_UI_PORT}/healthz`),
  env: (ports) => ({
    SMTP_URL: `smtp://127.0.0.1:${ports.SMTP_PORT}`,
    MAIL_UI_URL: `http://127.0.0.1:${ports.MAIL_UI_PORT}`,
  }),
};
