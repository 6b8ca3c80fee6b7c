import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../../stack/machine/paths';

const SUFFIX = /\.unit\.test\.tsx?$/;
const NOT_OURS = new Set(['node_modules', 'dist', '.next', '.caravan', '.git']);
/** What a file does to the modules of others, so that it has some of its own and comes last. */
const TOUCHES_MODULES = /jest\.(mock|doMock|unmock|resetModules|isolateModules)\b/;

/** As many as there are files `set-<n>.ts`. */
export const SETS = 4;

/** Every unit test of the project, as paths from its root, in order. */
export function unitTests(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : unitTests(path);
      return SUFFIX.test(entry.name) ? [relative(root, path)] : [];
    })
    .sort();
}

/** The files of a set, from 1. Neighbours, which are alike in weight, are in different sets. */
export function filesOf(set: number): string[] {
  return unitTests().filter((_, index) => index % SETS === set - 1);
}

/**
 * Takes the tests of one set into the file that calls it, each file's under its own name. What they import is loaded
 * once for all of them, which is most of what a unit test costs; so none may leave anything changed behind.
 */
export function takeIn(set: number): void {
  const files = filesOf(set).map((file) => ({ file, isLast: touchesModules(file) }));
  const inOrder = files.toSorted((a, b) => Number(a.isLast) - Number(b.isLast));
  for (const { file, isLast } of inOrder)
    describe(file, () => {
      const { fetch } = globalThis;
      afterAll(() => void (globalThis.fetch = fetch));
      load(join(root, file), isLast);
    });
}

function touchesModules(file: string): boolean {
  return TOUCHES_MODULES.test(readFileSync(join(root, file), 'utf8'));
}

function load(path: string, isolated: boolean): void {
  try {
    if (isolated) jest.isolateModules(() => jest.requireActual(path));
    else jest.requireActual(path);
  } catch (error) {
    // One file that cannot be loaded must not take the others with it.
    test('can be loaded', () => {
      throw error;
    });
  }
}
