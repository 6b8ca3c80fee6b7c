import mongoose, { type Connection } from 'mongoose';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import { changeDocument, present, rememberLastSeen, type Change } from '../platform/guarded';
import { PaymentPartError } from './payment.errors';
import { type PaymentDocument, paymentModel } from './payment.model';
import type { Payment, PaymentPart } from './payment.schema';

export type PaymentStore = ReturnType<typeof createPaymentStore>;

/** The documents of payments, for the parts of the payment service. */
export function createPaymentStore({ connection, clock }: { connection: Connection; clock: Clock }) {
  const model = paymentModel(connection);
  const lastSeen = rememberLastSeen<PaymentDocument>();

  async function load(id: string): Promise<PaymentDocument> {
    const stored = (await model.findById(id).lean()) as PaymentDocument | null;
    if (!stored) throw new NotFoundError('payment');
    return stored;
  }

  return {
    model,
    clock,
    load,
    show: (stored: PaymentDocument): Payment => present<Payment>(stored),
    change: (id: string, decide: (current: PaymentDocument) => Change | null): Promise<PaymentDocument> =>
      changeDocument(model, 'payment', id, clock.nowMs(), decide, lastSeen),
    /** What was just inserted, so that its first change need not read it. */
    remember: (stored: PaymentDocument) => void lastSeen.set(stored._id, stored),
    now: () => new Date(clock.nowMs()).toISOString(),

    /** Payments with money reserved whose reservation ends before a moment, by id. */
    async endingBefore(request: { before: string; after: string | null; limit: number }): Promise<string[]> {
      const { before, after, limit } = request;
      const found = (await model
        .find({
          status: mongoose.trusted({ $in: ['authorised', 'partly-captured'] }),
          authorisedUntil: mongoose.trusted({ $lt: before }),
          ...(after ? { _id: mongoose.trusted({ $gt: after }) } : {}),
        })
        .sort({ _id: 1 })
        .limit(limit)
        .select({ _id: 1 })
        .lean()) as { _id: string }[];
      return found.map(({ _id }) => _id);
    },
  };
}

/** What the events of a payment tell. */
export function factsOf({ _id, checkoutId, currency }: PaymentDocument, amountMinor: number) {
  return { paymentId: _id, checkoutId, amountMinor, currency };
}

/** @throws NotFoundError */
export function partOf(payment: PaymentDocument, orderId: string): PaymentPart {
  const part = payment.parts.find((entry) => entry.orderId === orderId);
  if (!part) throw new NotFoundError('payment part');
  return part;
}

export function providerIdOf(payment: PaymentDocument): string {
  if (payment.providerPaymentId === null)
    throw new PaymentPartError('This payment was never authorised. Nothing was moved.');
  return payment.providerPaymentId;
}
