import type { CaseReport, CaseSubject } from '../case/case.schema';
import type { CaseService } from '../case/case.service';
import type { Refund } from './refund.schema';
import type { RefundService } from './refund.service';
import { isOwed } from './refund.state';

/** The case of a refund that did not reach its buyer. @param problem why, as the end of a sentence */
function refundCase(refund: Refund, problem: string): CaseReport {
  const { id, orderId, amountMinor, currency } = refund;
  return {
    kind: 'refund-failed',
    subject: refundSubject(id),
    text: `A refund did not reach its buyer: ${problem}`,
    facts: { orderId, amountMinor, currency },
    workflowId: `refund-${id}`,
  };
}

/**
 * Opens that case; closed again where staff settled the refund, or had it tried again, in the same moment.
 * @returns whether the money is still owed
 */
export async function openRefundCase(
  { cases, refunds }: { cases: Pick<CaseService, 'open' | 'clear'>; refunds: Pick<RefundService, 'get'> },
  refund: Refund,
  { attempt, problem }: { attempt: number; problem: string },
): Promise<boolean> {
  await cases.open(refundCase(refund, problem));
  const now = await refunds.get(refund.id);
  if (now && isOwed(now, attempt)) return true;
  await cases.clear('refund-failed', refundSubject(refund.id), { role: 'system', id: 'refund' });
  return false;
}

export function refundSubject(id: string): CaseSubject {
  return { type: 'refund', id };
}
