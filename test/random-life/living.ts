import type { RefundRequest } from '../../services/refund/refund.schema';
import { answerDispute, disputeOf, payOut } from '../faults/money-stories';
import { isRefused, press, seen } from '../faults/pressing';
import {
  abandon,
  accept,
  acceptAndShip,
  acknowledgePlaced,
  askRefund,
  cancel,
  decide,
  pay,
  sellerOf,
  type Bought,
  type Stage,
} from '../faults/stage';
import { answerBank } from '../faults/stories';
import type { Visitor } from '../shopper/shopper';
import type { Life, OrderFate, RefundWish } from './life';
import { shipInParts } from './parts';

const OVER = ['closed', 'cancelled', 'lost', 'returned'];

/** Lives it: presses what is to be pressed, takes every no, and waits until its orders are over. */
export async function live(stage: Stage, life: Life): Promise<void> {
  const bought = await purchase(stage, life);
  const orders = await Promise.all(bought.orderIds.map((id) => bought.buyer.order(id)));
  await Promise.all([
    ...orders.map(({ id }, index) => settle(stage, bought.buyer, id, life.fates[index % 2 === 0 ? 0 : 1])),
    ...(life.card === 'tok_dispute' && orders.length > 0 ? [dispute(stage, bought, life)] : []),
  ]);
  for (const { id } of orders)
    await seen(
      `order ${id} to be over`,
      () => bought.buyer.order(id),
      (order) => OVER.includes(order.status),
      (order) => order.status,
    );
  const [first] = orders;
  if (life.bank !== undefined && first) await payOut(stage, first.sellerId, life.bank);
}

async function purchase(stage: Stage, life: Life): Promise<Bought> {
  const { card, postcode, quantity } = life;
  const stalls = stage.stalls.slice(0, life.sellers);
  const bought = await pay(stage, {
    card,
    quantity,
    stalls,
    ...(postcode === undefined ? {} : { postcode }),
  });
  let state = await decided(bought);
  if (state.status === 'awaiting-buyer') {
    await answerBank(bought, life.atBank);
    state = await decided(bought, 'awaiting-buyer');
  }
  if (state.status === 'declined' && life.afterwards === 'another card') {
    const { buyer, checkoutId } = bought;
    const answer = await press('pay again', (key) => buyer.payAgain(checkoutId, 'tok_approve', key));
    acknowledgePlaced(stage, isRefused(answer) ? undefined : answer);
    state = await decided(bought, 'declined');
  }
  if (state.status === 'declined' || state.status === 'awaiting-buyer') await abandon(stage, bought);
  return { ...bought, orderIds: state.orderIds };
}

/** How a checkout stands once it is not where it was. */
function decided({ buyer, checkoutId }: Bought, before?: string) {
  const waits = ['open', 'paying', ...(before === undefined ? [] : [before])];
  return seen(
    'the purchase to be decided',
    () => buyer.checkout(checkoutId),
    ({ status }) => !waits.includes(status),
    ({ status }) => status,
  );
}

async function settle(stage: Stage, buyer: Visitor, orderId: string, fate: OrderFate): Promise<void> {
  if (fate.end === 'cancelled') await cancel(stage, buyer, orderId);
  if (fate.end === 'cancelled late') {
    await accept(stage, orderId);
    await cancel(stage, buyer, orderId);
  }
  if (fate.end === 'cancelled by seller')
    await cancel(stage, await sellerOf(stage, orderId), orderId, 'out-of-stock');
  if (fate.end === 'shipped') await acceptAndShip(stage, orderId);
  if (fate.end === 'in parts') await shipInParts(stage, buyer, orderId, fate.parts);
  for (const wish of fate.refunds) await refund(stage, buyer, orderId, wish);
}

/** Whatever somebody asks for, also of an order that was cancelled: then the answer is no. */
async function refund(stage: Stage, buyer: Visitor, orderId: string, wish: RefundWish): Promise<void> {
  const staff = await stage.staff();
  const seller = await sellerOf(stage, orderId);
  const by = { buyer, seller, staff }[wish.by];
  const ask = () => askRefund(stage, by, orderId, requestOf(wish));
  const ids = await Promise.all(wish.twice ? [ask(), ask()] : [ask()]);
  for (const id of ids) if (id !== undefined) await decide(stage, staff, id, wish.agreed);
}

function requestOf({ what }: RefundWish): Partial<RefundRequest> & Pick<RefundRequest, 'reason'> {
  if ('lines' in what) return { lines: [{ lineId: '1', quantity: what.lines }], reason: 'damaged' };
  if ('amountMinor' in what) return { amountMinor: what.amountMinor, reason: 'late' };
  return { shipping: true, reason: 'late' };
}

async function dispute(stage: Stage, bought: Bought, life: Life): Promise<void> {
  // Nothing is captured, so nothing is disputed, where nothing was shipped.
  if (!life.fates.slice(0, bought.orderIds.length).some(({ end }) => end === 'shipped' || end === 'in parts'))
    return;
  const staff = await stage.staff();
  const found = await disputeOf(staff, bought.checkoutId);
  if (life.dispute !== 'silence') await answerDispute(staff, found.id, life.dispute);
}
