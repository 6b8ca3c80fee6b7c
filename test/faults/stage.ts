import type { Client } from '@temporalio/client';
import { chargeableMinor } from '../../services/order/order.amounts';
import type { CancelReason, Order } from '../../services/order/order.schema';
import type { RefundRequest } from '../../services/refund/refund.schema';
import type { Random } from '../../stack/seed/random';
import { workflowIds } from '../../temporal/ids';
import type { World } from '../integration/world';
import type { Stall } from '../market';
import { fillBasket, GOOD_CARD } from '../shopper/purchase';
import type { OrderView, Placed, Visitor } from '../shopper/shopper';
import type { ClientLog } from './client-log';
import { cutShort, isRefused, press, seen } from './pressing';

/** What a story is played on: people, goods of its own, and a log of what they saw acknowledged. */
export interface Stage {
  world: World;
  stalls: readonly Stall[];
  temporal: Client;
  random: Random;
  log: ClientLog;
  seller(sellerId: string): Promise<Visitor>;
  staff(): Promise<Visitor>;
  /** Told as soon as it is known what the story is about; what it is about is looked at when it is over. */
  about(subject: string): void;
  /** Has a step of this story say no for good, so that it reaches what follows a refusal. */
  refuse(step: string, subject: string, code?: string): void;
}

export interface Story {
  name: string;
  /** True when it waits for a deadline: such a story stands in only where no other runs a step. */
  slow?: boolean;
  /** What the shop says no to, although nothing goes wrong. */
  refused?: readonly string[];
  tell(stage: Stage): Promise<void>;
}

/** A basket that was paid for, or not. */
export interface Bought {
  buyer: Visitor;
  checkoutId: string;
  /** None when it was not placed. */
  orderIds: string[];
  answer: Placed | undefined;
}

/** Fills a basket with something of every stall and presses pay. */
export async function pay(
  stage: Stage,
  options: { card?: string; postcode?: string; quantity?: number; stalls?: readonly Stall[] } = {},
): Promise<Bought> {
  const { card = GOOD_CARD, postcode, quantity = 1, stalls = stage.stalls } = options;
  const wishes = stalls.map(({ productId }) => ({ slug: productId, quantity }));
  const { buyer, request, checkoutId } = await seen(
    'a basket to be filled',
    async () => {
      const basket = await fillBasket(stage.world.shop, wishes, card);
      return { ...basket, checkoutId: (await basket.buyer.cart()).checkoutId };
    },
    () => true,
  );
  stage.about(checkoutId);
  const shippingAddress = { ...request.shippingAddress, ...(postcode === undefined ? {} : { postcode }) };
  const answer = await press('pay', (key) => buyer.placeOrder({ ...request, shippingAddress }, key));
  const bought = { buyer, checkoutId, orderIds: [], answer: isRefused(answer) ? undefined : answer };
  acknowledgePlaced(stage, bought.answer);
  return bought;
}

/** `pay`, until the orders are there; none when the payment was declined or the time is over. */
export async function buy(stage: Stage, options: Parameters<typeof pay>[1] = {}): Promise<Bought> {
  return placed(await settled(await pay(stage, options)));
}

/** What became of a purchase that was under way. */
export async function settled(bought: Bought): Promise<Bought> {
  const { buyer, checkoutId } = bought;
  const checkout = await seen(
    'the purchase to be decided',
    () => buyer.checkout(checkoutId),
    ({ status }) => status !== 'open' && status !== 'paying' && status !== 'awaiting-buyer',
    ({ status }) => status,
  );
  return { ...bought, orderIds: checkout.orderIds };
}

/** A purchase of which orders are to follow. */
export function placed(bought: Bought): Bought {
  if (bought.orderIds.length === 0) cutShort(`checkout ${bought.checkoutId} has no orders`);
  return bought;
}

export function acknowledgePlaced({ log }: Pick<Stage, 'log'>, answer: Placed | undefined): void {
  if (answer?.status !== 'placed') return;
  const { id, orderIds } = answer;
  log.acknowledged(`checkout ${id} is placed with ${orderIds.join(', ')}`, async ({ checkout, order }) => {
    const [stored, orders] = await Promise.all([
      checkout.get(id),
      Promise.all(orderIds.map((each) => order.get(each))),
    ]);
    return stored?.status === 'placed' && orders.every((each) => each?.checkoutId === id);
  });
}

const acknowledgeOrder = (stage: Stage, what: string, orderId: string, isSo: (order: Order) => boolean) =>
  stage.log.acknowledged(`order ${orderId} was ${what}`, async ({ order }) => {
    const stored = await order.get(orderId);
    return stored !== null && isSo(stored);
  });
const hasBeen = (status: string) => (order: Order) => order.timeline.some((entry) => entry.status === status);

/** The seller's buttons. Each resolves with whether the shop said yes. */
export async function accept(stage: Stage, orderId: string): Promise<boolean> {
  const seller = await sellerOf(stage, orderId);
  const answer = await press('accept', (key) => seller.accept(orderId, key));
  if (isRefused(answer)) return false;
  acknowledgeOrder(stage, 'accepted', orderId, hasBeen('accepted'));
  return true;
}

export async function ship(stage: Stage, orderId: string): Promise<boolean> {
  const seller = await sellerOf(stage, orderId);
  const answer = await press('ship', (key) => seller.ship(orderId, key));
  if (isRefused(answer)) return false;
  acknowledgeOrder(
    stage,
    'shipped',
    orderId,
    (order) => hasBeen('shipped')(order) && order.capturedMinor === chargeableMinor(order),
  );
  return true;
}

