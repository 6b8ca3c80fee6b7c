import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { ActedBy } from '../services/order/order.schema';
import type { RefundStatus } from '../services/refund/refund.schema';

export interface RefundInput {
  refundId: string;
  orderId: string;
  paymentId: string;
  /** Whether nobody has to agree (decided by the refund service's rules). */
  automatic: boolean;
}

export const approveRefundUpdate = defineUpdate<{ status: RefundStatus }, [{ by: ActedBy; note?: string }]>(
  'approve',
);
export const rejectRefundUpdate = defineUpdate<{ status: RefundStatus }, [{ by: ActedBy; note: string }]>(
  'reject',
);
export const refundStatusQuery = defineQuery<RefundStatus>('status');
