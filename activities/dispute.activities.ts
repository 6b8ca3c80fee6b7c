import type { DisputeHandling } from '../services/dispute/dispute.handling';
import type { DisputeNotices } from '../services/dispute/dispute.notices';
import { mappedAll } from './failures';

export type DisputeActivities = ReturnType<typeof createDisputeActivities>;

/** Steps of disputes. Those that ask the provider or send mail are remote, the rest local. */
export function createDisputeActivities({
  disputeHandling,
  disputeNotices,
}: {
  disputeHandling: DisputeHandling;
  disputeNotices: DisputeNotices;
}) {
  return mappedAll({
    openDispute: disputeHandling.open,
    gatherEvidence: disputeHandling.gatherEvidence,
    addDisputeStatement: disputeHandling.addStatement,
    recordDisputeReminder: disputeHandling.remind,
    submitEvidence: disputeHandling.submit,
    concedeDispute: disputeHandling.concede,
    acceptDispute: disputeHandling.accept,
    askDisputeVerdict: disputeHandling.ask,
    settleDispute: disputeHandling.settle,
    tellOfDispute: disputeNotices.tell,
  });
}
