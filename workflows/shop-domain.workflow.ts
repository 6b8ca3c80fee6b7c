import {
  condition,
  continueAsNew,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { OnboardingActivities } from '../activities/onboarding.activities';
import type { DomainStanding } from '../services/seller/domain.checking';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention } from './attention';
import { lookAtDomainSignal, type SellerInput } from './onboarding.messages';
import { INSIDE, OUTSIDE } from './steps';

const { checkDomain } = proxyActivities<OnboardingActivities>({
  ...OUTSIDE,
  summary: 'Look for the record of the domain',
});
const { giveUpDomain } = proxyLocalActivities<OnboardingActivities>({
  ...INSIDE,
  summary: 'Write down that the record never came',
});

const LONGEST_PAUSE_MS = 3_600_000;

/**
 * A shop wants an address of its own. The record that proves it is looked for, often at first and then ever more
 * rarely, until it is there, no domain is named any more, or the time is over.
 */
export async function shopDomain(input: SellerInput): Promise<DomainStanding['status']> {
  const { sellerId } = input;
  let status: DomainStanding['status'] = 'waiting';
  let nudges = 1;
  let pauseMs = 0;
  const staff = attention(() => status);
  setHandler(lookAtDomainSignal, () => void (nudges += 1));
  upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }]);

  for (;;) {
    const isNudged = nudges > 0;
    nudges = 0;
    const { host, until, pollSeconds } = await look();
    // Whoever names another domain while this ends is heard.
    if (status !== 'waiting' && nudges > 0) continue;
    if (status !== 'waiting') return status;
    const leftMs = Date.parse(until) - Date.now();
    if (leftMs <= 0) {
      await staff.insist('Write down that the record never came', () => giveUpDomain({ sellerId, host }), {
        canSkip: false,
      });
      continue;
    }
    if (workflowInfo().continueAsNewSuggested && nudges === 0) await continueAsNew<typeof shopDomain>(input);
    pauseMs = isNudged ? pollSeconds * 1000 : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    await condition(() => nudges > 0, Math.min(pauseMs, leftMs), { summary: 'Look for the record again' });
  }

  async function look(): Promise<DomainStanding> {
    let found: DomainStanding | null = null;
    await staff.insist('Look for the record', async () => (found = await checkDomain({ sellerId })), {
      canSkip: false,
    });
    const now = found as unknown as DomainStanding;
    ({ status } = now);
    setCurrentDetails(
      status === 'waiting'
        ? `Waits for the record of ${now.host}, until ${now.until}.`
        : `${now.host || 'No domain'}: ${status}.`,
    );
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: status }]);
    return now;
  }
}
