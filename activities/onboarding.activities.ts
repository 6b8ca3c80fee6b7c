import type { OnboardingHandling } from '../services/onboarding/onboarding.handling';
import type { DomainChecking } from '../services/seller/domain.checking';
import { mappedAll } from './failures';

export type OnboardingActivities = ReturnType<typeof createOnboardingActivities>;

/** Steps of opening and hiding a shop, and of its own domain. Those that ask somebody outside are remote, the rest local. */
export function createOnboardingActivities({
  onboarding,
  domainChecking,
}: {
  onboarding: OnboardingHandling;
  domainChecking: DomainChecking;
}) {
  return mappedAll({
    openApplication: onboarding.open,
    takeStep: onboarding.take,
    takeBankStep: onboarding.take,
    submitApplication: onboarding.submit,
    askApplicant: onboarding.askBack,
    decideApplication: onboarding.decide,
    remindApplicant: onboarding.remind,
    expireApplication: onboarding.expire,
    openShop: onboarding.openShop,
    suspendShop: onboarding.suspend,
    reinstateShop: onboarding.reinstate,
    tellApplicant: onboarding.tell,
    checkDomain: domainChecking.check,
    giveUpDomain: domainChecking.giveUp,
  });
}
