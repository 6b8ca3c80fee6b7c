import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberProcess } from '../process/identity';
import { removeOldBuilds } from './web';

let buildsDir: string;

beforeEach(() => {
  buildsDir = mkdtempSync(join(tmpdir(), 'web-builds-'));
});
afterEach(() => rmSync(buildsDir, { recursive: true, force: true }));

function addBuild(digit: number): string {
  const folder = join(buildsDir, `build-${String(digit).repeat(16)}`);
  mkdirSync(folder, { recursive: true });
  utimesSync(folder, digit, digit);
  return folder;
}

test('the two builds used last stay, and older ones go', async () => {
  const [oldest, older, newer] = [addBuild(1), addBuild(2), addBuild(3)];
  await removeOldBuilds(buildsDir);
  expect([oldest, older, newer].map(existsSync)).toEqual([false, true, true]);
});

test('a build that a running launcher uses stays, however old it is', async () => {
  const used = addBuild(1);
  rememberProcess(join(used, 'users'), String(process.pid), 'launcher', process.pid);
  utimesSync(used, 1, 1);
  const left = addBuild(2);
  rememberProcess(join(left, 'users'), '4194304', 'a launcher that is gone', 4_194_304);
  utimesSync(left, 2, 2);
  addBuild(3);
  addBuild(4);
  await removeOldBuilds(buildsDir);
  expect([used, left].map(existsSync)).toEqual([true, false]);
});

test('what is no build of ours is left alone, and so is a folder that is not there', async () => {
  const foreign = join(buildsDir, 'cache');
  mkdirSync(foreign);
  await removeOldBuilds(buildsDir);
  expect(existsSync(foreign)).toBe(true);
  await removeOldBuilds(join(buildsDir, 'nowhere'));
});
