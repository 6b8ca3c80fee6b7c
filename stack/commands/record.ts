import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { loadConfig } from '../../services/platform/config';
import { newId } from '../../services/platform/ids';
import { connectTemporal, type Temporal } from '../../temporal/connection';
import { TASK_QUEUES, workflowIds } from '../../temporal/ids';
import { openMarket, type Market, type Stall } from '../../test/market';
import { startNameServer } from '../../test/name-server';
import { merchantOf } from '../../test/shopper/merchant';
import { fillBasket } from '../../test/shopper/purchase';
import { createShop, type Placed, type Shop, type Visitor } from '../../test/shopper/shopper';
import { eventually } from '../../test/shopper/wait';
import { createPaymentDesk } from '../../workers/payment-desk';
import { resolveUpdate } from '../../workflows/attention.messages';
import { refundStatusQuery } from '../../workflows/refund.messages';
import { buildShop } from '../build/build';
import { runCommand } from '../failure';
import { root } from '../machine/paths';
import { freePorts } from '../machine/ports';
import { createProgress, type Progress } from '../machine/progress';
import { startServers } from '../servers/start';
import { startShop } from '../shop/start';
import { orderStories } from './record-orders';
import { parcelStories } from './record-parcels';
import { rankingStories, type RankingStage } from './record-rankings';
import { sellerStories, type SellerStage } from './record-sellers';
import { webhookStories } from './record-webhooks';

/** Days become seconds, so that every story can be seen to its end. */
const SETTINGS = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'warn',
  CHECKOUT_HOLD_SECONDS: '12',
  ACCEPT_WITHIN_HOURS: '0.006',
  SHIP_WITHIN_HOURS: '0.02',
  RETURN_WINDOW_HOURS: '0.006',
  REFUND_AUTO_LIMIT_MINOR: '1000',
  CARRIER_STEP_MS: '300',
  // Nine seconds after it should have arrived.
  PARCEL_OVERDUE_DAYS: '0.0001',
  // Six seconds until an applicant is reminded, twelve until the application is closed.
  ONBOARDING_REMIND_DAYS: '0.00007',
  ONBOARDING_EXPIRE_DAYS: '0.00014',
  DOMAIN_POLL_SECONDS: '1',
  DOMAIN_PATIENCE_DAYS: '0.0001',
  WEBHOOK_RETRY_SECONDS: '1,5',
  PAYOUT_POLL_SECONDS: '1',
  PAYOUT_EVERY_SECONDS: '0',
  RECONCILE_EVERY_SECONDS: '0',
  AUDIT_EVERY_SECONDS: '0',
  RETRAIN_EVERY_SECONDS: '0',
  REFUND_SWEEP_SECONDS: '0',
  GUARD_EVERY_SECONDS: '0',
  GUARD_HOURS: '1000',
  PAYMENT_EVIDENCE_HOURS: '0.01',
  TEMPORAL_CODEC_KEY: '',
};
const LOST_POSTCODE = '99901';
const RETURNED_POSTCODE = '99903';

interface Stage extends SellerStage, RankingStage {
  shop: Shop;
  market: Market;
  temporal: Temporal;
  progress: Progress;
}

/**
 * `npm run record`: lives every story on a real server and writes the histories that `npm test` replays;
 * `npm run record -- lost expired` only these.
 */
