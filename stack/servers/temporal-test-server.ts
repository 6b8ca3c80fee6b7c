import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedAt, REMEDIES, type Tool } from '../machine/install';
import { installJars } from '../machine/maven';
import { onPath } from '../machine/paths';

const VERSION = '1.32.1';
const FOLDER = `temporal-test-server-${VERSION}`;

const SCRIPT = `#!/bin/sh
exec java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
  -cp "$(dirname "$0")/libs/*" io.temporal.testserver.TestServer "$@"
`;

/** Temporal's server that skips time: a script that takes the port. For tests of workflows. */
export const temporalTestServer: Tool = {
  title: `Temporal's time-skipping server ${VERSION}`,
  folder: FOLDER,
  needs: [
    { program: 'mvn', remedy: REMEDIES.mvn },
    { program: 'java', remedy: REMEDIES.java },
  ],
  neededMib: 200,
  hint: 'Maven takes about 10 seconds',
  find: () => (onPath('java') ? [cachedAt(FOLDER, 'run')].find(existsSync) : undefined),
  async install(folder, logFile) {
    await installJars(`io.temporal:temporal-test-server:${VERSION}`, join(folder, 'libs'), logFile);
    await writeFile(join(folder, 'run'), SCRIPT, { mode: 0o755 });
  },
};
