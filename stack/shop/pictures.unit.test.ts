import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyMissing, picturesIn } from './pictures';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pictures-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('only pictures that are missing are copied, and nothing unfinished stays', async () => {
  const [from, to] = [join(folder, 'from'), join(folder, 'to')];
  mkdirSync(from);
  mkdirSync(to);
  writeFileSync(join(from, 'vase.webp'), 'drawn again');
  writeFileSync(join(from, 'rug.webp'), 'rug');
  writeFileSync(join(from, 'notes.txt'), 'no picture');
  writeFileSync(join(to, 'vase.webp'), 'vase');
  await copyMissing(from, to);
  expect(readdirSync(to).sort()).toEqual(['rug.webp', 'vase.webp']);
  expect(readFileSync(join(to, 'vase.webp'), 'utf8')).toBe('vase');
});

test('a folder that is not there has no pictures, and copying from it makes none', async () => {
  await copyMissing(join(folder, 'nowhere'), join(folder, 'to'));
  expect(readdirSync(folder)).toEqual([]);
  expect(await picturesIn(join(folder, 'nowhere'))).toEqual([]);
});
