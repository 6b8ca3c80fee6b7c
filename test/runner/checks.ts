import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../stack/machine/exec';
import { root } from '../../stack/machine/paths';
import type { Count, StaticKind } from './kinds';

const ROOMS = [
  'workflows',
  'activities',
  'workers',
  'services',
  'events',
  'api',
  'web',
  'temporal',
  'stack',
  'test',
  'bench',
  'audit',
];
const CHECK_TIMEOUT_MS = 10 * 60_000;

const bin = (...path: string[]) => join(root, 'node_modules', ...path);
const present = (...paths: string[]) => paths.filter((path) => existsSync(join(root, path)));

/** The programs of one check, each with its arguments; the check passes when all of them do. */
function programsOf(kind: StaticKind): string[][] {
  switch (kind) {
    case 'lint':
      return [[bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']];
    case 'typecheck':
      return present('tsconfig.json', 'web/tsconfig.json').map((file) => [
        bin('typescript', 'bin', 'tsc'),
        '--noEmit',
        '-p',
        file,
      ]);
    case 'depend':
      return [
        [
          bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
          '--config',
          '.dependency-cruiser.cjs',
          ...present(...ROOMS),
        ],
      ];
  }
}

/** Runs one static check; what it found is printed when it found something. It counts as one. */
export async function runCheck(kind: StaticKind): Promise<Count> {
  let failed = 0;
  for (const args of programsOf(kind)) {
    const { ending, output } = await run(process.execPath, args, { cwd: root, timeoutMs: CHECK_TIMEOUT_MS });
    if (ending === 0) continue;
    failed = 1;
    console.log(output.trimEnd());
    if (typeof ending === 'string') console.log(`${kind} was ended by ${ending}.`);
  }
  return { passed: 1 - failed, failed };
}
