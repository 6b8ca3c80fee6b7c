import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isStale, withLock } from './lock';

/** No process has this number: Linux gives none above 2^22. */
const NOBODY = 2 ** 22 + 1;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each([
  {
    what: 'a lock just touched by a living process holds',
    lock: { touchedMs: 99_000, holderAlive: true },
    stale: false,
  },
  {
    what: 'a lock whose process is gone is stale',
    lock: { touchedMs: 99_000, holderAlive: false },
    stale: true,
  },
  {
    what: 'a lock not touched for a minute is stale',
    lock: { touchedMs: 30_000, holderAlive: true },
    stale: true,
  },
])('$what', ({ lock, stale }) => {
  expect(isStale(lock, 100_000)).toBe(stale);
});

test('two at once do their work one after the other', async () => {
  const file = join(folder, 'a.lock');
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push(`${name} ends`);
  };
  await Promise.all([withLock(file, work('first')), withLock(file, work('second'))]);
  expect([order[0]?.split(' ')[0], order[1]]).toEqual([
    order[1]?.split(' ')[0],
    `${order[0]?.split(' ')[0]} ends`,
  ]);
  expect(order).toHaveLength(4);
});

test('the lock of a process that is gone is taken over', async () => {
  const file = join(folder, 'a.lock');
  await writeFile(file, String(NOBODY));
  await expect(withLock(file, () => Promise.resolve('done'))).resolves.toBe('done');
});

test('work that fails gives the lock back', async () => {
  const file = join(folder, 'a.lock');
  await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});
