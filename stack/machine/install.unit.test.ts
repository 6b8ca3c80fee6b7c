import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedAt, ensureTool, type Tool } from './install';
import { silentProgress } from './progress';

let cache: string;
const before = process.env.XDG_CACHE_HOME;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'caravan-cache-'));
  process.env.XDG_CACHE_HOME = cache;
});
afterEach(async () => {
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  await rm(cache, { recursive: true });
});

const binary = () => cachedAt('thing-1.0', 'thing');

function thing(changes: Partial<Tool> = {}): Tool {
  return {
    title: 'Thing 1.0',
    folder: 'thing-1.0',
    needs: [],
    neededMib: 1,
    hint: 'a moment',
    find: () => [binary()].find(existsSync),
    install: (folder) => writeFile(join(folder, 'thing'), ''),
    ...changes,
  };
}

test('a tool that is nowhere is installed into the cache under its version', async () => {
  await expect(ensureTool(thing(), silentProgress)).resolves.toBe(binary());
});

test('two that want a tool at once install it once', async () => {
  let installs = 0;
  const install = async (folder: string) => {
    installs += 1;
    await new Promise((resolve) => setTimeout(resolve, 30));
    await writeFile(join(folder, 'thing'), '');
  };
  await Promise.all([
    ensureTool(thing({ install }), silentProgress),
    ensureTool(thing({ install }), silentProgress),
  ]);
  expect(installs).toBe(1);
});

test('an install that breaks off leaves nothing that looks like the tool', async () => {
  const install = async (folder: string) => {
    await writeFile(join(folder, 'thing'), 'half');
    throw new Error('the network is gone');
  };
  await expect(ensureTool(thing({ install }), silentProgress)).rejects.toThrow('the network is gone');
  expect(thing().find()).toBeUndefined();
  expect(readdirSync(join(cache, 'caravan'))).toEqual([]);
});

test('a missing program is named with its remedy, and nothing is installed', async () => {
  const needs = [{ program: 'no-such-compiler', remedy: 'Install no-such-compiler' }];
  const refusal = ensureTool(thing({ needs }), silentProgress);
  await expect(refusal).rejects.toThrow(
    /Thing 1\.0 is not on this machine, and no-such-compiler to install it is missing\. Nothing was installed/,
  );
  await expect(refusal).rejects.toThrow(/Install no-such-compiler, then run the command again/);
  expect(existsSync(binary())).toBe(false);
});

test('a full disk is said before anything is installed', async () => {
  await expect(ensureTool(thing({ neededMib: 1e12 }), silentProgress)).rejects.toThrow(
    /MB free; installing Thing 1\.0 needs .* Free some space/,
  );
});
