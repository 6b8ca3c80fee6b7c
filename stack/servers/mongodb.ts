import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../machine/exec';
import { cachedAt, REMEDIES, type Tool } from '../machine/install';
import { onPath } from '../machine/paths';
import { tcpAnswers } from '../machine/probes';
import type { ServerDefinition } from './definition';

const VERSION = '0.5.3-beta.196';
const FOLDER = `secantus-${VERSION}`;

const tool: Tool = {
  title: `SecantusDB ${VERSION} (MongoDB-compatible)`,
  folder: FOLDER,
  needs: [{ program: 'cargo', remedy: REMEDIES.cargo }],
  neededMib: 3_000,
  hint: 'cargo takes 4 to 12 minutes',
  find() {
    return onPath('secantusd-rs') ?? [cachedAt(FOLDER, 'bin', 'secantusd-rs')].find(existsSync);
  },
  async install(folder, logFile) {
    // The minimum of Rust that the crate states is newer than what it needs.
    const args = [
      'install',
      'secantus-mdb',
      '--version',
      VERSION,
      '--locked',
      '--ignore-rust-version',
      '--root',
      folder,
    ];
    await exec('cargo', args, {
      logFile,
      purpose: 'Installing SecantusDB with cargo',
      remedy: 'Mend what it says, or set MONGODB_URL to a MongoDB replica set, then run the command again.',
    });
  },
};

/** Speaks MongoDB's protocol with a replica set's semantics, from one process. */
export const mongodb: ServerDefinition = {
  name: 'mongodb',
  title: 'MongoDB-compatible database',
  setting: 'MONGODB_URL',
  ports: ['MONGODB_PORT'],
  tool,
  startWithinMs: 30_000,
  command: ({ found, dir, ports }) => ({
    file: found,
    args: [
      ...['--host', '127.0.0.1', '--port', String(ports.MONGODB_PORT)],
      ...['--storage-path', join(dir, 'store'), '--cache-size', '512M', '--log-level', 'WARNING'],
      // Without it the last acknowledged writes are lost when the process is killed, whatever the client asks for.
      '--sync-on-commit',
    ],
  }),
  isHealthy: (ports) => tcpAnswers(ports.MONGODB_PORT),
  env: (ports) => ({ MONGODB_URL: `mongodb://127.0.0.1:${ports.MONGODB_PORT}/?directConnection=true` }),
};