export async function acceptAndShip(stage: Stage, orderId: string): Promise<void> {
  await accept(stage, orderId);
  await ship(stage, orderId);
}

export async function cancel(
  stage: Stage,
  by: Visitor,
  orderId: string,
  reason: CancelReason = 'changed-mind',
): Promise<boolean> {
  const answer = await press('cancel', (key) => by.cancel(orderId, reason, key));
  if (isRefused(answer)) return false;
  acknowledgeOrder(stage, 'cancelled', orderId, ({ status }) => status === 'cancelled');
  return true;
}

export async function abandon(stage: Stage, { buyer, checkoutId }: Bought): Promise<void> {
  const answer = await press('give up', () => buyer.abandon(checkoutId));
  if (!isRefused(answer) && answer.status === 'abandoned')
    stage.log.acknowledged(
      `checkout ${checkoutId} was given up`,
      async ({ checkout }) => (await checkout.get(checkoutId))?.status === 'abandoned',
    );
  else cutShort(`checkout ${checkoutId} was not given up`);
}

/** Asks for money back; undefined when the shop says no. */
export async function askRefund(
  stage: Stage,
  by: Visitor,
  orderId: string,
  request: Partial<RefundRequest> & Pick<RefundRequest, 'reason'>,
): Promise<string | undefined> {
  const answer = await press('ask for a refund', (key) => by.requestRefund(orderId, request, key));
  if (isRefused(answer)) return undefined;
  const { id, amountMinor } = answer;
  stage.log.acknowledged(
    `refund ${id} of ${amountMinor} was asked for`,
    async ({ refund }) => (await refund.get(id))?.amountMinor === amountMinor,
  );
  return id;
}

/** Agrees to a refund, or refuses it, as soon as it is asked for; support do so where the seller was too late. */
export async function decide(stage: Stage, by: Visitor, refundId: string, agreed: boolean): Promise<void> {
  const staff = await stage.staff();
  const waiting = async () =>
    (
      await seen(
        'the refund to wait for a decision',
        () => staff.refund(refundId),
        ({ status }) => status !== 'requested',
        ({ status }) => status,
      )
    ).status === 'awaiting-approval';
  for (const person of [by, staff]) {
    if (!(await waiting())) break;
    const answer = await press('decide about a refund', (key) =>
      agreed
        ? person.approveRefund(refundId, key)
        : person.rejectRefund(refundId, 'It works as described.', key),
    );
    if (isRefused(answer)) continue;
    stage.log.acknowledged(
      `refund ${refundId} was ${agreed ? 'agreed to' : 'rejected'}`,
      async ({ refund }) => ((await refund.get(refundId))?.status === 'rejected') !== agreed,
    );
    return;
  }
  cutShort(`refund ${refundId} was not decided by a person`);
}

/** Staff help with a refund that got stuck: each time it is, they take the next of these. */
export async function helpRefund(
  stage: Stage,
  refundId: string,
  actions: readonly ('retry' | 'skip')[],
): Promise<void> {
  const staff = await stage.staff();
  for (const [index, action] of actions.entries()) {
    const { status } = await seen(
      'the refund to be stuck',
      async () => {
        const run = await stage.temporal.workflow.getHandle(workflowIds.refund(refundId)).describe();
        return { ...(await staff.refund(refundId)), isOver: run.status.name !== 'RUNNING' };
      },
      // At first all looks well, and then the money comes back; it is well once its workflow has ended.
      (refund) => isStuck(refund, index) || (index > 0 && refund.status === 'refunded' && refund.isOver),
      (refund) => refund.status,
    );
    if (status !== 'needs-attention') return cutShort(`refund ${refundId} needs no ${action}`);
    await seen(
      'the help to be taken',
      () => help(staff, refundId, index, action),
      (taken) => taken,
    );
  }
}

/** Whether it is stuck, and was so often before: a page can be older than what was decided a moment ago. */
const isStuck = ({ status, timeline }: Awaited<ReturnType<Visitor['refund']>>, before: number) =>
  status === 'needs-attention' && timeline.filter((entry) => entry.status === status).length > before;

/** False while it is still to be decided what comes of this time that it is stuck. */
async function help(
  staff: Visitor,
  refundId: string,
  before: number,
  action: 'retry' | 'skip',
): Promise<boolean> {
  const refund = await staff.refund(refundId);
  if (!isStuck(refund, before) || isStuck(refund, before + 1)) return true;
  const answer = await press('help', (key) =>
    staff.resolve(`refund-${refundId}`, action, 'Seen to by a test.', key),
  );
  return !isRefused(answer) || !['nothing-to-resolve', 'already-resolved'].includes(answer.refused.code);
}

export async function reaches(
  buyer: Visitor,
  orderId: string,
  ...wanted: OrderView['status'][]
): Promise<OrderView> {
  const order = await seen(
    `order ${orderId} to be ${wanted.join(' or ')}`,
    () => buyer.order(orderId),
    ({ status }) => wanted.includes(status),
    ({ status }) => status,
  );
  if (order.status === 'cancelled' && wanted[0] !== 'cancelled') cutShort(`order ${orderId} was cancelled`);
  return order;
}

export async function sellerOf(stage: Stage, orderId: string): Promise<Visitor> {
  const sold = await seen(
    'the order to be read',
    () => stage.world.market.services.order.get(orderId),
    (order) => order !== null,
  );
  return stage.seller(sold?.sellerId ?? '');
}