async function main(): Promise<number> {
  const progress = createProgress();
  const dataDir = join(root, '.caravan', `record-${process.pid}`);
  await buildShop(progress, { web: false });
  const servers = await startServers({ dataDir, ports: 'free', onProgress: progress });
  const names = await startNameServer();
  try {
    const env = { ...servers.env, ...SETTINGS, DNS_SERVERS: names.address };
    const parts = ['payment-provider', 'carrier', 'worker', 'api'] as const;
    const running = await startShop({
      env,
      dataDir,
      ports: await freePorts(env),
      parts,
      built: true,
      onProgress: progress,
    });
    const config = loadConfig(running.env);
    const market = await openMarket(config, { stock: 500 });
    const temporal = connectTemporal(config);
    const apiUrl = `http://127.0.0.1:${config.API_PORT}/v1`;
    const shop = createShop(apiUrl);
    try {
      for (const { productId } of market.stalls) {
        await eventually(
          'the goods to be on show',
          () => shop.http({ method: 'GET', path: `/products/${productId}` }),
          ({ status }) => status === 200,
        );
      }
      const mailUrl = config.MAIL_UI_URL;
      const stage = { config, shop, market, temporal, progress, apiUrl, mailUrl, names };
      const stories = chosen();
      await Promise.all(stories.filter(({ name }) => !AFTER_ALL.has(name)).map((tell) => tell(stage)));
      for (const tell of stories.filter(({ name }) => AFTER_ALL.has(name))) await tell(stage);
    } finally {
      shop.close();
      await temporal.close();
      await market.close();
      await running.stop();
    }
  } finally {
    await names.close();
    await servers.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return 0;
}

type Story = (stage: Stage) => Promise<void>;
/** What goes through everything there is would interfere with the stories of others. */
const AFTER_ALL: ReadonlySet<string> = new Set([
  'sellersPaidInTurn',
  'rankingsTrained',
  'refundsSwept',
  'paymentsLookedAfter',
  'recordsCompared',
  'invariantsChecked',
]);
const CARD = {
  good: 'tok_approve',
  declined: 'tok_insufficient-funds',
  bank: 'tok_3ds',
  disputed: 'tok_dispute',
  sentBack: 'tok_refund-fails',
};

const STORIES: readonly Story[] = [
  async function deliveredAndClosed(stage) {
    const { orderIds, checkoutId, buyer } = await order(stage, CARD.good);
    const [first = '', second = ''] = orderIds;
    await Promise.all(orderIds.map((id) => acceptAndShip(stage, id)));
    await reaches(buyer, first, 'delivered');
    const { id } = await buyer.requestRefund(first, {
      lines: [{ lineId: '1', quantity: 1 }],
      reason: 'damaged',
    });
    const seller = await sellerOf(stage, first);
    await eventually(
      'the refund to wait for the seller',
      () => seller.refund(id),
      (refund) => refund.status === 'awaiting-approval',
    );
    await seller.approveRefund(id);
    await reaches(buyer, first, 'closed');
    await reaches(buyer, second, 'closed');
    await save(stage, workflowIds.checkout(checkoutId), 'checkout-placed');
    await save(stage, workflowIds.payment(checkoutId), 'payment-captured');
    await save(stage, workflowIds.order(first), 'order-closed');
    await save(stage, workflowIds.delivery(`${first}-d1`), 'delivery-delivered');
    await save(stage, workflowIds.refund(id), 'refund-approved');
  },
  async function secondCard(stage) {
    const { buyer, placed } = await pay(stage, CARD.declined);
    await buyer.payAgain(placed.id, CARD.good);
    await save(stage, workflowIds.checkout(placed.id), 'checkout-second-card');
  },
  async function expired(stage) {
    const { placed } = await pay(stage, CARD.declined);
    await save(stage, workflowIds.checkout(placed.id), 'checkout-expired');
  },
  async function abandoned(stage) {
    const { buyer, placed } = await pay(stage, CARD.bank);
    await buyer.abandon(placed.id);
    await save(stage, workflowIds.checkout(placed.id), 'checkout-abandoned');
  },
  async function confirmedAtTheBank(stage) {
    const { buyer, placed } = await pay(stage, CARD.bank);
    const { redirectUrl } = await buyer.checkout(placed.id);
    await fetch(redirectUrl ?? '', {
      method: 'POST',
      body: new URLSearchParams({ answer: 'approve' }),
      redirect: 'manual',
    });
    await eventually(
      'the order to be placed',
      () => buyer.checkout(placed.id),
      ({ status }) => status === 'placed',
    );
    await save(stage, workflowIds.checkout(placed.id), 'checkout-confirmed-at-bank');
  },
  async function soldOut(stage) {
    const [stall] = stage.market.stalls;
    if (!stall) return;
    const { inventory } = stage.market.services;
    const { buyer, request } = await fillBasket(stage.shop, wishesOf([stall]), CARD.good);
    const rest = (await inventory.availability([stall.sku]))[stall.sku] ?? 0;
    const { checkoutId } = await buyer.cart();
    // The API looks first, so the story goes around it: the workflow itself has to refuse.
    await stage.market.services.checkout.open({
      checkoutId,
      ownerId: buyer.actor.id,
      request: { ...request, expectedTotal: { amountMinor: 1, currency: 'EUR' } },
    });
    const handle = await stage.temporal.client.workflow.start('checkout', {
      workflowId: workflowIds.checkout(checkoutId),
      taskQueue: 'caravan-checkout',
      args: [{ checkoutId, holdSeconds: 12 }],
    });
    await handle.result();
    if ((await inventory.availability([stall.sku]))[stall.sku] !== rest)
      stage.progress.say('stock moved meanwhile');
    await save(stage, workflowIds.checkout(checkoutId), 'checkout-refused');
  },
  async function cancelledByBuyer(stage) {
    const { orderIds, checkoutId, buyer } = await order(stage, CARD.good);
    for (const id of orderIds) await buyer.cancel(id, 'changed-mind');
    await save(stage, workflowIds.order(orderIds[0] ?? ''), 'order-cancelled');
    await save(stage, workflowIds.payment(checkoutId), 'payment-released');
  },
  async function neverAccepted(stage) {
    const { orderIds, buyer } = await order(stage, CARD.good);
    const [id = ''] = orderIds;
    await reaches(buyer, id, 'cancelled');
    await save(stage, workflowIds.order(id), 'order-not-accepted');
  },
  async function lost(stage) {
    const { orderIds, buyer } = await order(stage, CARD.good, LOST_POSTCODE);
    const [id = ''] = orderIds;
    await acceptAndShip(stage, id);
    await reaches(buyer, id, 'lost');
    await save(stage, workflowIds.order(id), 'order-lost');
    await save(stage, workflowIds.delivery(`${id}-d1`), 'delivery-lost');
    await save(stage, workflowIds.refund(`${id}-r-all`), 'refund-automatic');
  },
  async function lostWhileSomebodyAsks(stage) {
    const { orderIds, buyer } = await order(stage, CARD.good, LOST_POSTCODE);
    const [id = ''] = orderIds;
    await acceptAndShip(stage, id);
    // More than is given without asking.
    const { id: refundId } = await buyer.requestRefund(id, { amountMinor: 1500, reason: 'late' });
    await reaches(buyer, id, 'lost');
    await eventually(
      'the rest to go back',
      () => buyer.refund(`${id}-r-all`),
      (refund) => refund.status === 'refunded',
    );
    await (await sellerOf(stage, id)).rejectRefund(refundId, 'It was not late.');
    await save(stage, workflowIds.order(id), 'order-lost-and-owed');
    await save(stage, workflowIds.refund(refundId), 'refund-rejected-of-lost');
    await save(stage, workflowIds.refund(`${id}-r-all-2`), 'refund-owed-later');
  },
  async function sentBack(stage) {
    const { orderIds, buyer } = await order(stage, CARD.good, RETURNED_POSTCODE);
    const [id = ''] = orderIds;
    await acceptAndShip(stage, id);
    await reaches(buyer, id, 'returned');
    await save(stage, workflowIds.order(id), 'order-returned');
    await save(stage, workflowIds.delivery(`${id}-d1`), 'delivery-returned');
  },
  ...orderStories<Stage>({ buyThree, reaches, save }),
  ...sellerStories<Stage>({ staffOf, save }),
  ...webhookStories<Stage>({ save }),
  ...parcelStories<Stage>({ send, staffOf, reaches, save, signal }),
  ...rankingStories<Stage>({ save }),
  async function refundRefused(stage) {
    const { orderIds, buyer } = await order(stage, CARD.good);
    const [id = ''] = orderIds;
    await acceptAndShip(stage, id);
    const { id: refundId } = await buyer.requestRefund(id, {
      lines: [{ lineId: '1', quantity: 1 }],
      reason: 'other',
    });
    const seller = await sellerOf(stage, id);
    await eventually(
      'the refund to wait for the seller',
      () => seller.refund(refundId),
      (refund) => refund.status === 'awaiting-approval',
    );
    await seller.rejectRefund(refundId, 'It works as described.');
    await save(stage, workflowIds.refund(refundId), 'refund-rejected');
  },
  async function wonDispute(stage) {
    const { id, orderId, staff } = await disputedOrder(stage);
    const seller = await sellerOf(stage, orderId);
    await seller.addStatement(id, { orderId, text: 'I handed it over myself.' });
    await staff.submitEvidence(id);
    await save(stage, workflowIds.dispute(id), 'dispute-won');
  },
  async function lostDispute(stage) {
    const { id, staff } = await disputedOrder(stage);
    await staff.submitEvidence(id, { text: 'We know that we lose this one.' });
    await save(stage, workflowIds.dispute(id), 'dispute-lost');
  },
  async function concededDispute(stage) {
    const { id, staff } = await disputedOrder(stage);
    await staff.concede(id, 'The buyer is right.');
    await save(stage, workflowIds.dispute(id), 'dispute-conceded');
  },
  async function unansweredDispute(stage) {
    const { id } = await disputedOrder(stage);
    await save(stage, workflowIds.dispute(id), 'dispute-unanswered');
  },
  /** Written before the bank looks into the payment, and started afterwards, as the sweeper would. */
  async function refundWaitsForBank(stage) {
    const { orderIds } = await order(stage, CARD.disputed);
    const [orderId = ''] = orderIds;
    await acceptAndShip(stage, orderId);
    const { order: orders, refund: refunds } = stage.market.services;
    const sold = await orders.get(orderId);
    if (!sold) throw new Error('the order is not there');
    const refundId = `${orderId}-r-all`;
    const by = { role: 'system', id: 'order' } as const;
    await refunds.requestRest({ refundId, order: sold, by, reason: 'lost' });
    const { id, staff } = await disputeAbout(stage, orderId);
    const { paymentId } = sold;
    const handle = await stage.temporal.client.workflow.start('refund', {
      workflowId: workflowIds.refund(refundId),
      taskQueue: TASK_QUEUES.checkout,
      args: [{ refundId, orderId, paymentId, automatic: true }],
    });
    await eventually(
      'the refund to wait for the bank',
      async () => JSON.stringify(await handle.fetchHistory()),
      (history) => history.includes('refund-waits-for-bank'),
    );
    await staff.submitEvidence(id);
    await save(stage, workflowIds.refund(refundId), 'refund-waited-for-bank');
  },
  async function sellerPaid(stage) {
    await paidOut(stage, 'ba_ok', 'paid');
  },
  async function bankReturnsPayout(stage) {
    await paidOut(stage, 'ba_returns', 'returned');
  },
  async function providerRefusesPayout(stage) {
    await paidOut(stage, 'ba_refused', 'refused');
  },
  async function sellersPaidInTurn(stage) {
    await owed(stage, 'ba_ok');
    const workflowId = `payout-run-${newId()}`;
    await stage.temporal.client.workflow.start('payoutRun', {
      workflowId,
      taskQueue: TASK_QUEUES.checkout,
      args: [{}],
    });
    await save(stage, workflowId, 'payout-run-done');
  },
  async function refundedAmount(stage) {
    const { orderIds, checkoutId, buyer } = await order(stage, CARD.good);
    const [id = ''] = orderIds;
    await acceptAndShip(stage, id);
    const { id: refundId } = await buyer.requestRefund(id, { amountMinor: 300, reason: 'late' });
    await save(stage, workflowIds.refund(refundId), 'refund-by-amount');
    await save(stage, workflowIds.payment(checkoutId), 'payment-refunded');
  },
  async function refundSentBack(stage) {
    const { orderIds, checkoutId, buyer } = await order(stage, CARD.sentBack);
    const [id = ''] = orderIds;
    await acceptAndShip(stage, id);
    const { id: refundId } = await buyer.requestRefund(id, { amountMinor: 300, reason: 'late' });
    const handle = stage.temporal.client.workflow.getHandle(workflowIds.refund(refundId));
    const resolve = (action: 'retry' | 'skip') =>
      handle.executeUpdate(resolveUpdate, {
        args: [{ by: { role: 'support', id: 'staff' }, action, note: 'Talked to the bank.' }],
      });
    const back = (attempt: number) =>
      eventually(
        'the bank to send it back',
        async () => ({
          ...(await buyer.refund(refundId)),
          inWorkflow: await handle.query(refundStatusQuery),
        }),
        (refund) => refund.attempt === attempt && refund.inWorkflow === 'needs-attention',
      );
    await back(1);
    await save(stage, workflowIds.payment(checkoutId), 'payment-reported');
    await resolve('retry');
    await back(2);
    await resolve('skip');
    await save(stage, workflowIds.refund(refundId), 'refund-failed-later');
  },
  async function takenEarly(stage) {
    const { orderIds, checkoutId, buyer } = await order(stage, CARD.good);
    const [id = ''] = orderIds;
    await (await sellerOf(stage, id)).accept(id);
    await createPaymentDesk(stage.temporal.client, newId).guard({ paymentId: checkoutId });
    await save(stage, workflowIds.payment(checkoutId), 'payment-guarded');
    await buyer.cancel(id, 'changed-mind');
    await save(stage, workflowIds.order(id), 'order-cancelled-after-capture');
  },
  async function reservationLapsed(stage) {
    const { orderIds, checkoutId } = await order(stage, CARD.good);
    const { provider } = stage.market.services;
    const [charge] = await provider.findByReference(checkoutId);
    await provider.void({ key: `lapsed-${checkoutId}`, providerPaymentId: charge?.id ?? '' });
    await save(stage, workflowIds.order(orderIds[0] ?? ''), 'order-authorisation-expired');
  },
  async function catalogueImported(stage) {
    const { id } = await givenFile(
      stage,
      `good,Good,test,active,I-${mark()},4.50,2\nbad,Bad,test,active,I-${mark()},free,2\n`,
    );
    await save(stage, workflowIds.catalogueImport(id), 'import-done');
  },
  async function importUnreadable(stage) {
    const { id } = await givenFile(stage, '', 'title,price\nTea,2\n');
    await save(stage, workflowIds.catalogueImport(id), 'import-failed');
  },
  async function importStopped(stage) {
    const row = (n: number) => `tea-${n},Tea,test,draft,I-${mark()}-${n},4.50,0\n`;
    const { id, seller } = await givenFile(stage, Array.from({ length: 4000 }, (_, n) => row(n)).join(''));
    await seller.stopImport(id);
    await save(stage, workflowIds.catalogueImport(id), 'import-cancelled');
  },
  /** So many rows that they are read in two runs. None can be applied: what is recorded is the reading. */
  async function importOfMany(stage) {
    const rows = Array.from({ length: 100_100 }, (_, n) => `tea-${n},Tea,test,draft,M-${n},free,0\n`);
    const { id } = await givenFile(stage, rows.join(''));
    const workflowId = workflowIds.catalogueImport(id);
    const first = await eventually(
      'the import to begin',
      () =>
        stage.temporal.client.workflow
          .getHandle(workflowId)
          .describe()
          .catch(() => null),
      (described) => described !== null,
    );
    await save(stage, workflowId, 'import-went-on');
    await save(stage, workflowId, 'import-in-two-runs', first?.runId);
  },
  async function refundsSwept(stage) {
    const workflowId = `refund-sweeper-${newId()}`;
    await stage.temporal.client.workflow.start('refundSweeper', {
      workflowId,
      taskQueue: TASK_QUEUES.checkout,
    });
    await save(stage, workflowId, 'refund-sweeper-done');
  },
  async function paymentsLookedAfter(stage) {
    const { orderIds, checkoutId } = await order(stage, CARD.good);
    await (await sellerOf(stage, orderIds[0] ?? '')).accept(orderIds[0] ?? '');
    const workflowId = `payment-guardian-${newId()}`;
    const handle = await stage.temporal.client.workflow.start('paymentGuardian', {
      workflowId,
      taskQueue: TASK_QUEUES.checkout,
      args: [],
    });
    const { guarded } = (await handle.result()) as { guarded: number };
    if (guarded === 0) throw new Error(`Payment ${checkoutId} was not looked after.`);
    await save(stage, workflowId, 'payment-guardian-done');
  },
  async function recordsCompared(stage) {
    await watched(stage, 'reconciliation');
  },
  async function invariantsChecked(stage) {
    await watched(stage, 'audit');
  },
];

const IMPORT_HEADER = 'handle,title,category,status,sku,price,receive\n';
const mark = () => newId().slice(-10).toUpperCase();

/** A file of goods that a seller gives. */
async function givenFile({ shop, market }: Stage, rows: string, header = IMPORT_HEADER) {
  const [stall] = market.stalls;
  if (!stall) throw new Error('there is no seller');
  const seller = merchantOf(shop, await shop.signIn(stall));
  const { id } = await seller.giveFile(header + rows);
  return { id, seller };
}

/** The stories that are named, or all of them. */
function chosen(): readonly Story[] {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !STORIES.some((story) => story.name === name));
  if (unknown.length > 0) throw new Error(`There is no story ${unknown.join(', ')}.`);
  return names.length === 0 ? STORIES : STORIES.filter((story) => names.includes(story.name));
}

