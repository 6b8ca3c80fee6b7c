import type { Visitor } from '../shopper/shopper';
import { cutShort, isRefused, press, seen } from './pressing';
import { TASK_QUEUES, workflowIds } from '../../temporal/ids';
import {
  accept,
  acceptAndShip,
  askRefund,
  buy,
  cancel,
  decide,
  helpRefund,
  reaches,
  sellerOf,
  ship,
  type Bought,
  type Stage,
  type Story,
} from './stage';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();
const line = [{ lineId: '1', quantity: 1 }];

/** Stories of refunds, disputes and payouts. */
export const moneyStories: readonly Story[] = [
  {
    name: 'a line refunded because the seller agreed, another given by the seller and put back on sale',
    tell: (stage) =>
      withShipped(stage, {}, async (buyer, orderId) => {
        const request = { lines: line, reason: 'damaged' } as const;
        const refundId = await askRefund(stage, buyer, orderId, request);
        const seller = await sellerOf(stage, orderId);
        if (refundId !== undefined) await decide(stage, seller, refundId, true);
        await askRefund(stage, seller, orderId, { ...request, restock: true });
      }),
  },
  {
    name: 'a refund that the seller rejects, then a small amount given back',
    tell: (stage) =>
      withShipped(stage, {}, async (buyer, orderId) => {
        const refundId = await askRefund(stage, buyer, orderId, { lines: line, reason: 'other' });
        if (refundId !== undefined) await decide(stage, await sellerOf(stage, orderId), refundId, false);
        await askRefund(stage, buyer, orderId, { amountMinor: 333, reason: 'late' });
      }),
  },
  {
    name: 'a refund that the payment refuses',
    tell: (stage) =>
      withShipped(stage, {}, async (buyer, orderId) => {
        stage.refuse('refundMoney', orderId);
        await askRefund(stage, buyer, orderId, { amountMinor: 250, reason: 'late' });
      }),
  },
  {
    name: 'a refund that comes back, is tried again and then paid by hand',
    // The record says that it is stuck a moment before its workflow asks for help again.
    refused: ['help'],
    tell: (stage) =>
      withShipped(stage, { card: 'tok_refund-fails' }, async (buyer, orderId) => {
        const refundId = await askRefund(stage, buyer, orderId, { amountMinor: 300, reason: 'late' });
        if (refundId !== undefined) await helpRefund(stage, refundId, ['retry', 'skip']);
      }),
  },
  {
    name: 'a refund that the provider does not accept, tried again',
    tell: (stage) =>
      withShipped(stage, {}, async (buyer, orderId) => {
        stage.refuse('refundMoney', orderId, 'refund-not-accepted');
        const refundId = await askRefund(stage, buyer, orderId, { amountMinor: 200, reason: 'late' });
        if (refundId !== undefined) await helpRefund(stage, refundId, ['retry']);
      }),
  },
  {
    name: 'a large refund that the seller leaves to support',
    slow: true,
    tell: (stage) =>
      withShipped(stage, {}, async (buyer, orderId) => {
        const lines = [{ lineId: '1', quantity: 2 }];
        const refundId = await askRefund(stage, buyer, orderId, { lines, reason: 'damaged' });
        if (refundId === undefined) return;
        const staff = await stage.staff();
        await seen(
          'the refund to be with support',
          () => staff.refund(refundId),
          ({ approval }) => approval.by === 'support',
          ({ status }) => status,
        );
        await decide(stage, staff, refundId, true);
      }),
  },
  {
    name: 'money that the bank holds for a short time only',
    async tell(stage) {
      const { checkoutId, buyer, orderIds } = await buy(stage);
      const [first, second] = orderIds;
      if (first === undefined || second === undefined) return;
      await accept(stage, first);
      await stage.world.databases
        .of('payment')
        .collection<{ _id: string }>('payments')
        .updateOne({ _id: checkoutId }, { $set: { authorisedUntil: inAnHour() } });
      const workflowId = `payment-guardian-${checkoutId}`;
      const taskQueue = TASK_QUEUES.checkout;
      await stage.temporal.workflow.execute('paymentGuardian', { workflowId, taskQueue, args: [{}] });
      await ship(stage, first);
      await cancel(stage, buyer, second);
      await reaches(buyer, first, 'closed', 'cancelled');
    },
  },
  {
    name: 'a dispute that is won with what seller and staff say',
    tell: (stage) =>
      withDispute(stage, async (staff, disputeId, orderId) => {
        const seller = await sellerOf(stage, orderId);
        const statement = { orderId, text: 'The parcel was signed for.' };
        await press('state', (key) => seller.addStatement(disputeId, statement, key));
        await answerDispute(staff, disputeId, 'submit');
      }),
  },
  {
    name: 'a dispute that is lost',
    tell: (stage) => withDispute(stage, (staff, disputeId) => answerDispute(staff, disputeId, 'lose')),
  },
  {
    name: 'a dispute that staff concede',
    tell: (stage) => withDispute(stage, (staff, disputeId) => answerDispute(staff, disputeId, 'concede')),
  },
  {
    name: 'a dispute that nobody answers',
    slow: true,
    tell: (stage) => withDispute(stage, () => Promise.resolve()),
  },
  { name: 'a payout that arrives', tell: (stage) => paidOut(stage, 'ba_ok') },
  { name: 'a payout that the bank returns', tell: (stage) => paidOut(stage, 'ba_returns') },
  { name: 'a payout that is refused', tell: (stage) => paidOut(stage, 'ba_refused') },
];

