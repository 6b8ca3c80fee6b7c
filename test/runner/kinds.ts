/** The kinds of checks, in the order in which `npm test` runs them: what fails soonest comes first. */
export const STATIC_KINDS = ['lint', 'typecheck', 'depend'] as const;
export const JEST_KINDS = ['unit', 'workflow', 'replay', 'integration', 'browser', 'faults'] as const;
export const ALL_KINDS = [...STATIC_KINDS, ...JEST_KINDS] as const;

export type StaticKind = (typeof STATIC_KINDS)[number];
export type JestKind = (typeof JEST_KINDS)[number];
export type Kind = (typeof ALL_KINDS)[number];

export interface Plan {
  kinds: readonly Kind[];
  /** Passed on to jest: paths of test files, or options. */
  jestArgs: readonly string[];
  /** Every fault and every life, not only a quick selection. */
  whole: boolean;
  /** What chance starts from in tests of faults and lives; null for the usual one. */
  seed: number | null;
}

const WHOLE = '--all';
const SEED = /^--seed=(\d+)$/;

/** What `npm test [kinds...] [--all] [--seed=n] [-- paths or jest options]` asks for; without kinds, all of them. */
export function planOf(args: readonly string[]): Plan {
  const isKind = (arg: string): arg is Kind => ALL_KINDS.some((kind) => kind === arg);
  const isOurs = (arg: string) => isKind(arg) || arg === '--' || arg === WHOLE || SEED.test(arg);
  const named = args.filter(isKind);
  const seed = args.map((arg) => SEED.exec(arg)?.[1]).find((given) => given !== undefined);
  return {
    kinds: named.length > 0 ? ALL_KINDS.filter((kind) => named.includes(kind)) : ALL_KINDS,
    jestArgs: args.filter((arg) => !isOurs(arg)),
    whole: args.includes(WHOLE),
    seed: seed === undefined ? null : Number(seed),
  };
}

export interface Count {
  passed: number;
  failed: number;
}

/** The sum over all kinds. */
export function sumOf(counts: readonly Count[]): Count {
  return counts.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    {
      passed: 0,
      failed: 0,
    },
  );
}

/** The part of jest's JSON report that counts. */
export interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  numRuntimeErrorTestSuites: number;
  numTotalTests: number;
}

/**
 * What a report counts for: a file that could not be loaded is a failure, and so is a skipped test, unless tests were
 * picked by hand, which skips the others.
 */
export function countOf(report: JestReport, picked: boolean): Count {
  const skipped = picked ? 0 : report.numPendingTests + report.numTodoTests;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites + skipped,
  };
}
