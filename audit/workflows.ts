import { deliveryIsOver } from '../services/delivery/delivery.state';
import { disputeIsOver } from '../services/dispute/dispute.state';
import { isTerminal } from '../services/order/order.state';
import { isSettled } from '../services/payment/payment.state';
import { payoutIsSettled } from '../services/payout/payout.state';
import { workflowIds } from '../temporal/ids';
import { breaches, type Breach } from './findings';
import type { Records } from './records';

/** In these states a checkout holds goods or money; one that is only asked for holds nothing yet. */
const HOLDING: ReadonlySet<string> = new Set(['paying', 'awaiting-buyer', 'declined']);

/** In these states a refund has somebody to decide about it, or money to move. */
const DECIDED_LATER: ReadonlySet<string> = new Set([
  'requested',
  'awaiting-approval',
  'refunding',
  'needs-attention',
]);

/** A refund is written down before its workflow starts, and the sweeper starts those that were forgotten. */
const SWEPT_AFTER_MS = 2 * 60_000;

/** Invariant 6: whatever is not over has its open workflow (ids make it one), and an open one is about something. */
export function auditWorkflows(records: Records, nowMs: number): Breach[] {
  const { checkouts, orders, payments, deliveries, refunds, disputes, payouts, openWorkflows } = records;
  const idOf = ({ _id }: { _id: string }) => _id;
  const orderWorkflows = new Set(orders.map(({ _id }) => workflowIds.order(_id)));
  const runs = (workflowId: string) => openWorkflows.has(workflowId);
  const isFresh = (status: string, createdAt: string) =>
    status === 'requested' && Date.parse(createdAt) + SWEPT_AFTER_MS > nowMs;
  return [
    ...breaches(
      'an order that is not over has an open workflow',
      orders.filter(({ status }) => !isTerminal(status)),
      idOf,
      ({ _id }) => runs(workflowIds.order(_id)),
    ),
    ...breaches(
      'an order that has an open workflow is there',
      [...openWorkflows].filter((id) => id.startsWith(workflowIds.order(''))),
      (id) => id,
      (id) => orderWorkflows.has(id),
    ),
    ...breaches(
      'a checkout that holds goods has an open workflow',
      checkouts.filter(({ status }) => HOLDING.has(status)),
      idOf,
      ({ _id }) => runs(workflowIds.checkout(_id)),
    ),
    ...breaches(
      'money that is neither taken nor let go has an order whose workflow is open',
      payments.flatMap(({ parts }) => parts.filter((part) => !isSettled(part))),
      ({ orderId }) => orderId,
      ({ orderId }) => runs(workflowIds.order(orderId)),
    ),
    ...breaches(
      'a parcel that is on its way has an open workflow',
      deliveries.filter(({ status }) => !deliveryIsOver(status)),
      idOf,
      ({ _id }) => runs(workflowIds.delivery(_id)),
    ),
    ...breaches(
      'a refund that is not over has an open workflow',
      refunds.filter(({ status, createdAt }) => DECIDED_LATER.has(status) && !isFresh(status, createdAt)),
      idOf,
      ({ _id }) => runs(workflowIds.refund(_id)),
    ),
    ...breaches(
      'a dispute that is not decided has an open workflow',
      disputes.filter(({ status }) => !disputeIsOver(status)),
      idOf,
      ({ _id }) => runs(workflowIds.dispute(_id)),
    ),
    ...breaches(
      'a payout that is under way has an open workflow',
      payouts.filter(({ status }) => !payoutIsSettled(status)),
      idOf,
      ({ _id }) => runs(workflowIds.payout(_id)),
    ),
  ];
}
