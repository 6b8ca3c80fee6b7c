import { createWorkbench } from './workbench';

test('so many jobs are done at once, the others in their turn, and those beyond are sent away', async () => {
  const work = createWorkbench(2, 3);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const job = (n: number) =>
    work(() => {
      begun.push(n);
      return new Promise<number>((resolve) => ends.push(() => resolve(n)));
    });
  const jobs = [1, 2, 3, 4, 5].map(job);
  await expect(job(6)).rejects.toMatchObject({ code: 'pictures-busy' });
  expect(begun).toEqual([1, 2]);
  for (let n = 0; n < 5; n += 1) {
    ends[n]?.();
    await jobs[n];
    await Promise.resolve();
  }
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(await Promise.all(jobs)).toEqual([1, 2, 3, 4, 5]);
});

test('a job that fails makes room', async () => {
  const work = createWorkbench(1, 1);
  await expect(work(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  await expect(work(() => Promise.resolve('done'))).resolves.toBe('done');
});
