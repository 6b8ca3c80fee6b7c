import type { CaseReport, CaseSubject } from '../case/case.schema';
import type { Refund } from './refund.schema';

/** The case of a refund that did not reach its buyer. @param problem why, as the end of a sentence */
export function refundCase(refund: Refund, problem: string): CaseReport {
  const { id, orderId, amountMinor, currency } = refund;
  return {
    kind: 'refund-failed',
    subject: refundSubject(id),
    text: `A refund did not reach its buyer: ${problem}`,
    facts: { orderId, amountMinor, currency },
    workflowId: `refund-${id}`,
  };
}

export function refundSubject(id: string): CaseSubject {
  return { type: 'refund', id };
}
