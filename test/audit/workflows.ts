import { deliveryIsOver } from '../../services/delivery/delivery.state';
import { isTerminal } from '../../services/order/order.state';
import { isSettled } from '../../services/payment/payment.state';
import { NEXT_REFUND_STATUS } from '../../services/refund/refund.state';
import { workflowIds } from '../../temporal/ids';
import { breaches, type Breach } from './findings';
import type { Records } from './records';

/** In these states a checkout holds goods or money; one that is only asked for holds nothing yet. */
const HOLDING: ReadonlySet<string> = new Set(['paying', 'awaiting-buyer', 'declined']);

/** Invariant 6: whatever is not over has its open workflow (ids make it one), and an open one is about something. */
export function auditWorkflows(records: Records): Breach[] {
  const { checkouts, orders, payments, deliveries, refunds, openWorkflows } = records;
  const idOf = ({ _id }: { _id: string }) => _id;
  const orderWorkflows = new Set(orders.map(({ _id }) => workflowIds.order(_id)));
  const runs = (workflowId: string) => openWorkflows.has(workflowId);
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
      'money that is neither taken nor let go has an open workflow',
      payments.filter(({ parts }) => parts.length > 0 && !parts.every(isSettled)),
      idOf,
      ({ _id }) => runs(workflowIds.payment(_id)),
    ),
    ...breaches(
      'a parcel that is on its way has an open workflow',
      deliveries.filter(({ status }) => !deliveryIsOver(status)),
      idOf,
      ({ _id }) => runs(workflowIds.delivery(_id)),
    ),
    ...breaches(
      'a refund that is not over has an open workflow',
      refunds.filter(({ status }) => status !== 'failed' && NEXT_REFUND_STATUS[status].length > 0),
      idOf,
      ({ _id }) => runs(workflowIds.refund(_id)),
    ),
  ];
}
