import fc from 'fast-check';
import { pageForward, type StripeList } from './stripe-paging';

interface Thing {
  id: string;
  created: number;
}
const NOW_S = 1_900_000_000;

/** A list as Stripe keeps it: the newest first, and many within one second. */
function listOf(things: readonly Thing[]): { list: StripeList<Thing>; asked: () => number } {
  let asked = 0;
  const newest = [...things].reverse();
  const list: StripeList<Thing> = ({ limit, ending_before, starting_after, created }) => {
    asked += 1;
    const at = (id: string) => newest.findIndex((one) => one.id === id);
    if (ending_before !== undefined) {
      const newer = newest.slice(0, at(ending_before));
      return Promise.resolve({ data: newer.slice(-limit), has_more: newer.length > limit });
    }
    const from = starting_after === undefined ? 0 : at(starting_after) + 1;
    const wanted = newest.slice(from).filter((one) => one.created <= (created?.lte ?? Infinity));
    return Promise.resolve({ data: wanted.slice(0, limit), has_more: wanted.length > limit });
  };
  return { list, asked: () => asked };
}

const things = fc.array(fc.nat({ max: 40_000_000 }), { maxLength: 30 }).chain((gaps) =>
  fc.array(fc.nat({ max: 1 }), { minLength: gaps.length, maxLength: gaps.length }).map((together) => {
    let created = 1_500_000_000;
    return gaps.map((gap, index) => {
      created = Math.min(NOW_S, created + (together[index] === 1 ? 0 : gap));
      return { id: `t${index}`, created };
    });
  }),
);

test('whatever is in the list, its pages give all of it, the oldest first and none twice', async () => {
  await fc.assert(
    fc.asyncProperty(things, fc.integer({ min: 1, max: 7 }), async (all, limit) => {
      const { list } = listOf(all);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await pageForward(list, { limit, nowS: NOW_S, ...(cursor !== undefined && { cursor }) });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== undefined && seen.length <= all.length);
      expect(seen).toEqual(all.map(({ id }) => id));
    }),
    { numRuns: 300 },
  );
});

test('more than a page within the oldest second is walked to its end', async () => {
  const all = Array.from({ length: 250 }, (_, index) => ({ id: `t${index}`, created: 1_600_000_000 }));
  const { items } = await pageForward(listOf(all).list, { limit: 3, nowS: NOW_S });
  expect(items.map(({ id }) => id)).toEqual(['t0', 't1', 't2']);
});

test('the last cursor finds what came later, with one request', async () => {
  const all = Array.from({ length: 5 }, (_, index) => ({ id: `t${index}`, created: 1_600_000_000 + index }));
  const { list, asked } = listOf(all);
  const page = await pageForward(list, { cursor: 't2', limit: 10, nowS: NOW_S });
  expect(page).toEqual({ items: all.slice(3) });
  expect(asked()).toBe(1);
});

test('the first page of years of payments takes some thirty requests', async () => {
  const all = Array.from({ length: 1000 }, (_, index) => ({
    id: `t${index}`,
    created: 1_400_000_000 + index * 400_000,
  }));
  const { list, asked } = listOf(all);
  await pageForward(list, { limit: 10, nowS: NOW_S });
  expect(asked()).toBeLessThan(40);
});
