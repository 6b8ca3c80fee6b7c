import fc from 'fast-check';
import { expectSound, LATER, startInventory } from './inventory.fixture';
import type { Allocation } from './inventory.schema';

let shop: Awaited<ReturnType<typeof startInventory>>;
beforeAll(async () => {
  shop = await startInventory();
});
afterAll(() => shop.close());

type Act = {
  act: 'hold' | 'commit' | 'release' | 'releaseAll' | 'return' | 'receive';
  key: number;
  a: number;
  b: number;
};

const anyAct: fc.Arbitrary<Act> = fc.record({
  act: fc.constantFrom('hold', 'hold', 'hold', 'commit', 'release', 'releaseAll', 'return', 'receive'),
  key: fc.integer({ min: 1, max: 6 }),
  a: fc.integer({ min: 0, max: 4 }),
  b: fc.integer({ min: 0, max: 4 }),
});

/** Callers at once, each with acts of its own in order; keys are shared, so they cross each other. */
const anyCallers = fc.array(fc.array(anyAct, { minLength: 1, maxLength: 7 }), { minLength: 2, maxLength: 5 });

test('whatever callers do at once, no unit is lost, made up or sold twice', async () => {
  await fc.assert(
    fc.asyncProperty(anyCallers, async (callers) => {
      const [one, two] = [await shop.goods(6, 3), await shop.goods(5)];
      const granted = new Map<string, Allocation[]>();
      const received = { count: 0, keys: new Set<string>() };

      const perform = async ({ act, key, a, b }: Act) => {
        const name = `${one}-${key}`;
        const allocations = granted.get(name);
        if (act === 'hold') {
          const lines = [
            { sku: one, quantity: a },
            { sku: two, quantity: b },
          ].filter(({ quantity }) => quantity > 0);
          if (lines.length === 0) return;
          try {
            granted.set(name, await shop.inventory.holdStock({ key: name, lines, expiresAt: LATER }));
          } catch (error) {
            expect(error).toMatchObject({ kind: 'conflict' });
          }
        } else if (act === 'releaseAll') await shop.inventory.releaseHold({ key: name });
        else if (act === 'receive') {
          received.keys.add(`r${key}`);
          await shop.inventory.receiveStock({
            key: `r${key}`,
            sku: two,
            sellerId: 'shop',
            warehouseId: 'w1',
            quantity: 2,
          });
        } else if (!allocations) return;
        else if (act === 'commit') await shop.inventory.commitHold({ key: name, allocations });
        else if (act === 'release') await shop.inventory.releaseHold({ key: name, allocations });
        else await shop.inventory.returnStock({ key: `back-${name}`, allocations });
      };
      await Promise.all(
        callers.map(async (acts) => {
          for (const act of acts) await perform(act);
        }),
      );

      const records = [...(await shop.read(one)), ...(await shop.read(two))];
      records.forEach(expectSound);
      const total = records.reduce((sum, record) => sum + record.received, 0);
      expect(total).toBe(14 + 2 * received.keys.size);
      for (const record of records) expect(record.outbox).toHaveLength(record.version);
    }),
    { numRuns: 60 },
  );
}, 120_000);
