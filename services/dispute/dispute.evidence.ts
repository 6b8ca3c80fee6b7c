import type { DeliveryService } from '../delivery/delivery.service';
import type { ActedBy } from '../order/order.schema';
import type { OrderService } from '../order/order.service';
import type { PaymentProvider } from '../payment/provider.port';
import { DomainError, NotFoundError } from '../platform/errors';
import type { RefundService } from '../refund/refund.service';
import { factsAbout } from './dispute.facts';
import { type Dispute, MAX_EVIDENCE } from './dispute.schema';
import type { DisputeService } from './dispute.service';
import { draftEvidence } from './dispute.state';
import type { DisputeTelling } from './dispute.telling';

/** The steps by which evidence comes together and reaches the bank. Each can be repeated. */
export function createDisputeEvidence({
  disputes,
  orders,
  deliveries,
  refunds,
  provider,
  telling,
}: {
  disputes: DisputeService;
  orders: Pick<OrderService, 'get'>;
  deliveries: Pick<DeliveryService, 'listForOrder'>;
  refunds: Pick<RefundService, 'listForOrder'>;
  provider: Pick<PaymentProvider, 'submitEvidence'>;
  telling: DisputeTelling;
}) {
  async function load(disputeId: string): Promise<Dispute> {
    const found = await disputes.get(disputeId);
    if (!found) throw new NotFoundError('dispute');
    return found;
  }

  async function factsOfOrder(orderId: string) {
    const [order, parcels, given] = await Promise.all([
      orders.get(orderId),
      deliveries.listForOrder(orderId),
      refunds.listForOrder(orderId),
    ]);
    if (!order) throw new NotFoundError('order');
    return factsAbout({ order, deliveries: parcels, refunds: given });
  }

  /** @throws the provider's refusal; then nothing was sent, and another text may be */
  async function send(dispute: Dispute, { attempt, text }: { attempt: number; text: string }): Promise<void> {
    const { id, providerPaymentId, providerDisputeId } = dispute;
    try {
      const key = `${id}-evidence-${attempt}`;
      await provider.submitEvidence({ key, providerPaymentId, providerDisputeId, text });
    } catch (error) {
      if (error instanceof DomainError) await disputes.dropSubmission(id, attempt);
      throw error;
    }
  }

  return {
    /** Puts together what our records say, so that something can be sent even if nobody writes a word. */
    async gatherEvidence({ disputeId }: { disputeId: string }): Promise<void> {
      const { parts } = await load(disputeId);
      const gathered = await Promise.all(
        parts.map(async ({ orderId }) => [orderId, await factsOfOrder(orderId)] as const),
      );
      await disputes.recordFacts(disputeId, Object.fromEntries(gathered));
    },

    /** @throws DisputeStateError, TooManyStatementsError, NotFoundError */
    async addStatement(request: {
      disputeId: string;
      orderId: string;
      statementId: string;
      text: string;
      by: ActedBy;
    }): Promise<void> {
      await disputes.addStatement(request.disputeId, request);
    },

    async remind({ disputeId, at }: { disputeId: string; at: string }): Promise<void> {
      const dispute = await disputes.recordReminder(disputeId, at);
      if (dispute.status === 'open') await telling.askStaff(dispute, 'Nobody has answered a dispute yet.');
    },

    /**
     * Sends the evidence to the bank, once; without a text, what was gathered.
     * @param request.attempt counts the tries with another text
     * @throws the provider's refusal; then nothing was sent, and another text may be
     */
    async submit(request: {
      disputeId: string;
      attempt: number;
      text: string | null;
      by: ActedBy;
    }): Promise<void> {
      const { disputeId, attempt, by } = request;
      const before = await load(disputeId);
      const text = request.text ?? draftEvidence(before, MAX_EVIDENCE);
      const dispute = await disputes.recordSubmitting(disputeId, { attempt, by, text });
      const { submission } = dispute;
      if (submission?.submittedAt === null) await send(dispute, submission);
      const sent = await disputes.recordSubmitted(disputeId);
      await telling.answered(disputeId, by);
      await telling.noteInOrders(sent, 'submitted', 'Evidence was sent to the bank, which now decides.');
    },
  };
}
