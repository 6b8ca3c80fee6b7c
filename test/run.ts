import { runCommand, reasonOf, StackError } from '../stack/failure';
import { endPrograms } from '../stack/machine/exec';
import { createProgress, formatElapsed, type Progress } from '../stack/machine/progress';
import { stopEverything } from '../stack/process/managed';
import { onStopRequest } from '../stack/process/signals';
import { runCheck } from './runner/checks';
import { clear, createEnvironments, createTestDir, endStrays, type Environments } from './runner/environment';
import { runJest } from './runner/jest';
import { planOf, STATIC_KINDS, sumOf, type Count, type Kind, type StaticKind } from './runner/kinds';

/** `npm test [kinds...] [-- paths]`: its last line is the count over everything. */
async function test(): Promise<number> {
  const { kinds, jestArgs, whole, seed } = planOf(process.argv.slice(2));
  const selection = {
    ...(whole ? { CARAVAN_FAULTS: 'all' } : {}),
    ...(seed === null ? {} : { CARAVAN_SEED: String(seed) }),
  };
  const progress = createProgress();
  const testDir = await createTestDir(progress);
  const environments = createEnvironments(testDir, progress);
  stopOnRequest(testDir, progress);

  const runOne = async (kind: Kind): Promise<{ kind: Kind; count: Count; elapsedMs: number }> => {
    progress.say(`\n== ${kind}`);
    const startedMs = Date.now();
    const count = await runKind(kind, { testDir, environments, jestArgs, selection, progress });
    const elapsedMs = Date.now() - startedMs;
    progress.say(`== ${kind}: ${count.passed} passed, ${count.failed} failed (${formatElapsed(elapsedMs)})`);
    return { kind, count, elapsedMs };
  };
  // Each static check keeps one core busy, and none needs another.
  const results = await Promise.all(kinds.filter(isStatic).map(runOne));
  for (const kind of kinds.filter((one) => !isStatic(one))) results.push(await runOne(kind));
  await environments.stop();
  await endStrays(testDir, progress);

  const sum = sumOf(results.map(({ count }) => count));
  progress.say('');
  for (const { kind, count, elapsedMs } of results) {
    progress.say(
      `${kind.padEnd(12)} ${`${count.passed} passed, ${count.failed} failed`.padEnd(28)} ${formatElapsed(elapsedMs)}`,
    );
  }
  if (sum.failed === 0) await clear(testDir, progress);
  else progress.say(`Logs and data of this run are in ${testDir} until the next one.`);
  progress.say(`${sum.passed} passed, ${sum.failed} failed`);
  return sum.failed === 0 ? 0 : 1;
}

interface Surroundings {
  testDir: string;
  environments: Environments;
  jestArgs: readonly string[];
  /** Which faults and lives are run; told to the tests by their environment. */
  selection: Record<string, string>;
  progress: Progress;
}

/** One kind; servers that do not start are one failure of it, and the other kinds still run. */
async function runKind(
  kind: Kind,
  { testDir, environments, jestArgs, selection, progress }: Surroundings,
): Promise<Count> {
  if (isStatic(kind)) return runCheck(kind);
  try {
    const environment = await environments.of(kind);
    try {
      return await runJest(kind, testDir, { ...environment.env, ...selection }, jestArgs);
    } finally {
      await environment.stop();
    }
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    progress.say(reasonOf(error));
    return { passed: 0, failed: 1 };
  }
}

function isStatic(kind: Kind): kind is StaticKind {
  return STATIC_KINDS.some((check) => check === kind);
}

/** Ctrl-C leaves neither processes nor data behind. */
function stopOnRequest(testDir: string, progress: Progress): void {
  onStopRequest(() => {
    endPrograms();
    void stopEverything()
      .then(() => clear(testDir, progress))
      .finally(() => process.exit(130));
  });
}

runCommand(test);
