import { isDuplicateKey, once } from './documents';

test('work that many ask for at once is done once', async () => {
  let runs = 0;
  const counted = once(() => Promise.resolve((runs += 1)));
  expect(await Promise.all([counted(), counted(), counted()])).toEqual([1, 1, 1]);
  expect(await counted()).toBe(1);
});

test('work that failed is tried again by the next who asks', async () => {
  let runs = 0;
  const flaky = once(() =>
    (runs += 1) === 1 ? Promise.reject(new Error('not yet')) : Promise.resolve('done'),
  );
  await expect(flaky()).rejects.toThrow('not yet');
  await expect(flaky()).resolves.toBe('done');
});

test('only the refusal of a second equal key counts as a duplicate', () => {
  expect(isDuplicateKey(Object.assign(new Error('E11000'), { code: 11000 }))).toBe(true);
  expect(isDuplicateKey(Object.assign(new Error('other'), { code: 121 }))).toBe(false);
  expect(isDuplicateKey({ code: 11000 })).toBe(false);
});
