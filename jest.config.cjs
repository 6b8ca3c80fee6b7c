/**
 * One project a kind of test, told apart by the file's suffix:
 * unit (no server), workflow (time-skipping server), replay (recorded histories), integration (real servers),
 * browser (the whole shop and Chromium), faults (processes killed on purpose). `together` are all unit tests in few
 * files, which is how `npm run test:unit` runs them: see test/together/sets.ts.
 */
const KINDS = ['unit', 'workflow', 'replay', 'integration', 'browser', 'faults'];

/** Packages that ship ES modules only; jest runs CommonJS, so these are transformed as well. */
const ESM_ONLY = [
  'jose',
  // Not an ES module, but it calls import('os'), which jest cannot run untransformed.
  'mongodb',
];

const swc = {
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', tsx: true },
    transform: { react: { runtime: 'automatic' } },
  },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

/** @param {string} kind */
const project = (kind) => ({
  displayName: kind,
  // One for all kinds, so that each file is transformed once, and not once a kind; another for every checkout.
  id: `caravan${__dirname.replaceAll(/\W+/g, '-')}`,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`**/*.${kind}.test.{ts,tsx}`],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.next/', '/\\.caravan/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.caravan/', '<rootDir>/web/.next/'],
  transform: { '\\.[cm]?[jt]sx?$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${ESM_ONLY.join('|')})/)`],
});

module.exports = {
  watchman: false,
  projects: [
    ...KINDS.map(project),
    { ...project('unit'), displayName: 'together', testMatch: ['<rootDir>/test/together/set-*.ts'] },
  ],
};
