import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalStore } from './local';
import { describeMediaStore } from './media-store.contract';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-media-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describeMediaStore('ourselves', () => ({
  store: createLocalStore({ folder }),
  read: (url) => readFile(join(folder, url.replace(/^\/media\//, ''))).catch(() => null),
}));

test('no file of ours is left half written', async () => {
  const names = await readdir(folder, { recursive: true });
  expect(names.filter((name) => name.endsWith('.part'))).toEqual([]);
});

test.each(['../../etc/passwd:1', 'uploads/../x:400', 'uploads/x:../400', ''])(
  'a ref that is not ours (%s) removes nothing',
  async (ref) => {
    await expect(createLocalStore({ folder }).remove(ref)).rejects.toThrow('no picture of ours');
  },
);
