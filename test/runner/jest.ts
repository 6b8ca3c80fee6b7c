import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../stack/machine/exec';
import { root } from '../../stack/machine/paths';
import { countOf, type Count, type JestKind, type JestReport } from './kinds';

/**
 * Whether a kind without a single test fails, as it must once every room has its tests: a suffix misspelt would
 * otherwise pass for good.
 */
const EMPTY_KIND_FAILS = true;

interface Manner {
  /** The project of jest.config.cjs that runs the whole of it, where it is not that of its name. */
  whole?: string;
  /** Files at a time; tests on one set of servers go one after the other. */
  workers: number;
  testTimeoutMs: number;
  /** The whole kind is ended and fails when it takes longer. */
  kindTimeoutMs: number;
}

const MINUTE_MS = 60_000;
const MANNERS: Record<JestKind, Manner> = {
  unit: { whole: 'together', workers: 2, testTimeoutMs: 10_000, kindTimeoutMs: 5 * MINUTE_MS },
  workflow: { workers: 2, testTimeoutMs: 60_000, kindTimeoutMs: 15 * MINUTE_MS },
  replay: { workers: 1, testTimeoutMs: 60_000, kindTimeoutMs: 5 * MINUTE_MS },
  integration: { workers: 1, testTimeoutMs: 60_000, kindTimeoutMs: 30 * MINUTE_MS },
  browser: { workers: 1, testTimeoutMs: 120_000, kindTimeoutMs: 25 * MINUTE_MS },
  faults: { workers: 1, testTimeoutMs: 180_000, kindTimeoutMs: 90 * MINUTE_MS },
};

/**
 * Runs the tests of one kind.
 * @param testDir where the report goes
 * @param env added to the environment of the tests
 */
export async function runJest(
  kind: JestKind,
  testDir: string,
  env: Record<string, string>,
  jestArgs: readonly string[],
): Promise<Count> {
  const report = join(testDir, `${kind}.report.json`);
  const { whole = kind, workers, testTimeoutMs, kindTimeoutMs } = MANNERS[kind];
  const picked = jestArgs.length > 0;
  const args = [
    ...[
      join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
      // First: jest would take a path behind these options as a value of them.
      ...jestArgs,
      '--selectProjects',
      picked ? kind : whole,
      '--ci',
      '--passWithNoTests',
    ],
    ...[workers === 1 ? '--runInBand' : `--maxWorkers=${workers}`, `--testTimeout=${testTimeoutMs}`],
    ...['--json', `--outputFile=${report}`, '--reporters=default'],
  ];
  const { ending, output } = await run(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'test', ...env },
    timeoutMs: kindTimeoutMs,
    show: true,
  });
  if (!existsSync(report)) {
    console.log(
      `${output}\nThe ${kind} tests ended with ${ending} before they could report; that counts as one failure.`,
    );
    return { passed: 0, failed: 1 };
  }
  const result = JSON.parse(await readFile(report, 'utf8')) as JestReport;
  if (result.numTotalTests === 0 && result.numRuntimeErrorTestSuites === 0 && !picked)
    return judgeEmpty(kind);
  const count = countOf(result, picked);
  // Every test passed, but jest did not end well: a test that never let go, or a broken set-up.
  return ending !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

function judgeEmpty(kind: JestKind): Count {
  console.log(`There is no test of the kind "${kind}" (*.${kind}.test.ts).`);
  return { passed: 0, failed: EMPTY_KIND_FAILS ? 1 : 0 };
}
