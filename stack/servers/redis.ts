import { mkdir } from 'node:fs/promises';
import { aptInstall } from '../machine/debian';
import type { Tool } from '../machine/install';
import { onPath } from '../machine/paths';
import { tcpAnswers } from '../machine/probes';
import type { ServerDefinition } from './definition';

const tool: Tool = {
  title: 'Redis',
  folder: 'redis',
  needs: [],
  neededMib: 100,
  hint: 'a few seconds',
  find: () => onPath('redis-server'),
  install: (_folder, logFile) => aptInstall('redis-server', 'Redis', logFile),
};

/** Holds nothing that may not be lost, so a snapshot a minute is enough. */
export const redis: ServerDefinition = {
  name: 'redis',
  title: 'Redis',
  setting: 'REDIS_URL',
  ports: ['REDIS_PORT'],
  tool,
  startWithinMs: 15_000,
  prepare: async ({ dir }) => void (await mkdir(dir, { recursive: true })),
  command: ({ found, dir, ports }) => ({
    file: found,
    args: [
      ...['--bind', '127.0.0.1', '--port', String(ports.REDIS_PORT), '--dir', dir],
      ...['--save', '60 1', '--appendonly', 'no', '--maxmemory', '256mb', '--loglevel', 'warning'],
    ],
  }),
  isHealthy: (ports) =>
    tcpAnswers(ports.REDIS_PORT, Buffer.from('PING\r\n'), (answer) => answer.toString().startsWith('+PONG')),
  env: (ports) => ({ REDIS_URL: `redis://127.0.0.1:${ports.REDIS_PORT}` }),
};