const wishesOf = (stalls: readonly Stall[], quantity = 1) =>
  stalls.map(({ productId }) => ({ slug: productId, quantity }));

async function pay(
  { shop, market }: Stage,
  card: string,
  postcode?: string,
): Promise<{ buyer: Visitor; placed: Placed }> {
  const { buyer, request } = await fillBasket(shop, wishesOf(market.stalls), card);
  const shippingAddress = { ...request.shippingAddress, ...(postcode ? { postcode } : {}) };
  const placed = await buyer.placeOrder({ ...request, shippingAddress }).catch(async () => {
    const { checkoutId: id } = await buyer.cart();
    return { id, status: 'declined' as const, declineReason: '', holdExpiresAt: '' };
  });
  return { buyer, placed };
}

async function order(
  stage: Stage,
  card: string,
  postcode?: string,
): Promise<{ buyer: Visitor; checkoutId: string; orderIds: string[] }> {
  const { buyer, placed } = await pay(stage, card, postcode);
  if (placed.status !== 'placed') throw new Error(`not placed but ${placed.status}`);
  return { buyer, checkoutId: placed.id, orderIds: placed.orderIds };
}

/** Three units of one thing, paid. */
async function buyThree(stage: Stage, postcode?: string) {
  const wishes = wishesOf(stage.market.stalls.slice(0, 1), 3);
  const { buyer, request } = await fillBasket(stage.shop, wishes, CARD.good);
  const shippingAddress = { ...request.shippingAddress, ...(postcode ? { postcode } : {}) };
  const placed = await buyer.placeOrder({ ...request, shippingAddress });
  const [orderId = ''] = placed.status === 'placed' ? placed.orderIds : [];
  return { buyer, seller: await sellerOf(stage, orderId), orderId };
}

