import type { ConnectionLike } from '@temporalio/client';

/** How long Temporal may take to say that it is there, in ms. */
const WITHIN_MS = 1200;

/** Resolves when the server answers in time. */
export async function answering(
  connection: Pick<ConnectionLike, 'withDeadline' | 'workflowService'>,
): Promise<void> {
  await connection.withDeadline(Date.now() + WITHIN_MS, () => connection.workflowService.getSystemInfo({}));
}
