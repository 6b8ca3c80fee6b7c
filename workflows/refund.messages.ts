import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { ActedBy } from '../services/order/order.schema';
import type { Approval, RefundStatus } from '../services/refund/refund.schema';

export interface RefundInput {
  refundId: string;
  orderId: string;
  paymentId: string;
  /** Whether nobody has to agree (decided by the refund service's rules). */
  automatic: boolean;
  /** Who has to agree, by when, and what silence means. Absent in runs of earlier versions: three days, consent. */
  approval?: Approval;
  /** Opened again, because this try of a refund that was done came back. */
  cameBack?: { attempt: number };
}

export const approveRefundUpdate = defineUpdate<{ status: RefundStatus }, [{ by: ActedBy; note?: string }]>(
  'approve',
);
export const rejectRefundUpdate = defineUpdate<{ status: RefundStatus }, [{ by: ActedBy; note: string }]>(
  'reject',
);
/** Machine: how a try to send the money ended, from the payment. */
export const moneyReportedSignal =
  defineSignal<[{ attempt: number; status: 'succeeded' | 'failed' }]>('moneyReported');
export const refundStatusQuery = defineQuery<RefundStatus>('status');