/** One shop's order, shipped; the shop's own courier has it where that is asked for. */
async function send(stage: Stage, postcode: string, by?: 'courier') {
  const { orderIds, buyer } = await order(stage, CARD.good, postcode);
  const [orderId = ''] = orderIds;
  const seller = await sellerOf(stage, orderId);
  await seller.accept(orderId);
  const courier = by === undefined ? null : await courierOf(stage, seller.actor.sellerId ?? '');
  if (courier) await seller.packForCourier(orderId, courier.actor.id);
  await seller.ship(orderId);
  return { buyer, courier, orderId };
}

async function courierOf({ shop, market }: Stage, sellerId: string): Promise<Visitor> {
  const account = { email: `${newId()}@couriers.example`, password: 'a long enough password' };
  await market.services.user.createDemoAccount({ ...account, name: 'Courier', role: 'courier', sellerId });
  return shop.signIn(account);
}

/** An order that is paid, whose buyer then goes to their bank. */
async function disputedOrder(stage: Stage): Promise<{ id: string; orderId: string; staff: Visitor }> {
  const { orderIds } = await order(stage, CARD.disputed);
  const [orderId = ''] = orderIds;
  await acceptAndShip(stage, orderId);
  return { orderId, ...(await disputeAbout(stage, orderId)) };
}

