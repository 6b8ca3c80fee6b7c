import { startEverything, type Everything } from '../everything';
import { runCommand, StackError } from '../failure';
import { endPrograms } from '../machine/exec';
import { createProgress, formatElapsed, type Progress } from '../machine/progress';
import { stopEverything } from '../process/managed';
import { onStopRequest } from '../process/signals';
import { dataDirOf, readLauncher, removeRunning, writeRunning } from '../running';
import { demoAccounts } from '../seed/accounts';
import { welcome } from '../shop/welcome';

/** `npm start`: servers, catalogue and shop, until Ctrl-C. */
async function start(): Promise<number> {
  const startedMs = Date.now();
  const dataDir = dataDirOf();
  const progress = createProgress();
  refuseSecondStart(dataDir);
  const stopping = stopOnRequest(progress);

  progress.say('Starting Caravan. Ctrl-C stops it.');
  writeRunning(dataDir, { ready: false, env: {}, urls: {} });
  let everything: Everything | undefined;
  try {
    everything = await startEverything({ dataDir, ports: 'fixed', onProgress: progress });
    const { shop, urls } = everything;
    writeRunning(dataDir, { ready: true, env: shop.env, urls });
    progress.say(welcome(urls, demoAccounts));
    progress.say(`Ready in ${formatElapsed(Date.now() - startedMs)}`);
    await stopping.afterReady();
  } catch (error) {
    if (!stopping.begun()) throw error;
  } finally {
    removeRunning(dataDir);
    await everything?.stop();
    await stopEverything();
  }
  progress.say('Stopped.');
  return 0;
}

function refuseSecondStart(dataDir: string): void {
  const running = readLauncher(dataDir);
  if (!running) return;
  throw new StackError(
    `Caravan ${running.ready ? 'runs' : 'is being started'} already (process ${running.pid})` +
      `${running.urls.shop ? ` at ${running.urls.shop}` : ''}. Nothing was started. ` +
      'Use that one, or stop it with Ctrl-C where it was started.',
  );
}

/** What is still starting is broken off; a shop that is ready is stopped in order. */
function stopOnRequest(progress: Progress) {
  let begun = false;
  let stopReady: (() => void) | undefined;
  onStopRequest(() => {
    begun = true;
    progress.say('\nStopping');
    if (stopReady) return stopReady();
    endPrograms();
    void stopEverything();
  });
  return {
    begun: () => begun,
    afterReady: () => new Promise<void>((resolve) => (begun ? resolve() : (stopReady = resolve))),
  };
}

runCommand(start);
