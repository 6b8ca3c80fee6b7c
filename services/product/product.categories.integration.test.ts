import { testConfig } from '../../test/servers';
import { systemClock as clock } from '../platform/clock';
import { newId } from '../platform/ids';
import { connectDatabases, type Databases } from '../platform/mongo';
import { outcomesOf, tally } from '../user/user.fixture';
import { createCategories } from './product.categories';
import { categoryModel } from './product.model';

let databases: Databases;
let categories: ReturnType<typeof createCategories>;
beforeAll(async () => {
  databases = await connectDatabases(testConfig());
  categories = createCategories({ model: categoryModel(databases.of('product')), clock });
});
afterAll(() => databases.close());

const make = () => categories.create({ id: `c${newId()}`, name: 'Lamps', description: 'Light' });

test('a category is made once, and the demo does not undo what admins changed', async () => {
  const { id, version, position } = await make();
  await expect(categories.create({ id, name: 'Lamps', description: '' })).rejects.toMatchObject({
    code: 'category-taken',
  });
  await categories.change({ id, expectedVersion: version, changes: { name: 'Lanterns' } });
  await categories.add({ id, name: 'Lamps', description: '', position });
  expect((await categories.list()).find((one) => one.id === id)?.name).toBe('Lanterns');
});

test('of two who rename at once the second is told to look again', async () => {
  const { id, version } = await make();
  const renames = ['A', 'B'].map((name) =>
    categories.change({ id, expectedVersion: version, changes: { name } }),
  );
  expect(tally(await outcomesOf(renames))).toEqual({ ok: 1, 'stale-version': 1 });
});

test('an order of categories is taken whole, and not when one of them is missing', async () => {
  const [one, other] = [await make(), await make()];
  const ids = (await categories.list()).filter(({ archived }) => !archived).map(({ id }) => id);
  await categories.order([...ids].reverse());
  expect((await categories.list()).map(({ id }) => id).slice(0, 2)).toEqual([other.id, one.id]);

  await categories.change({ id: one.id, expectedVersion: one.version, changes: { archived: true } });
  await expect(categories.order(ids)).rejects.toMatchObject({ code: 'categories-changed' });
});
