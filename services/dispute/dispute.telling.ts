import type { CaseService } from '../case/case.service';
import type { ActedBy } from '../order/order.schema';
import type { OrderService } from '../order/order.service';
import { priced } from './dispute.facts';
import type { Dispute } from './dispute.schema';

export type DisputeTelling = ReturnType<typeof createDisputeTelling>;

/** Where others see a dispute besides its own page: the story of each order, and the queue of staff. */
export function createDisputeTelling({
  orders,
  cases,
}: {
  orders: Pick<OrderService, 'note'>;
  cases: Pick<CaseService, 'open' | 'clear'>;
}) {
  return {
    /** Once for each `what` of a dispute. */
    async noteInOrders({ id, parts }: Dispute, what: string, text: string): Promise<void> {
      const by: ActedBy = { role: 'system', id: 'dispute' };
      for (const { orderId } of parts) await orders.note(orderId, { key: `${id}-${what}`, text, by });
    },

    /** Staff find it in their queue until it is answered. */
    async askStaff({ id, evidenceDueAt, amountMinor, currency }: Dispute, what: string): Promise<void> {
      await cases.open({
        kind: 'dispute-unanswered',
        subject: { type: 'dispute', id },
        text: `${what} ${priced(amountMinor, currency)} are at stake; evidence is due ${evidenceDueAt}.`,
        facts: { evidenceDueAt, amountMinor, currency },
        workflowId: `dispute-${id}`,
      });
    },

    answered: (id: string, by: ActedBy): Promise<void> =>
      cases.clear('dispute-unanswered', { type: 'dispute', id }, by),
  };
}
