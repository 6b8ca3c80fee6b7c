import { aSeller } from '../api.builders';
import { startApi } from '../api.fixture';
import type { ApiServices } from '../deps';

test.each([true, false])(
  'a seller is told whether another shop has proven the domain since: %s',
  async (isLost) => {
    const domains = { isLost: () => Promise.resolve(isLost) } as unknown as ApiServices['seller']['domains'];
    const api = await startApi({ services: { seller: { get: () => Promise.resolve(aSeller()), domains } } });
    const as = { id: 'seller-1', role: 'seller' as const, sellerId: 'seller-1' };
    const answer = await api.call('GET', '/v1/sellers/seller-1/shop', { as });
    await api.close();
    expect([answer.status, answer.json.isDomainLost]).toEqual([200, isLost]);
  },
);
