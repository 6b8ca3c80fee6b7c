import { createInventoryService } from '../../services/inventory/inventory.service';
import { createMailer } from '../../services/notification/mailer';
import { systemClock as clock } from '../../services/platform/clock';
import { loadConfig, type Config } from '../../services/platform/config';
import { connectDatabases, type Databases } from '../../services/platform/mongo';
import { createPayoutAccounts } from '../../services/payout/payout.accounts';
import { createPayoutProvider } from '../../services/payout/providers/provider';
import { createProductService } from '../../services/product/product.service';
import { createPromotionService } from '../../services/promotion/promotion.service';
import { createReviewService } from '../../services/review/review.service';
import { createSellerService } from '../../services/seller/seller.service';
import { createUserService } from '../../services/user/user.service';
import { demoAccounts } from './accounts';
import { demoGoods, type DemoProduct } from './goods';
import { demoCategories } from './goods/categories';
import { demoSellers } from './goods/sellers';
import { demoPayoutAccounts } from './payout-accounts';
import { drawPictures } from './pictures';
import { demoPromotions } from './promotions';
import { demoReviews } from './reviews';

/** So many writes at once; more only wait for each other. */
const AT_ONCE = 12;

/**
 * Fills the shop with its demo goods, pictures and accounts. Every id is the same each time and every step is one that
 * can be repeated, so a second run, or a run after one that was cut off, adds what is missing and changes nothing else.
 * SEED_PRODUCTS makes the catalogue smaller; the first goods and all shops stay the same.
 */
async function main(): Promise<void> {
  const config = loadConfig();
  const goods = demoGoods(countFrom(process.env.SEED_PRODUCTS));
  // Drawing keeps the cores busy, and the database mostly waits for its disk.
  await Promise.all([
    fillDatabases(config, goods),
    drawPictures(
      config.MEDIA_DIR,
      goods.map(({ picture }) => picture),
      (done, all) => say(`Drew ${done} of ${all} pictures`),
    ),
  ]);
}

async function fillDatabases(config: Config, goods: readonly DemoProduct[]): Promise<void> {
  const databases = await connectDatabases(config);
  const mailer = createMailer({
    smtpUrl: config.SMTP_URL,
    from: config.MAIL_FROM,
    webUrl: config.WEB_PUBLIC_URL,
  });
  try {
    const users = createUserService({
      connection: databases.of('user'),
      clock,
      mailer,
      config: { authSecret: config.AUTH_SECRET },
    });
    await putUpShops(databases, goods);
    for (const account of demoAccounts) await users.createDemoAccount(account);
    say(`Made ${demoAccounts.length} accounts`);
    const payees = createPayoutAccounts({
      connection: databases.of('payout'),
      clock,
      provider: createPayoutProvider(config),
    });
    await inParallel(demoPayoutAccounts, (account) => payees.enter(account));
    say(`Named ${demoPayoutAccounts.length} bank accounts`);
    await startPromotions(databases);
  } finally {
    mailer.close();
    await databases.close();
  }
}

async function putUpShops(databases: Databases, goods: readonly DemoProduct[]): Promise<void> {
  const sellers = createSellerService({ connection: databases.of('seller'), clock });
  const inventory = createInventoryService({ connection: databases.of('inventory'), clock });
  const products = createProductService({
    connection: databases.of('product'),
    clock,
    sellers,
    stock: inventory,
  });
  await Promise.all([sellers.ready(), inventory.ready(), products.ready()]);

  await inParallel(demoSellers, (seller) => sellers.create(seller));
  await inParallel(demoCategories, (category) => products.categories.add(category));
  say(`Opened ${demoSellers.length} shops`);
  // Stock first: a product that can be seen can be bought.
  await inParallel(
    goods.flatMap(({ stock }) => stock),
    (record) => inventory.receiveStock({ key: 'demo-delivery', ...record }),
  );
  await inParallel(goods, ({ product }) => products.createProduct(product));
  say(`Put up ${goods.length} products`);
  const reviews = createReviewService({
    ...{ connection: databases.of('review'), clock, products, sellers },
    // None of them has pictures.
    requirePictures: () => Promise.resolve([]),
  });
  await reviews.ready();
  await reviews.bringIn(demoReviews(goods));
  say('Brought in what buyers say of them');
}

async function startPromotions(databases: Databases): Promise<void> {
  const promotions = createPromotionService({
    ...{ connection: databases.of('promotion'), clock },
    // Nobody uses a code here.
    buyers: { hasAccount: () => Promise.resolve(false), hasOrdered: () => Promise.resolve(false) },
  });
  await promotions.ready();
  for (const promotion of demoPromotions) await promotions.create({ ...promotion, by: 'demo-admin-1' });
  await promotions.close();
  say(`Started ${demoPromotions.length} promotion`);
}

async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

function countFrom(setting: string | undefined): number {
  const count = Number(setting || Infinity);
  if (!(count > 0)) throw new Error(`SEED_PRODUCTS: "${setting}" is not a number of products`);
  return count;
}

const say = (line: string) => console.log(line);

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
