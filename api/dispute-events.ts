import { disputeIdOf } from '../services/dispute/dispute.ids';
import type { Dispute } from '../services/dispute/dispute.schema';
import { disputeIsOver } from '../services/dispute/dispute.state';
import type { ApiDeps } from './deps';
import type { PaymentEvent } from './payment-events';

/** A provider's report about a dispute of one of our payments. */
export type DisputeEvent = Extract<PaymentEvent, { providerDisputeId: string }>;

export function isAboutDispute(event: PaymentEvent): event is DisputeEvent {
  return 'providerDisputeId' in event;
}

/** True when the dispute is over in our records, and not otherwise than the report says. */
export async function isDisputeShown(deps: Pick<ApiDeps, 'services'>, event: DisputeEvent): Promise<boolean> {
  const dispute: Dispute | null = await deps.services.dispute.get(disputeIdOf(event));
  if (!dispute || !disputeIsOver(dispute.status)) return false;
  return event.type === 'dispute.opened' || event.type === `dispute.${dispute.status}`;
}

/** Tells the dispute's workflow, which is opened by whatever report comes first. */
export function wakeDispute(deps: Pick<ApiDeps, 'workflows'>, event: DisputeEvent): Promise<void> {
  const { id: eventId, paymentId, providerPaymentId, providerDisputeId } = event;
  const ref = { disputeId: disputeIdOf(event), paymentId, providerPaymentId, providerDisputeId };
  return deps.workflows.reportToDispute(ref, { eventId });
}
