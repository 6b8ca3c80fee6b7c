import type { CaseService } from '../case/case.service';
import type { DeliveryService } from '../delivery/delivery.service';
import type { Bookkeeping, DisputeToBook } from '../ledger/bookkeeping';
import type { ActedBy, Order } from '../order/order.schema';
import type { OrderService } from '../order/order.service';
import type { Payment, PaymentDispute } from '../payment/payment.schema';
import type { PaymentDisputes } from '../payment/payment.disputes';
import { refundableMinor } from '../payment/payment.state';
import type { PaymentProvider, ProviderDispute } from '../payment/provider.port';
import type { Clock } from '../platform/clock';
import { DomainError, NotFoundError } from '../platform/errors';
import type { RefundService } from '../refund/refund.service';
import { DisputeAmountError } from './dispute.errors';
import { createDisputeEvidence } from './dispute.evidence';
import type { Dispute, DisputeRef, Verdict } from './dispute.schema';
import type { DisputeService } from './dispute.service';
import { disputeMoments, splitDispute } from './dispute.state';
import { createDisputeTelling } from './dispute.telling';
import { moneyParts } from './dispute.told';

export type DisputeHandling = ReturnType<typeof createDisputeHandling>;

/** What the workflow has to know of a dispute to wait for the right things. */
export interface DisputeFacts {
  status: Dispute['status'];
  verdict: Verdict | null;
  evidenceDueAt: string;
  submitAt: string;
  remindAt: string[];
  /** How often evidence was tried to be sent. */
  attempt: number;
  orderIds: string[];
  /** Set when one seller alone is concerned. */
  sellerId: string | null;
  pollSeconds: number;
}

/** Those who wait for what a bank decides. */
export interface Settled {
  refundIds: string[];
}

const SYSTEM: ActedBy = { role: 'system', id: 'dispute' };
/** Repeated until the payment has caught up, or staff are asked. */
const BEHIND = 'The bank disputes what our payment does not say yet that it has.';
const NOTHING_MOVED = { capturedMinor: 0, refundedMinor: 0 };

