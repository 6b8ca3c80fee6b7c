import { startNameServer, type NameServer } from '../../test/name-server';
import { createNameResolver } from './dns.port';

let server: NameServer;
beforeEach(async () => {
  server = await startNameServer();
});
afterEach(() => server.close());

test('the records of a name are read, and a name that is not there has none', async () => {
  const resolver = createNameResolver({ servers: [server.address], timeoutMs: 500 });
  server.set('_caravan.oleiro.example', 'caravan-0123');
  expect(await resolver.txt('_caravan.oleiro.example')).toEqual(['caravan-0123']);
  expect(await resolver.txt('_caravan.nobody.example')).toEqual([]);
});

test('that nobody answers is not taken for nothing being there', async () => {
  server.set('_caravan.oleiro.example', 'silence');
  const resolver = createNameResolver({ servers: [server.address], timeoutMs: 50 });
  await expect(resolver.txt('_caravan.oleiro.example')).rejects.toThrow();
});
