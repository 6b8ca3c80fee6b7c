import { runLoad } from './load';
import { pairsOf } from './purchases';
import { searchTerms } from './reads';

test('no more than so many run at once, and each is done once', async () => {
  let running = 0;
  let most = 0;
  const { done, errors } = await runLoad(
    async (index) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      return index;
    },
    { count: 20, atOnce: 4, limitMs: 10_000 },
  );
  expect(most).toBe(4);
  expect([...done].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(errors).toEqual([]);
});

test('a failure is counted and does not stop the others', async () => {
  const work = (index: number) => (index === 1 ? Promise.reject(new Error('no')) : Promise.resolve(index));
  const { done, errors } = await runLoad(work, { count: 3, atOnce: 1, limitMs: 10_000 });
  expect(done).toEqual([0, 2]);
  expect(errors.map(({ message }) => message)).toEqual(['no']);
});

test('when the time is over nothing new is started', async () => {
  const { done } = await runLoad(() => Promise.resolve(1), { count: 5, atOnce: 1, limitMs: 0 });
  expect(done).toEqual([]);
});

test('every purchase of the benchmark is of two sellers', () => {
  const product = (slug: string, sellerId: string) => ({
    ...{ slug, sellerId, title: slug, currency: 'EUR', sku: slug, priceMinor: 1, available: 9 },
  });
  const pairs = pairsOf([product('a1', 'a'), product('a2', 'a'), product('b1', 'b')]);
  expect(pairs.map((pair) => pair.map(({ slug }) => slug))).toEqual([
    ['a1', 'b1'],
    ['a2', 'b1'],
  ]);
});

test('terms are the words of titles and their neighbours, short words left out', () => {
  expect(searchTerms(['Cup in blue glaze', 'Blue rug'])).toEqual(['blue', 'blue glaze', 'glaze']);
});
