import { audit } from '../../audit/audit';
import { connectTemporal, type Temporal } from '../../temporal/connection';
import type { Stall } from '../market';
import { fillBasket } from '../shopper/purchase';
import type { Visitor } from '../shopper/shopper';
import { eventually } from '../shopper/wait';
import { idsOf, refusalOf } from './till';
import { openWorld, type World } from './world';

jest.setTimeout(120_000);

const PASSWORD = 'a long enough password';
let world: World;
let temporal: Temporal;
let staff: Visitor;

beforeAll(async () => {
  world = await openWorld('payouts', {
    sellers: 1,
    stock: 1000,
    settings: {
      PAYMENT_TIMEOUT_MS: '4000',
      RETURN_WINDOW_HOURS: '0.0006',
      PAYOUT_EVERY_SECONDS: '0',
      PAYOUT_POLL_SECONDS: '3600',
    },
  });
  temporal = connectTemporal(world.config);
  const account = { email: 'support@staff.example', password: PASSWORD };
  await world.market.services.user.createDemoAccount({ ...account, name: 'Support', role: 'support' });
  staff = await world.shop.signIn(account);
}, 120_000);
afterAll(async () => {
  await temporal.close();
  await world.stop();
});

/** A seller with goods and a bank account. */
async function aSeller(bankToken: string): Promise<{ stall: Stall; seller: Visitor }> {
  const [stall] = await world.openStalls({ sellers: 1 });
  if (!stall) throw new Error('a stall was opened');
  const seller = await world.seller(stall);
  await seller.namePayoutAccount(stall.sellerId, bankToken);
  return { stall, seller };
}

/** One thing is bought, delivered, and its return window is over. */
async function soldAndClosed({ stall, seller }: { stall: Stall; seller: Visitor }) {
  const { buyer, request } = await fillBasket(world.shop, [{ slug: stall.productId, quantity: 1 }]);
  const [orderId = ''] = idsOf(await buyer.placeOrder(request));
  await seller.accept(orderId);
  await seller.ship(orderId);
  await eventually(
    'the order to be closed',
    () => buyer.order(orderId),
    ({ status }) => status === 'closed',
    { show: ({ status }) => status },
  );
  await eventually(
    'the money to be released',
    () => balanceOf(stall.sellerId),
    ({ pendingMinor }) => pendingMinor === 0,
  );
  return { buyer, orderId };
}

const becomes = (seller: Visitor, payoutId: string, wanted: string) =>
  eventually(
    `payout ${payoutId} to be ${wanted}`,
    () => seller.payout(payoutId).catch(() => null),
    (payout) => payout?.status === wanted,
    { show: (payout) => payout?.status ?? 'not there' },
  );
const balanceOf = async (sellerId: string) => {
  const { ledger } = world.market.services;
  return {
    pendingMinor: await ledger.balanceOf(`seller-pending:${sellerId}`, 'EUR'),
    payableMinor: await ledger.balanceOf(`seller-payable:${sellerId}`, 'EUR'),
  };
};
/** What happened is written down first, and booked in the same step. */
const isOwed = (sellerId: string, wantedMinor: number) =>
  eventually(
    `the seller to be owed ${wantedMinor}`,
    () => balanceOf(sellerId),
    ({ payableMinor, pendingMinor }) => payableMinor === wantedMinor && pendingMinor === 0,
    { show: JSON.stringify },
  );
const sentTo = async (sellerId: string): Promise<number> => {
  const { items } = await world.market.services.payoutProvider.list({ limit: 100 });
  return items
    .filter(({ reference, status }) => reference.startsWith(`${sellerId}-`) && status === 'paid')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
};

test('a closed order is paid out by the next run; ledger, provider and statement agree', async () => {
  const { stall, seller } = await aSeller('ba_ok');
  const { sellerId } = stall;
  await soldAndClosed({ stall, seller });
  const { payableMinor, pendingMinor } = await balanceOf(sellerId);
  expect(pendingMinor).toBe(0);
  expect(payableMinor).toBeGreaterThan(0);

  await temporal.client.schedule.getHandle('payout-run').trigger();
  const paid = await becomes(seller, `${sellerId}-eur-1`, 'paid');
  expect(paid).toMatchObject({ amountMinor: payableMinor, currency: 'EUR', last4: '6819' });
  expect(await balanceOf(sellerId)).toEqual({ pendingMinor: 0, payableMinor: 0 });
  expect(await sentTo(sellerId)).toBe(payableMinor);
  const { items } = await world.market.services.ledger.statement({ sellerId, limit: 10 });
  expect(items[0]).toMatchObject({
    ...{ kind: 'payout', payableMinor: -payableMinor, after: { payableMinor: 0 } },
  });
});

