import { z } from 'zod';
import { anOrder } from '../../api/api.builders';
import { openMarket, type Market } from '../../test/market';
import { testConfig } from '../../test/servers';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';

const explainedSchema = z.object({ queryPlanner: z.object({ winningPlan: z.unknown() }) });
const config = testConfig();
let market: Market;
let databases: Databases;
beforeAll(async () => {
  market = await openMarket(config, { sellers: 0 });
  databases = await connectDatabases(config);
});
afterAll(async () => {
  await market.close();
  await databases.close();
});

/** Orders of one address, oldest first; addresses of tests do not meet. */
async function placedBy(email: string, ...statuses: ('placed' | 'shipped')[]) {
  const orders = statuses.map((status) => {
    const checkoutId = newId();
    return anOrder({ id: `${checkoutId}-1`, checkoutId, paymentId: checkoutId, email, status, version: 1 });
  });
  await market.services.order.insert(orders);
  // Two ids of one millisecond are in no order.
  return orders.map(({ id }) => id).sort();
}
const anAddress = () => `${newId()}@people.example`;

test('the orders of an address are found newest first, page by page, and nobody else among them', async () => {
  const email = anAddress();
  const ids = await placedBy(email, 'placed', 'shipped', 'placed');
  await placedBy(anAddress(), 'placed');
  const { listAll } = market.services.order;

  const first = await listAll({ email, limit: 2 });
  expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
  const cursor = first.nextCursor ?? '';
  expect(cursor).toBe(ids[1]);
  const second = await listAll({ email, cursor, limit: 2 });
  expect(second.items.map(({ id }) => id)).toEqual([ids[0]]);
  expect(second.nextCursor).toBeNull();
});

test('all that is asked for has to fit', async () => {
  const email = anAddress();
  const [id = '', later = ''] = await placedBy(email, 'placed', 'placed');
  const { listAll } = market.services.order;
  const found = async (asked: Parameters<typeof listAll>[0]) =>
    (await listAll(asked)).items.map((order) => order.id);

  expect(await found({ id, limit: 20 })).toEqual([id]);
  expect(await found({ id, email, status: 'placed', limit: 20 })).toEqual([id]);
  expect(await found({ id, email: anAddress(), limit: 20 })).toEqual([]);
  expect(await found({ email, status: 'shipped', limit: 20 })).toEqual([]);
  // A cursor says how far a list was read; it does not take the place of the id.
  expect(await found({ id, cursor: later, limit: 20 })).toEqual([id]);
  expect(await found({ id: later, cursor: id, limit: 20 })).toEqual([]);
});

test('an address is looked up by an index, however many orders there are', async () => {
  const orders = databases.of('order').db?.collection('orders');
  const explained = await orders?.find({ email: anAddress() }).sort({ _id: -1 }).explain('queryPlanner');
  const plan = JSON.stringify(explainedSchema.parse(explained).queryPlanner.winningPlan);
  expect(plan).toContain('email_1__id_-1');
  // In order already: nothing is sorted in memory.
  expect(plan).not.toContain('"SORT"');
});
