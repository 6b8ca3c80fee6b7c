import { aDocument, describeSearch } from '../search.contract.fixture';
import { createEmbeddedSearch } from './engine';

const nothing = () => Promise.resolve();

describeSearch('the memory of a process', () =>
  Promise.resolve({ engine: createEmbeddedSearch(), settle: nothing, close: nothing }),
);

test('an engine that was written over and over answers like one that is new, and keeps no old words', async () => {
  const changed = createEmbeddedSearch();
  const documents = Array.from({ length: 1500 }, (_, index) =>
    aDocument(`p${index}`, {
      ...{ title: `Lamp number ${index}`, priceFromMinor: (index * 37) % 900, inStock: index % 3 === 0 },
      options: [{ name: 'Size', values: [`S${index % 4}`] }],
    }),
  );
  for (const version of [1, 2, 3])
    await changed.put(documents.map((one) => ({ ...one, version, title: `Edition${version} of ${one.id}` })));
  await changed.put(documents.map((one) => ({ ...one, version: 4 })));
  await changed.remove(['p7', 'p8']);
  const fresh = createEmbeddedSearch();
  await fresh.put(documents.filter(({ id }) => id !== 'p7' && id !== 'p8'));
  for (const sort of ['relevance', 'price-up'] as const) {
    const query = { text: 'lamp', filters: { options: { Size: ['S1', 'S2'] } }, sort, limit: 100 };
    expect(await changed.find(query)).toEqual(await fresh.find(query));
    expect(await changed.find({ ...query, text: '' })).toEqual(await fresh.find({ ...query, text: '' }));
  }
  const facets = { text: 'lamp', filters: { inStock: true } };
  expect(await changed.facets(facets)).toEqual(await fresh.facets(facets));
  expect((await changed.find({ text: 'edition1', filters: {}, sort: 'newest', limit: 1 })).total).toBe(0);
});
