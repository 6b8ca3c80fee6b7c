import {
  allHandlersFinished,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  startChild,
} from '@temporalio/workflow';
import { placeUpdate, type EmptySteps } from './messages';

const { local } = proxyLocalActivities<EmptySteps>({ startToCloseTimeout: '10 seconds' });
const { remote } = proxyActivities<EmptySteps>({ startToCloseTimeout: '10 seconds' });

/** What any workflow costs. */
export async function noop(): Promise<void> {}

/**
 * The least that placing an order of two sellers asks of Temporal: an update that starts it, four steps inside the
 * house, one at a third party, and two workflows that follow. The steps do nothing.
 */
export async function placeOnly(): Promise<void> {
  let placed = false;
  setHandler(placeUpdate, async () => {
    await condition(() => placed);
    return 'placed';
  });
  await local();
  await local();
  await remote();
  await local();
  await local();
  placed = true;
  await Promise.all([1, 2].map(() => startChild(noop, { parentClosePolicy: 'ABANDON' })));
  await condition(allHandlersFinished);
}