async function disputeAbout(stage: Stage, orderId: string): Promise<{ id: string; staff: Visitor }> {
  const staff = await staffOf(stage);
  const id = await eventually(
    'the buyer to go to their bank',
    async () => (await staff.disputes()).find(({ parts }) => parts.some((part) => part.orderId === orderId)),
    (dispute) => dispute?.parts.every(({ facts }) => facts.length > 0) ?? false,
  ).then((dispute) => dispute?.id ?? '');
  return { id, staff };
}

/** A seller with a bank account who is owed something. */
async function owed({ market }: Stage, bankToken: string): Promise<string> {
  const sellerId = newId();
  const { payout, books } = market.services;
  await payout.accounts.save({ sellerId, holder: 'Recorded Seller', bankToken });
  await books.adjust({
    ...{ adjustmentId: newId(), sellerId, direction: 'credit', amountMinor: 5000, currency: 'EUR' },
    note: 'For a recording.',
  });
  return sellerId;
}

async function paidOut(stage: Stage, bankToken: string, wanted: string): Promise<void> {
  const staff = await staffOf(stage);
  const { payoutId } = await staff.payOut(await owed(stage, bankToken));
  await eventually(
    `the payout to be ${wanted}`,
    () => staff.payout(payoutId).catch(() => null),
    (payout) => payout?.status === wanted,
  );
  await save(stage, workflowIds.payout(payoutId), `payout-${wanted}`);
}

