import { aDocument, describeSearch } from '../search.contract.fixture';
import { createOpenSearch } from './engine';
import { openSearchStandIn } from './stand-in.fixture';

/** The library is large, and loading it is not what the first test measures. */
const LOADING_MS = 60_000;
beforeAll(() => import('@opensearch-project/opensearch'), LOADING_MS);

async function open() {
  const server = await openSearchStandIn();
  const engine = createOpenSearch({ url: server.url, index: 'products' });
  await engine.prepare();
  return { server, engine };
}

describeSearch('OpenSearch', async () => {
  const { server, engine } = await open();
  const close = async () => {
    await engine.close();
    await server.close();
  };
  return { engine, settle: () => Promise.resolve(), close };
});

test('a server that is away is said to be, and its return is noticed', async () => {
  const { server, engine } = await open();
  await engine.put([aDocument('one', { title: 'Copper lantern' })]);
  const query = { text: 'lantern', filters: {}, sort: 'relevance', limit: 5 } as const;
  server.setAway(true);
  await expect(engine.find(query)).rejects.toMatchObject({ kind: 'unavailable', code: 'search-unavailable' });
  await expect(engine.put([aDocument('two')])).rejects.toThrow();
  server.setAway(false);
  await expect(engine.find(query)).resolves.toMatchObject({ ids: ['one'] });
  await engine.close();
  await server.close();
});
