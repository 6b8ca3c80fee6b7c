import {
  allHandlersFinished,
  condition,
  log,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { OnboardingActivities } from '../activities/onboarding.activities';
import type { OnboardingNews } from '../services/onboarding/onboarding.letters';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { refusal, refusalWithin } from './attention';
import {
  applicationStatusQuery,
  reinstateUpdate,
  type SellerInput,
  suspendUpdate,
} from './onboarding.messages';
import { mustHaveWords } from './onboarding.rules';
import { INSIDE, OUTSIDE } from './steps';

const { suspendShop } = proxyLocalActivities<OnboardingActivities>({ ...INSIDE, summary: 'Hide the shop' });
const { reinstateShop } = proxyLocalActivities<OnboardingActivities>({
  ...INSIDE,
  summary: 'Show the shop again',
});
const { tellApplicant } = proxyActivities<OnboardingActivities>({
  ...OUTSIDE,
  summary: 'Write to the seller',
});

/**
 * A shop is hidden, with its goods, until staff show it again. Its orders have workflows of their own and go on. It
 * runs under the id of the shop's application, so that a shop has one story at a time.
 */
export async function sellerSuspension({ sellerId }: SellerInput): Promise<'reinstated' | 'not-suspended'> {
  let status: 'active' | 'suspended' | 'reinstated' | 'not-suspended' = 'active';
  const letters: Promise<void>[] = [];

  setHandler(applicationStatusQuery, () => status);
  setHandler(
    suspendUpdate,
    async ({ reason, by }) => {
      try {
        await suspendShop({ sellerId, reason, by, decidedAt: new Date().toISOString() });
      } catch (error) {
        become('not-suspended', 'The shop could not be hidden.');
        throw refusalWithin(error) ?? error;
      }
      become('suspended', 'Hidden from buyers; its orders go on. Waits for staff to show it again.');
      tell('suspended');
      return { status };
    },
    {
      description: 'Staff hide the shop, with the reason that its seller is told.',
      validator: ({ reason }) => {
        if (status !== 'active')
          throw refusal('seller-suspended', 'This shop is hidden already. Nothing was changed.');
        mustHaveWords([reason]);
      },
    },
  );
  setHandler(
    reinstateUpdate,
    async () => {
      try {
        await reinstateShop({ sellerId, decidedAt: new Date().toISOString() });
      } catch (error) {
        throw refusalWithin(error) ?? error;
      }
      become('reinstated', 'Shown again.');
      tell('reinstated');
      return { status };
    },
    {
      description: 'Staff show the shop again.',
      validator: ({ note }) => {
        if (status !== 'suspended')
          throw refusal('seller-not-suspended', 'This shop is not hidden. Nothing was changed.');
        mustHaveWords([note]);
      },
    },
  );

  upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }]);
  await condition(() => status === 'reinstated' || status === 'not-suspended');
  await Promise.all(letters);
  await condition(allHandlersFinished);
  return status as 'reinstated' | 'not-suspended';

  function tell(news: OnboardingNews): void {
    const sent = tellApplicant({ sellerId, news }).catch((error: unknown) =>
      log.warn('the seller could not be written to', { news, error: String(error) }),
    );
    letters.push(sent);
  }

  function become(next: typeof status, details: string): void {
    status = next;
    setCurrentDetails(details);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: next }]);
  }
}