/** Those who look after the whole, as their schedule would start them. */
async function watched(stage: Stage, workflow: 'reconciliation' | 'audit'): Promise<void> {
  await order(stage, CARD.good);
  const workflowId = `${workflow}-${newId()}`;
  await stage.temporal.client.workflow.start(workflow, {
    workflowId,
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{}],
  });
  await save(stage, workflowId, `${workflow}-done`);
}

/** Somebody of the staff, who is hired by the first story that needs them. */
async function staffOf({ shop, market }: Stage): Promise<Visitor> {
  const account = { email: 'record@staff.example', password: 'a long enough password' };
  await market.services.user.createDemoAccount({ ...account, name: 'Support', role: 'support' });
  return shop.signIn(account);
}

async function sellerOf({ shop, market }: Stage, orderId: string): Promise<Visitor> {
  const sold = await market.services.order.get(orderId);
  const stall = market.stalls.find(({ sellerId }) => sellerId === sold?.sellerId);
  if (!stall) throw new Error('nobody sold this');
  const signedIn = sellers.get(stall.sellerId) ?? shop.signIn(stall);
  sellers.set(stall.sellerId, signedIn);
  return signedIn;
}

/** Each seller signs in once: so many sign-ins at the same moment would look like somebody guessing. */
const sellers = new Map<string, Promise<Visitor>>();

