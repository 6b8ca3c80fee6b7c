import { createCheckoutActivities } from '../activities/checkout.activities';
import { createDeliveryActivities } from '../activities/delivery.activities';
import { createDisputeActivities } from '../activities/dispute.activities';
import { createFulfilmentActivities } from '../activities/fulfilment.activities';
import { createOnboardingActivities } from '../activities/onboarding.activities';
import { createImportActivities } from '../activities/import.activities';
import { createPaymentActivities } from '../activities/payment.activities';
import { createPayoutActivities } from '../activities/payout.activities';
import { createRefundActivities } from '../activities/refund.activities';
import { createRetrainingActivities } from '../activities/retraining.activities';
import { createWatchActivities } from '../activities/watch.activities';
import { createWebhookActivities } from '../activities/webhook.activities';

/** Everything that the activities of all queues are made of. */
export type Collaborators = Parameters<typeof createCheckoutActivities>[0] &
  Parameters<typeof createPaymentActivities>[0] &
  Parameters<typeof createPayoutActivities>[0] &
  Parameters<typeof createRefundActivities>[0] &
  Parameters<typeof createDeliveryActivities>[0] &
  Parameters<typeof createDisputeActivities>[0] &
  Parameters<typeof createWatchActivities>[0] &
  Parameters<typeof createRetrainingActivities>[0] &
  Parameters<typeof createOnboardingActivities>[0] &
  Parameters<typeof createImportActivities>[0] &
  Parameters<typeof createWebhookActivities>[0] &
  Parameters<typeof createFulfilmentActivities>[0];

/** Every activity by the queue whose workflows call it. A new set of activities is entered here, and only here. */
export function createActivities(collaborators: Collaborators) {
  const fulfilment = createFulfilmentActivities(collaborators);
  return {
    // Refunds run on the queue of the money.
    checkout: {
      ...createCheckoutActivities(collaborators),
      ...createPaymentActivities(collaborators),
      ...createPayoutActivities(collaborators),
      ...createRefundActivities(collaborators),
      ...fulfilment,
    },
    // Disputes take weeks, as parcels do.
    fulfilment: {
      ...fulfilment,
      ...createDeliveryActivities(collaborators),
      ...createDisputeActivities(collaborators),
      ...createImportActivities(collaborators),
      ...createWatchActivities(collaborators),
      ...createRetrainingActivities(collaborators),
      ...createOnboardingActivities(collaborators),
      ...createWebhookActivities(collaborators),
    },
  };
}

/** The names of all activities, in alphabetical order; connects to nothing. */
export function activityNames(): string[] {
  const { checkout, fulfilment } = createActivities(nobody as Collaborators);
  return [...new Set([...Object.keys(checkout), ...Object.keys(fulfilment)])].sort();
}

/** Stands in for every collaborator while only names are asked for; whatever is taken from it is itself again. */
const nobody: unknown = new Proxy(() => undefined, { get: () => nobody });