test('a refund after the payout is taken off the next one', async () => {
  const { stall, seller } = await aSeller('ba_ok');
  const { sellerId } = stall;
  const first = await soldAndClosed({ stall, seller });
  const { payableMinor: earnedMinor } = await balanceOf(sellerId);
  const { payoutId } = await staff.payOut(sellerId);
  await becomes(seller, payoutId, 'paid');

  const { id } = await seller.requestRefund(first.orderId, {
    ...{ lines: [{ lineId: '1', quantity: 1 }], reason: 'damaged' },
  });
  await eventually(
    'the refund to be given',
    () => seller.refund(id),
    ({ status }) => status === 'refunded',
    { show: ({ status }) => status },
  );
  await isOwed(sellerId, -earnedMinor);
  const refused = await refusalOf(staff.payOut(sellerId));
  expect(refused).toMatchObject({ status: 409, code: 'nothing-to-pay-out', problem: { reason: 'owes-us' } });

  await soldAndClosed({ stall, seller });
  await soldAndClosed({ stall, seller });
  const next = await staff.payOut(sellerId);
  expect(next.amountMinor).toBe(earnedMinor);
  await becomes(seller, next.payoutId, 'paid');
  expect(await balanceOf(sellerId)).toEqual({ pendingMinor: 0, payableMinor: 0 });
  expect(await sentTo(sellerId)).toBe(2 * earnedMinor);
});

test('staff and a run at once pay the same money once', async () => {
  const { stall, seller } = await aSeller('ba_ok');
  const { sellerId } = stall;
  await soldAndClosed({ stall, seller });
  const { payableMinor } = await balanceOf(sellerId);
  await Promise.all([
    temporal.client.schedule.getHandle('payout-run').trigger(),
    ...Array.from({ length: 5 }, () => staff.payOut(sellerId).catch(() => null)),
  ]);
  await becomes(seller, `${sellerId}-eur-1`, 'paid');
  expect(await sentTo(sellerId)).toBe(payableMinor);
  expect(await seller.payout(`${sellerId}-eur-2`).catch(() => null)).toBeNull();
});

test('a payout that the bank returns is owed again, and paid once the seller has named another account', async () => {
  const { stall, seller } = await aSeller('ba_returns');
  const { sellerId } = stall;
  await soldAndClosed({ stall, seller });
  const { payableMinor } = await balanceOf(sellerId);
  const { payoutId } = await staff.payOut(sellerId);
  const returned = await becomes(seller, payoutId, 'returned');
  expect(returned).toMatchObject({ reason: 'account-closed' });
  await isOwed(sellerId, payableMinor);
  const blocked = await refusalOf(staff.retryPayout(payoutId, 'The seller asked.'));
  expect(blocked).toMatchObject({ status: 409, code: 'payout-account-unverified' });

  await seller.namePayoutAccount(sellerId, 'ba_ok');
  const again = await staff.retryPayout(payoutId, 'The seller has another bank now.');
  await becomes(seller, again.payoutId, 'paid');
  expect(await sentTo(sellerId)).toBe(payableMinor);
});

test('a payout that the provider refuses leaves the money with the seller', async () => {
  const { stall, seller } = await aSeller('ba_refused');
  const { sellerId } = stall;
  await soldAndClosed({ stall, seller });
  const { payableMinor } = await balanceOf(sellerId);
  const { payoutId } = await staff.payOut(sellerId);
  expect(await becomes(seller, payoutId, 'refused')).toMatchObject({ reason: 'account-blocked' });
  await isOwed(sellerId, payableMinor);
  expect(await sentTo(sellerId)).toBe(0);
});

test('a payout to a seller without a verified account is refused, and nothing changes', async () => {
  const { stall, seller } = await aSeller('ba_unverified');
  const { sellerId } = stall;
  await soldAndClosed({ stall, seller });
  const before = await balanceOf(sellerId);
  const refused = await refusalOf(staff.payOut(sellerId));
  expect(refused).toMatchObject({ status: 409, code: 'payout-account-unverified' });
  expect(await balanceOf(sellerId)).toEqual(before);
  expect(await seller.payout(`${sellerId}-eur-1`).catch(() => null)).toBeNull();
});

test('a provider that answers nobody has sent the money once', async () => {
  const { stall, seller } = await aSeller('ba_timeout');
  const { sellerId } = stall;
  await soldAndClosed({ stall, seller });
  const { payableMinor } = await balanceOf(sellerId);
  const { payoutId } = await staff.payOut(sellerId);
  await becomes(seller, payoutId, 'paid');
  expect(await sentTo(sellerId)).toBe(payableMinor);
});

test('after all of it the auditor finds nothing', async () => {
  expect((await audit(world.config)).findings).toEqual([]);
});
