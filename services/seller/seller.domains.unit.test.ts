import mongoose from 'mongoose';
import { createShopDomains } from './seller.domains';
import { hostModel, type ClaimDocument } from './seller.model';
import type { ShopDomain } from './seller.schema';

const aDomain = (status: ShopDomain['status']): ShopDomain => ({
  ...{ host: 'oleiro.example', token: 'caravan-1', status, checkedAt: null },
  ...{ since: '2030-01-01T00:00:00.000Z', until: '2030-01-15T00:00:00.000Z' },
});

/** Whether `seller-1` has lost its domain, when this is who holds it. */
function isLost(domain: ShopDomain | null, holder: string | null): Promise<boolean> {
  const connection = mongoose.createConnection();
  connection.set('autoIndex', false);
  const claim: ClaimDocument | null = holder === null ? null : { _id: 'oleiro.example', sellerId: holder };
  const found = { lean: () => Promise.resolve(claim) };
  hostModel(connection).findById = (() => found) as never;
  const domains = createShopDomains({
    ...{ connection, clock: { nowMs: () => 0 }, patienceDays: 14 },
    change: () => Promise.reject(new Error('nothing is to be changed')),
  });
  return domains.isLost({ id: 'seller-1', domain });
}

test('a domain that another shop has proven since is lost', async () => {
  expect(await isLost(aDomain('proven'), 'seller-2')).toBe(true);
});

test('a domain that another shop took over and gave up is still lost', async () => {
  expect(await isLost(aDomain('proven'), null)).toBe(true);
});

test('a domain that the shop holds is not lost, nor one that it has not proven, nor none', async () => {
  expect(await isLost(aDomain('proven'), 'seller-1')).toBe(false);
  expect(await isLost(aDomain('waiting'), 'seller-2')).toBe(false);
  expect(await isLost(null, null)).toBe(false);
});
