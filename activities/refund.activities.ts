import type { ActedBy } from '../services/order/order.schema';
import type { RefundGiving } from '../services/refund/refund.giving';
import type { RefundService } from '../services/refund/refund.service';
import { mappedAll } from './failures';
import { heartbeating } from './heartbeat';

export type RefundActivities = ReturnType<typeof createRefundActivities>;

/** Steps of refunds. Those that wait for the payment are remote, the rest local. */
export function createRefundActivities({
  refunds,
  refundGiving,
}: {
  refunds: RefundService;
  refundGiving: RefundGiving;
}) {
  return mappedAll({
    askRefundApproval: async ({ refundId }: { refundId: string }) => ({
      decideBy: (await refunds.askApproval(refundId)).decideBy,
    }),
    remindRefund: async ({ refundId }: { refundId: string }) => refunds.remind(refundId),
    passRefundToSupport: async ({ refundId }: { refundId: string }) =>
      void (await refunds.passToSupport(refundId)),
    startRefunding: async (request: {
      refundId: string;
      by: ActedBy;
      note: string | null;
      attempt?: number;
    }) => void (await refunds.startRefunding(request.refundId, request)),
    rejectRefund: async (request: { refundId: string; by: ActedBy; note: string }) =>
      void (await refunds.reject(request.refundId, request)),
    failRefund: async ({ refundId, problem }: { refundId: string; problem: string }) =>
      void (await refunds.fail(refundId, problem)),
    parkRefund: refundGiving.park,
    settleRefund: refundGiving.settle,
    completeRefund: refundGiving.complete,
    refundMoney: heartbeating(refundGiving.send),
    askRefundMoney: heartbeating(refundGiving.ask),
    findUnstartedRefunds: async () => refundGiving.findUnstarted(),
  });
}
