import {
  allHandlersFinished,
  condition,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { PayoutActivities } from '../activities/payout.activities';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention } from './attention';
import {
  type PayoutInput,
  type PayoutProgress,
  payoutReportedSignal,
  payoutStatusQuery,
} from './payout.messages';
import { INSIDE, OUTSIDE } from './steps';

const { setPayoutAside } = proxyLocalActivities<PayoutActivities>({
  ...INSIDE,
  summary: 'Take what the seller is owed out of the balance',
});
const { sendPayout } = proxyActivities<PayoutActivities>({
  ...OUTSIDE,
  summary: 'Have the provider send it',
});
const { checkPayout } = proxyActivities<PayoutActivities>({
  ...OUTSIDE,
  summary: 'Ask the provider how it went, and book that',
});

/** No step can be left out: money would hang between the books and the bank. */
const NEEDED = { canSkip: false };

/**
 * One payout to one seller: set aside, sent, and followed until the bank has it or it is back. Opened again by a
 * later report of the provider, it asks once more and books what is new, such as a bank that sends back after days.
 */
export async function payout(input: PayoutInput): Promise<PayoutProgress> {
  const { payoutId, sellerId } = input;
  let status = 'planned' as PayoutProgress;
  let pollSeconds = 0;
  let reports = 0;
  const staff = attention(() => status);
  setHandler(payoutStatusQuery, () => status);
  setHandler(payoutReportedSignal, () => void (reports += 1));

  setCurrentDetails('Working out what the seller is owed.');
  await staff.insist(
    'Set the payout aside',
    async () => ({ status, pollSeconds } = await setPayoutAside(input)),
    NEEDED,
  );
  if (status === 'set-aside') {
    setCurrentDetails('Set aside. The provider is asked to send it.');
    await staff.insist('Send the payout', async () => ({ status } = await sendPayout({ payoutId })), NEEDED);
  }
  while (status === 'in-transit' || reports > 0) {
    setCurrentDetails("On its way. Waits for the bank's answer.");
    await condition(() => reports > 0, pollSeconds * 1000, {
      summary: 'Ask the provider if it stays silent',
    });
    reports = 0;
    await staff.insist(
      'Ask how the payout went',
      async () => ({ status } = await checkPayout({ payoutId })),
      NEEDED,
    );
  }
  return end();

  async function end(): Promise<PayoutProgress> {
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTES.status, value: status },
      { key: SEARCH_ATTRIBUTES.seller, value: sellerId },
    ]);
    setCurrentDetails(ENDED[status]);
    await condition(allHandlersFinished);
    return status;
  }
}

const ENDED: Record<PayoutProgress, string> = {
  planned: 'Over.',
  'set-aside': 'Over.',
  'in-transit': 'Over.',
  nothing: 'There was nothing to pay. Nothing was moved.',
  paid: 'Paid. The bank has taken it.',
  returned:
    'The bank sent it back. The seller is owed the money again, and has to name another bank account.',
  refused: 'The provider did not take it. The seller is owed the money again.',
};
