import { newId } from '../../../services/platform/ids';
import { Refusal } from '../lib/http-server';
import { event, iso, type Payment, type Step } from './payment.state';

/** The buyer disputes what is captured and not refunded; at most once a payment. */
export function openDispute(payment: Payment, nowMs: number, evidenceMs: number): Step {
  const amountMinor = payment.capturedMinor - payment.refundedMinor;
  if (payment.disputes.length > 0 || amountMinor <= 0) return { payment, events: [] };
  const made = {
    providerDisputeId: `dis_${newId(nowMs)}`,
    amountMinor,
    status: 'open' as const,
    reason: 'The buyer says that the goods did not arrive.',
    evidenceDueAt: iso(nowMs + evidenceMs),
  };
  const next: Payment = { ...payment, disputes: [made] };
  const { providerDisputeId, reason, evidenceDueAt } = made;
  return {
    payment: next,
    events: [event('dispute.opened', next, nowMs, { providerDisputeId, amountMinor, reason, evidenceDueAt })],
  };
}

export function submitEvidence(payment: Payment, providerDisputeId: string, evidence: string): Step {
  const dispute = payment.disputes.find((one) => one.providerDisputeId === providerDisputeId);
  if (!dispute) throw new Refusal(404, 'not-found', 'There is no such dispute.');
  if (dispute.status !== 'open')
    throw new Refusal(409, 'dispute-decided', 'The dispute is decided. Nothing was changed.');
  return { payment: { ...payment, disputes: [{ ...dispute, evidence }] }, events: [] };
}

/** Evidence wins unless it holds the word `lose`; silence loses. */
export function decideDispute(payment: Payment, nowMs: number): Step {
  const dispute = payment.disputes.find((one) => one.status === 'open');
  if (!dispute) return { payment, events: [] };
  const won = dispute.evidence !== undefined && !/\blose\b/i.test(dispute.evidence);
  // What was refunded meanwhile cannot be taken back a second time.
  const amountMinor = Math.min(dispute.amountMinor, payment.capturedMinor - payment.refundedMinor);
  const next: Payment = {
    ...payment,
    disputedMinor: won ? payment.disputedMinor : payment.disputedMinor + amountMinor,
    disputes: [{ ...dispute, amountMinor, status: won ? 'won' : 'lost' }],
  };
  const { providerDisputeId } = dispute;
  return {
    payment: next,
    events: [event(won ? 'dispute.won' : 'dispute.lost', next, nowMs, { providerDisputeId, amountMinor })],
  };
}
