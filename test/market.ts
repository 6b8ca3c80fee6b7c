import { createServices, type Services } from '../services/compose';
import type { Config } from '../services/platform/config';
import { newId } from '../services/platform/ids';
import { createLogger } from '../services/platform/logger';
import { connectDatabases } from '../services/platform/mongo';

export interface Stall {
  sellerId: string;
  email: string;
  password: string;
  sku: string;
  productId: string;
  priceMinor: number;
}

export interface Market {
  services: Services;
  stalls: Stall[];
  close(): Promise<void>;
}

const PASSWORD = 'a long enough password';

/**
 * A small market on real servers: so many sellers, each with an account and one product that has `stock` units. Every
 * market has sellers and goods of its own, so tests do not meet.
 */
export async function openMarket(
  config: Config,
  options: { sellers?: number; stock?: number } = {},
): Promise<Market> {
  const databases = await connectDatabases(config);
  const services = createServices({ config, databases, logger: createLogger(config, 'test') });
  await services.product.putCategory({
    id: 'test',
    name: 'Test',
    description: 'Goods of tests',
    position: 1,
  });
  const stalls = [];
  for (let n = 0; n < (options.sellers ?? 2); n += 1)
    stalls.push(await openStall(services, options.stock ?? 100));
  return {
    ...{ services, stalls },
    async close() {
      // What refreshes itself would go on asking a database that is gone.
      for (const each of [services.product, services.promotion, services.shippingTables]) each.close();
      await databases.close();
    },
  };
}

async function openStall({ seller, product, inventory, user }: Services, stock: number): Promise<Stall> {
  const id = newId();
  const sku = `T-${id.slice(-12).toUpperCase()}`;
  const email = `${id}@sellers.example`;
  const priceMinor = 2500;
  await seller.create({
    id,
    slug: `stall-${id}`,
    name: `Stall ${id.slice(-4)}`,
    tagline: 'For tests',
    story: 'Opened by a test.',
    city: 'Lyon',
    country: 'FR',
    status: 'active',
    commissionPoints: 1000,
    handlingDays: 1,
    rating: { average: 0, count: 0 },
  });
  // Stock first: goods are never seen without it.
  await inventory.receiveStock({
    key: `first-${id}`,
    sku,
    sellerId: id,
    warehouseId: `w-${id}`,
    quantity: stock,
  });
  await product.createProduct({
    id: `p-${id}`,
    slug: `thing-${id}`,
    sellerId: id,
    title: `Thing ${id.slice(-4)}`,
    description: 'A thing.',
    categoryId: 'test',
    tags: [],
    taxCategory: 'standard',
    currency: 'EUR',
    options: [],
    variants: [{ sku, title: 'One', options: {}, priceMinor, weightGrams: 500 }],
    pictures: [],
    rating: { average: 0, count: 0 },
    status: 'active',
    createdAt: new Date().toISOString(),
  });
  await user.createDemoAccount({
    email,
    password: PASSWORD,
    name: 'Test Seller',
    role: 'seller',
    sellerId: id,
  });
  return { sellerId: id, email, password: PASSWORD, sku, productId: `p-${id}`, priceMinor };
}