/** The steps of a dispute, over payment, orders, parcels, refunds, books and the provider. Each can be repeated. */
export function createDisputeHandling({
  disputes,
  paymentDisputes,
  payments,
  orders,
  deliveries,
  refunds,
  books,
  cases,
  provider,
  clock,
  rules,
}: {
  disputes: DisputeService;
  paymentDisputes: PaymentDisputes;
  payments: { get(id: string): Promise<Payment | null> };
  orders: Pick<OrderService, 'get' | 'note'>;
  deliveries: Pick<DeliveryService, 'listForOrder'>;
  refunds: Pick<RefundService, 'listForOrder'>;
  books: Pick<Bookkeeping, 'disputeOpened' | 'disputeWon' | 'disputeLost'>;
  cases: Pick<CaseService, 'open' | 'clear'>;
  provider: Pick<PaymentProvider, 'retrieve' | 'submitEvidence' | 'acceptDispute'>;
  clock: Clock;
  /** Hours before evidence is due; seconds between questions about the verdict. */
  rules: { remindHours: readonly number[]; submitHours: number; pollSeconds: number };
}) {
  async function load(disputeId: string): Promise<Dispute> {
    const found = await disputes.get(disputeId);
    if (!found) throw new NotFoundError('dispute');
    return found;
  }

  /** @throws Error that is repeated when the provider does not show the dispute yet that it told of */
  async function atProvider(ref: Omit<DisputeRef, 'disputeId' | 'paymentId'>): Promise<ProviderDispute> {
    const payment = await provider.retrieve(ref.providerPaymentId);
    const found = payment.disputes.find(
      ({ providerDisputeId }) => providerDisputeId === ref.providerDisputeId,
    );
    if (!found) throw new Error('The provider does not know this dispute yet.');
    return found;
  }

  /**
   * Whether our payment is not where the provider's is: a worker died after the provider took more, and will write it
   * down; or we have set a refund aside that is on its way there, and comes too late.
   */
  async function isBehind({ paymentId, providerPaymentId }: DisputeRef): Promise<boolean> {
    const there = await provider.retrieve(providerPaymentId);
    const { capturedMinor, refundedMinor } = (await payments.get(paymentId)) ?? NOTHING_MOVED;
    return there.capturedMinor > capturedMinor || there.refundedMinor < refundedMinor;
  }

  const telling = createDisputeTelling({ orders, cases });
  const evidence = createDisputeEvidence({ disputes, orders, deliveries, refunds, provider, telling });

  /** Sets the money aside in the payment first, so that no refund can give it back as well. */
  async function write(ref: DisputeRef, found: ProviderDispute): Promise<Dispute> {
    const payment = await payments.get(ref.paymentId);
    if (!payment) throw new NotFoundError('payment');
    const split = await paymentDisputes
      .open(ref, (current) => splitOf(current, found.amountMinor))
      .catch(async (error: unknown) => {
        if (error instanceof DisputeAmountError && (await isBehind(ref))) throw new Error(BEHIND);
        throw error;
      });
    const parts = await Promise.all(
      split.map(async ({ orderId, amountMinor }) => {
        const order = await loadOrder(orderId);
        const { sellerId, sellerName } = order;
        return { orderId, sellerId, sellerName, amountMinor, facts: [], statements: [] };
      }),
    );
    const openedMs = clock.nowMs();
    const dueMs = Date.parse(found.evidenceDueAt);
    return disputes.open({
      ...{ id: ref.disputeId, paymentId: ref.paymentId },
      ...{ providerPaymentId: ref.providerPaymentId, providerDisputeId: ref.providerDisputeId },
      ...{ reason: found.reason, amountMinor: found.amountMinor, currency: payment.currency, parts },
      ...{ openedAt: new Date(openedMs).toISOString(), evidenceDueAt: found.evidenceDueAt },
      ...disputeMoments({ openedMs, dueMs, ...rules }),
    });
  }

  async function loadOrder(orderId: string): Promise<Order> {
    const order = await orders.get(orderId);
    if (!order) throw new NotFoundError('order');
    return order;
  }

  return {
    ...evidence,

    /**
     * Writes a dispute down that the provider told of, books its reserve, and tells its orders.
     * @throws DisputeAmountError when more is disputed than is left of the payment
     */
    async open(ref: DisputeRef): Promise<DisputeFacts> {
      const found = await atProvider(ref);
      const dispute = (await disputes.get(ref.disputeId)) ?? (await write(ref, found));
      await books.disputeOpened(booked(dispute));
      if (dispute.status === 'open') await telling.askStaff(dispute, 'A bank disputes a payment.');
      await telling.noteInOrders(
        dispute,
        'opened',
        "The buyer's bank disputes the payment. It is being looked into.",
      );
      return factsOf(dispute, found);
    },

    /** Writes down that staff accept the loss. @throws DisputeStateError */
    async concede({ disputeId, by, note }: { disputeId: string; by: ActedBy; note: string }): Promise<void> {
      await disputes.recordConcession(disputeId, { by, note });
      await telling.answered(disputeId, by);
    },

    /** Tells the provider that the dispute is given up; one that is decided already is left as it is. */
    async accept({ disputeId }: { disputeId: string }): Promise<{ verdict: Verdict | null }> {
      const { providerPaymentId, providerDisputeId } = await load(disputeId);
      try {
        const key = `${disputeId}-accept`;
        return verdictOf(await provider.acceptDispute({ key, providerPaymentId, providerDisputeId }));
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const now = verdictOf(await atProvider({ providerPaymentId, providerDisputeId }));
        if (now.verdict === null) throw error;
        return now;
      }
    },

    /** Asks the provider how the dispute stands. */
    async ask({ disputeId }: { disputeId: string }): Promise<{ verdict: Verdict | null }> {
      return verdictOf(await atProvider(await load(disputeId)));
    },

    /**
     * Moves the money as the bank decided, and tells payment and orders.
     * @returns the refunds that the shop owes by itself and that wait for this
     */
    async settle({ disputeId, verdict }: { disputeId: string; verdict: Verdict }): Promise<Settled> {
      const dispute = await load(disputeId);
      await (verdict === 'won' ? books.disputeWon(booked(dispute)) : books.disputeLost(booked(dispute)));
      await paymentDisputes.settle(dispute.paymentId, disputeId, verdict);
      await telling.noteInOrders(dispute, verdict, ORDER_TEXT[verdict]);
      await telling.answered(disputeId, SYSTEM);
      await disputes.settle(disputeId, verdict);
      const about = await Promise.all(dispute.parts.map(({ orderId }) => refunds.listForOrder(orderId)));
      const waiting = about
        .flat()
        .filter(({ status, requestedBy }) => status === 'refunding' && requestedBy.role === 'system');
      return { refundIds: waiting.map(({ id }) => id) };
    },
  };

  function factsOf(dispute: Dispute, found: ProviderDispute): DisputeFacts {
    const [first, ...others] = new Set(dispute.parts.map(({ sellerId }) => sellerId));
    const { status, evidenceDueAt, submitAt, remindAt, submission } = dispute;
    return {
      ...{ status, evidenceDueAt, submitAt, remindAt, ...verdictOf(found) },
      attempt: submission?.attempt ?? 0,
      orderIds: dispute.parts.map(({ orderId }) => orderId),
      sellerId: others.length === 0 ? (first ?? null) : null,
      pollSeconds: rules.pollSeconds,
    };
  }
}

/** Which order of a payment gives how much; what other disputes hold or have taken is not there any more. */
function splitOf(payment: Payment, amountMinor: number): PaymentDispute['parts'] {
  const held = (payment.disputes ?? [])
    .filter(({ status }) => status !== 'won')
    .flatMap(({ parts }) => parts);
  const left = payment.parts.map((part) => {
    const heldMinor = held
      .filter(({ orderId }) => orderId === part.orderId)
      .reduce((sum, one) => sum + one.amountMinor, 0);
    return { orderId: part.orderId, leftMinor: Math.max(0, refundableMinor(part) - heldMinor) };
  });
  const split = splitDispute(amountMinor, left);
  if (split === null)
    throw new DisputeAmountError(
      amountMinor,
      left.reduce((sum, { leftMinor }) => sum + leftMinor, 0),
    );
  return split;
}

function booked(dispute: Dispute): DisputeToBook {
  return { disputeId: dispute.id, parts: moneyParts(dispute) };
}

function verdictOf({ status }: ProviderDispute): { verdict: Verdict | null } {
  return { verdict: status === 'open' ? null : status };
}

const ORDER_TEXT: Record<Verdict, string> = {
  won: 'The bank decided for the shop. The payment stands.',
  lost: 'The bank decided for the buyer and took the money back.',
};
