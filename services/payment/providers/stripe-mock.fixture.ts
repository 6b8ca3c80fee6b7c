import { join } from 'node:path';
import { freePorts } from '../../../stack/machine/ports';
import { tcpAnswers } from '../../../stack/machine/probes';
import { silentProgress } from '../../../stack/machine/progress';
import { createGroup } from '../../../stack/process/group';
import { stripeMockPath, testEnv } from '../../../test/servers';

export interface StripeMock {
  url: string;
  stop(): Promise<void>;
}

/**
 * stripe-mock on a free port. What a broken-off test leaves running is ended by the runner, by its folder.
 * @param name of its folder in the run's own
 */
export async function startStripeMock(name: string): Promise<StripeMock> {
  const dataDir = join(testEnv().CARAVAN_TEST_DIR ?? '', name);
  const group = createGroup({ dataDir, progress: silentProgress, supervise: false });
  const port = (await freePorts()).API_PORT;
  await group.start({
    name: 'stripe-mock',
    title: 'stripe-mock',
    file: stripeMockPath(),
    args: ['-http-addr', `127.0.0.1:${port}`],
    isHealthy: () => tcpAnswers(port),
    startWithinMs: 30_000,
    stopWithinMs: 5_000,
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => group.stop() };
}