/** One order of one seller, shipped; then what is done with it, until it is closed. */
async function withShipped(
  stage: Stage,
  options: Parameters<typeof buy>[1],
  act: (buyer: Visitor, orderId: string, bought: Bought) => Promise<void>,
): Promise<void> {
  const bought = await buy(stage, { stalls: stage.stalls.slice(0, 1), quantity: 2, ...options });
  for (const id of bought.orderIds) {
    await acceptAndShip(stage, id);
    await act(bought.buyer, id, bought);
    await reaches(bought.buyer, id, 'closed', 'cancelled');
  }
}

/** The buyer's bank takes the money back as soon as it is captured; then what people do, until it is decided. */
async function withDispute(
  stage: Stage,
  act: (staff: Visitor, disputeId: string, orderId: string) => Promise<void>,
): Promise<void> {
  await withShipped(stage, { card: 'tok_dispute' }, async (_buyer, orderId, { checkoutId }) => {
    const staff = await stage.staff();
    const { id } = await disputeOf(staff, checkoutId);
    await act(staff, id, orderId);
    await seen(
      'the dispute to be decided',
      () => staff.dispute(id),
      ({ status }) => status === 'won' || status === 'lost',
      ({ status }) => status,
    );
  });
}

/** The dispute about a payment, once it is open. */
export async function disputeOf(staff: Visitor, paymentOfIt: string): Promise<{ id: string }> {
  const found = await seen(
    'the dispute to be opened',
    async () => (await staff.disputes('?limit=100')).find(({ paymentId }) => paymentId === paymentOfIt),
    (each) => each !== undefined,
  );
  return { id: found?.id ?? '' };
}

/** What staff say to a dispute: with `lose` in the evidence the bank does not believe it. */
export async function answerDispute(
  staff: Visitor,
  disputeId: string,
  answer: 'submit' | 'lose' | 'concede',
): Promise<void> {
  const evidence = answer === 'lose' ? { text: 'We lose this one.' } : {};
  await press('answer a dispute', (key) =>
    answer === 'concede'
      ? staff.concede(disputeId, 'The buyer is right.', key)
      : staff.submitEvidence(disputeId, evidence, key),
  );
}

/** A seller sells something and is paid for it. */
async function paidOut(stage: Stage, bankToken: string): Promise<void> {
  const [stall] = stage.stalls;
  if (!stall) return;
  await withShipped(stage, {}, () => Promise.resolve());
  await payOut(stage, stall.sellerId, bankToken);
}

/** A seller names a bank account of that kind, and staff pay what is owed, until it is known how that ended. */
export async function payOut(stage: Stage, sellerId: string, bankToken: string): Promise<void> {
  const seller = await stage.seller(sellerId);
  await press('name a bank account', () => seller.namePayoutAccount(sellerId, bankToken));
  stage.about(sellerId);
  const staff = await stage.staff();
  const started = await press('pay a seller', (key) => staff.payOut(sellerId, key));
  if (isRefused(started)) return;
  const { payoutId } = started;
  const over = await seen(
    'the payout to be over',
    // It is written down by its workflow, a moment after the answer; or by another run that was quicker.
    async () => {
      const run = stage.temporal.workflow.getHandle(workflowIds.payout(payoutId));
      const hasEnded = await run.describe().then(
        ({ status }) => status.name === 'COMPLETED',
        () => false,
      );
      const payout = await stage.world.market.services.payout.get(payoutId);
      return payout?.status ?? (hasEnded ? 'nothing' : 'not there');
    },
    (status) => ['paid', 'returned', 'refused', 'nothing'].includes(status),
    (status) => status,
  );
  // What was owed was given back to a buyer in the same moment.
  if (over === 'nothing') return cutShort(`seller ${sellerId} had nothing left to be paid`);
  // How much it is was only estimated in the answer: an order may close in the same moment.
  stage.log.acknowledged(
    `payout ${payoutId} was ${over}`,
    async ({ payout }) => (await payout.get(payoutId)) !== null,
  );
}
