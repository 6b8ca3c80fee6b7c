import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { newId } from '../services/platform/ids';
import type { Config } from '../services/platform/config';
import { demoAccounts } from '../stack/seed/accounts';
import type { Plenty } from '../test/shopper/goods';
import { fillBasket } from '../test/shopper/purchase';
import type { Shop, Visitor } from '../test/shopper/shopper';
import { eventually } from '../test/shopper/wait';
import { percentilesOf, type Percentiles } from './statistics';

const ARRIVES_WITHIN_MS = 30_000;

/** Who hears of a purchase; ms from the answer of placeOrder until they have. */
export type NewsFigures = Record<'seller' | 'mail' | 'push' | 'figures' | 'recommendations', Percentiles>;

const mailsSchema = z.array(z.object({ to: z.array(z.object({ address: z.string() })) }));
const pushedSchema = z.object({ items: z.array(z.unknown()) });
const figuresSchema = z.object({ figures: z.object({ orders: z.object({ now: z.number() }) }) });
const shelfSchema = z.object({ reason: z.object({ because: z.string() }).nullable() });

/**
 * Buys alone, one after the other, and looks when the seller's page has rung, the mail is in the catcher, the push is at
 * the stand-in, the figures have moved, and what is recommended rests on it.
 */
export async function measureNews(options: {
  shop: Shop;
  config: Config;
  apiUrl: string;
  products: readonly Plenty[];
  purchases: number;
}): Promise<NewsFigures> {
  const { shop, config, products } = options;
  const item = products.find(({ sellerId }) => accountOf(`${sellerId}@caravan.example`) !== undefined);
  if (!item) throw new Error('No shop of the demo has enough of anything.');
  const seller = await signIn(shop, `${item.sellerId}@caravan.example`);
  const support = await signIn(shop, 'support@caravan.example');
  const browser = `browser-${newId()}`;
  await shop.http({
    ...{ method: 'POST', path: '/devices', token: seller.token },
    body: { token: browser, name: 'Benchmark' },
  });
  const rings = await listen(options.apiUrl, seller);
  const heard: Record<keyof NewsFigures, number[]> = {
    ...{ seller: [], mail: [], push: [], figures: [], recommendations: [] },
  };
  try {
    for (let n = 0; n < options.purchases; n += 1) {
      const [rung, pushed, counted] = [
        rings.count(),
        await pushes(config, browser),
        await orders(shop, support),
      ];
      const { buyer, request } = await fillBasket(shop, [{ slug: item.slug, quantity: 1 }]);
      const email = `${newId()}@people.example`;
      await buyer.placeOrder({ ...request, email });
      const beganMs = performance.now();
      const note = async (who: keyof NewsFigures, hasHeard: () => Promise<boolean>) => {
        await eventually(who, hasHeard, Boolean, { withinMs: ARRIVES_WITHIN_MS, everyMs: 20 });
        heard[who].push(performance.now() - beganMs);
      };
      await Promise.all([
        note('seller', () => Promise.resolve(rings.count() > rung)),
        note('mail', () => hasMail(config, email)),
        note('push', async () => (await pushes(config, browser)) > pushed),
        note('figures', async () => (await orders(shop, support)) > counted),
        note('recommendations', () => isKnown(shop, buyer)),
      ]);
    }
  } finally {
    rings.close();
  }
  return {
    seller: percentilesOf(heard.seller),
    mail: percentilesOf(heard.mail),
    push: percentilesOf(heard.push),
    figures: percentilesOf(heard.figures),
    recommendations: percentilesOf(heard.recommendations),
  };
}

const accountOf = (email: string) => demoAccounts.find((known) => known.email === email);

async function signIn(shop: Shop, email: string): Promise<Visitor> {
  const account = accountOf(email);
  if (!account) throw new Error(`There is no demo account ${email}.`);
  return shop.signIn(account);
}

/** Counts the new orders that a seller's open page rings for. */
async function listen(apiUrl: string, { token }: Visitor) {
  const socket: Socket = io(new URL(apiUrl).origin, { transports: ['websocket'], auth: { token } });
  let count = 0;
  socket.on('inbox', ({ status }: { status: string }) => {
    if (status === 'new-order') count += 1;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return { count: () => count, close: () => socket.close() };
}

async function hasMail({ MAIL_UI_URL: url }: Config, address: string): Promise<boolean> {
  const mails = mailsSchema.parse(await (await fetch(`${url}/email`)).json());
  return mails.some(({ to }) => to.some((one) => one.address === address));
}

async function pushes({ PUSH_STAND_IN_URL: url }: Config, browser: string): Promise<number> {
  const answer = await fetch(`${url}/sent?limit=500&token=${browser}`);
  return pushedSchema.parse(await answer.json()).items.length;
}

async function orders(shop: Shop, { token }: Visitor): Promise<number> {
  const { body } = await shop.http({ method: 'GET', path: '/analytics?days=7', token });
  return figuresSchema.parse(body).figures.orders.now;
}

async function isKnown(shop: Shop, { token }: Visitor): Promise<boolean> {
  const { body } = await shop.http({ method: 'GET', path: '/recommendations?personal=true&limit=4', token });
  return shelfSchema.parse(body).reason?.because === 'bought';
}
