import type { Paying, SetAside } from '../services/payout/payout.paying';
import type { PayoutPlanning } from '../services/payout/payout.planning';
import type { Payout, PayoutName, PayoutStatus } from '../services/payout/payout.schema';
import { mappedAll } from './failures';

export type PayoutActivities = ReturnType<typeof createPayoutActivities>;

/** Steps that pay sellers. */
export function createPayoutActivities({
  payoutPlanning,
  paying,
  payoutPollSeconds,
}: {
  payoutPlanning: Pick<PayoutPlanning, 'payable'>;
  paying: Paying;
  /** How long the bank may be silent before it is asked. */
  payoutPollSeconds: number;
}) {
  return mappedAll({
    findPayable: (request: { after: string | null; limit: number }) => payoutPlanning.payable(request),
    setPayoutAside: async (request: PayoutName & { byStaff?: boolean }) => ({
      ...asideOf(await paying.setAside(request)),
      pollSeconds: payoutPollSeconds,
    }),
    sendPayout: async (request: { payoutId: string }) => statusOf(await paying.send(request)),
    checkPayout: async (request: { payoutId: string }) => statusOf(await paying.check(request)),
  });
}

function asideOf(aside: SetAside): {
  status: PayoutStatus | 'nothing';
  amountMinor: number;
  reason: string | null;
} {
  if (!aside.ok) return { status: 'nothing', amountMinor: 0, reason: aside.reason };
  const { status, amountMinor, reason } = aside.payout;
  return { status, amountMinor, reason };
}

function statusOf({ status }: Payout): { status: PayoutStatus } {
  return { status };
}
