import { newId } from '../../../services/platform/ids';
import { Refusal } from '../lib/http-server';
import { disputableMinor, event, iso, type Payment, type Step } from './payment.state';

type Dispute = Payment['disputes'][number];

/** The reason that a bank gives where the trial does not name one. */
const REASON = 'The buyer says that the goods did not arrive.';

/**
 * The buyer disputes what is captured, not refunded and in no other dispute, or a part of it.
 * @throws Refusal `dispute-exceeds-captured`
 */
export function openDispute(
  payment: Payment,
  request: { amountMinor?: number; reason?: string },
  nowMs: number,
  evidenceMs: number,
): Step {
  const leftMinor = disputableMinor(payment);
  const amountMinor = request.amountMinor ?? leftMinor;
  if (amountMinor > leftMinor || amountMinor <= 0)
    throw new Refusal(409, 'dispute-exceeds-captured', 'That is more than could still be disputed.');
  const made: Dispute = {
    providerDisputeId: `dis_${newId(nowMs)}`,
    amountMinor,
    status: 'open',
    reason: request.reason ?? REASON,
    evidenceDueAt: iso(nowMs + evidenceMs),
  };
  const next: Payment = { ...payment, disputes: [...payment.disputes, made] };
  const { providerDisputeId, reason, evidenceDueAt } = made;
  return {
    payment: next,
    events: [event('dispute.opened', next, nowMs, { providerDisputeId, amountMinor, reason, evidenceDueAt })],
  };
}

/** The buyer who pays with the card that disputes does so once, for all that was captured. */
export function openOwnDispute(payment: Payment, nowMs: number, evidenceMs: number): Step {
  if (payment.disputes.length > 0 || disputableMinor(payment) <= 0) return { payment, events: [] };
  return openDispute(payment, {}, nowMs, evidenceMs);
}

/** @throws Refusal `not-found`, `dispute-decided` or `evidence-too-late` */
export function submitEvidence(
  payment: Payment,
  providerDisputeId: string,
  evidence: string,
  nowMs: number,
): Step {
  const dispute = mustBeOpen(payment, providerDisputeId);
  if (Date.parse(dispute.evidenceDueAt) <= nowMs)
    throw new Refusal(409, 'evidence-too-late', 'The time for evidence is over. Nothing was changed.');
  return { payment: changed(payment, { ...dispute, evidence }), events: [] };
}

/** The shop gives the dispute up. One that is lost already stays so. */
export function acceptDispute(payment: Payment, providerDisputeId: string, nowMs: number): Step {
  if (find(payment, providerDisputeId).status === 'lost') return { payment, events: [] };
  return decided(payment, mustBeOpen(payment, providerDisputeId), 'lost', nowMs);
}

/** Evidence wins unless it holds the word `lose`; silence loses. */
export function decideDispute(payment: Payment, providerDisputeId: string, nowMs: number): Step {
  const dispute = find(payment, providerDisputeId);
  if (dispute.status !== 'open') return { payment, events: [] };
  const won = dispute.evidence !== undefined && !/\blose\b/i.test(dispute.evidence);
  return decided(payment, dispute, won ? 'won' : 'lost', nowMs);
}

/** @throws Refusal `not-found` */
export function find(payment: Payment, providerDisputeId: string): Dispute {
  const dispute = payment.disputes.find((one) => one.providerDisputeId === providerDisputeId);
  if (!dispute) throw new Refusal(404, 'not-found', 'There is no such dispute.');
  return dispute;
}

function mustBeOpen(payment: Payment, providerDisputeId: string): Dispute {
  const dispute = find(payment, providerDisputeId);
  if (dispute.status !== 'open')
    throw new Refusal(409, 'dispute-decided', 'The dispute is decided. Nothing was changed.');
  return dispute;
}

function decided(payment: Payment, dispute: Dispute, status: 'won' | 'lost', nowMs: number): Step {
  const { providerDisputeId, amountMinor } = dispute;
  const next: Payment = {
    ...changed(payment, { ...dispute, status }),
    disputedMinor: payment.disputedMinor + (status === 'lost' ? amountMinor : 0),
  };
  return {
    payment: next,
    events: [event(`dispute.${status}`, next, nowMs, { providerDisputeId, amountMinor })],
  };
}

function changed(payment: Payment, dispute: Dispute): Payment {
  const disputes = payment.disputes.map((one) =>
    one.providerDisputeId === dispute.providerDisputeId ? dispute : one,
  );
  return { ...payment, disputes };
}
