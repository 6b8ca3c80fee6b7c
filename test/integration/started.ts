import type { Client, WorkflowHandle } from '@temporalio/client';
import { workflowIds } from '../../temporal/ids';
import { eventually } from '../shopper/wait';

/** The workflow of an order, once it is there: a buyer is answered before it starts. */
export async function startedOrder(client: Client, orderId: string): Promise<WorkflowHandle> {
  const handle = client.workflow.getHandle(workflowIds.order(orderId));
  const isThere = () =>
    handle.describe().then(
      () => true,
      () => false,
    );
  await eventually(`the workflow of order ${orderId} to start`, isThere, (there) => there);
  return handle;
}