async function acceptAndShip(stage: Stage, orderId: string): Promise<void> {
  const seller = await sellerOf(stage, orderId);
  await seller.accept(orderId);
  await seller.ship(orderId);
}

async function reaches(buyer: Visitor, orderId: string, wanted: string): Promise<void> {
  await eventually(
    `order ${orderId} to be ${wanted}`,
    () => buyer.order(orderId),
    ({ status }) => status === wanted,
    { withinMs: 90_000 },
  );
}

function signal({ temporal }: Stage, workflowId: string, name: string): Promise<void> {
  return temporal.client.workflow.getHandle(workflowId).signal(name);
}

/** Waits for the workflow's end, and writes its last history, or one run's, without the names of this machine. */
async function save(
  { temporal, progress }: Stage,
  workflowId: string,
  name: string,
  runId?: string,
): Promise<void> {
  const handle = temporal.client.workflow.getHandle(workflowId, runId);
  // Orders start a moment after the buyer was answered.
  await eventually(
    `${workflowId} to be there`,
    () => handle.describe().catch(() => null),
    (described) => described !== null,
  );
  await handle.result();
  const folder = join(root, 'workflows', 'histories');
  mkdirSync(folder, { recursive: true });
  const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()), (key, value: unknown) => {
    if (key === 'identity') return 'recorder';
    if (key === 'stackTrace') return '';
    if (key === 'name' && typeof value === 'string' && value.includes('@')) return 'sticky';
    return value;
  });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(history, null, 1)}\n`);
  progress.say(`recorded ${name}`);
}

runCommand(main);
