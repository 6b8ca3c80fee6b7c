import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Use named exports: a name that can be searched for is worth more than a short import.',
};

/** What makes a workflow's replay differ from its first run, or cannot be in its sandbox. */
const notInWorkflows = {
  paths: builtinModules.filter((name) => !name.startsWith('_')),
  patterns: [
    { group: ['node:*'], message: 'Workflows run in a sandbox without Node. Do it in an activity.' },
    {
      regex: '^(?!@temporalio/(workflow|common)(/|$)|\\.)',
      allowTypeImports: true,
      message:
        'At run time a workflow may import only @temporalio/workflow, @temporalio/common and our own pure modules.',
    },
    {
      regex:
        '^\\.\\./(?!(\\.\\./)*services/[^/]+/[^/]+\\.state$|(\\.\\./)*temporal/(ids|search-attributes)$)(.*/)?(services|activities|api|workers|events|temporal|stack|test|audit)/',
      allowTypeImports: true,
      message:
        'Of the other rooms a workflow may use types, services/*/*.state, temporal/ids and temporal/search-attributes.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.next/',
      '.caravan/',
      'coverage/',
      '**/next-env.d.ts',
      'web/public/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs' },
  },
  {
    // Next.js and the tools find these by their default export.
    files: [
      'web/app/**/{page,layout,loading,error,global-error,not-found,template,default,route,icon,sitemap,robots,manifest}.{ts,tsx}',
      'web/*.config.{ts,mjs}',
      'web/{proxy,middleware,instrumentation}.ts',
      '**/*.d.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['workflows/**/*.ts'],
    ignores: ['workflows/**/*.test.ts', 'workflows/**/*.fixture.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', notInWorkflows] },
  },
  {
    // The browser's own code and its server-rendered pages share a folder.
    files: ['web/**/*.{ts,tsx}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // React awaits what an event handler returns only in its own `action` props; a handler may be async.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'test/**/*.ts'],
    languageOptions: { globals: globals.jest },
  },
  prettier,
);
