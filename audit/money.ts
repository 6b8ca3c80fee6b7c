import { checkoutIsOver } from '../services/checkout/checkout.state';
import type { ProviderPayment } from '../services/payment/provider.port';
import { areDistinct, breaches, groupBy, sumOf, type Breach } from './findings';
import type { Records } from './records';

const idOf = ({ _id }: { _id: string }) => _id;
/** Whether the provider holds or has taken money. */
const isCharge = ({ status }: ProviderPayment) => status === 'authorised' || status === 'captured';
const hasMoney = (payment: ProviderPayment) => isCharge(payment) || payment.capturedMinor > 0;

/** Invariants 1, 3 and 4: what orders, payments and the provider say of money is the same, and it moved once. */
export function auditMoney(records: Records): Breach[] {
  return [...auditOrders(records), ...auditPayments(records), ...auditProvider(records)];
}

/** Orders with their lines, their payment's parts and their checkout. */
function auditOrders({ orders, payments, checkouts }: Records): Breach[] {
  const parts = new Map(payments.flatMap((payment) => payment.parts.map((part) => [part.orderId, part])));
  const checkoutOf = new Map(checkouts.map((checkout) => [checkout._id, checkout]));
  const known = new Map(orders.map((order) => [order._id, order]));
  const placed = checkouts.filter(({ status }) => status === 'placed');
  return [
    ...breaches(
      "an order's lines and shipping sum to its total",
      orders,
      idOf,
      ({ lines, shipping, totalMinor }) =>
        sumOf(lines.map((line) => line.totalMinor)) + shipping.totalMinor === totalMinor,
    ),
    ...breaches(
      'no more is given back than was taken, and no more taken than the order costs',
      orders,
      idOf,
      ({ refundedMinor, capturedMinor, totalMinor }) =>
        refundedMinor >= 0 && refundedMinor <= capturedMinor && capturedMinor <= totalMinor,
    ),
    ...breaches('an order and its part of the payment have the same amounts', orders, idOf, (order) => {
      const part = parts.get(order._id);
      return (
        part !== undefined &&
        part.amountMinor === order.totalMinor &&
        part.capturedMinor === order.capturedMinor &&
        part.refundedMinor === order.refundedMinor
      );
    }),
    ...breaches(
      'an order belongs to a checkout that was placed and names it',
      orders,
      idOf,
      ({ _id, checkoutId }) => {
        const checkout = checkoutOf.get(checkoutId);
        return checkout?.status === 'placed' && checkout.orderIds.includes(_id);
      },
    ),
    ...breaches(
      'a checkout that was placed has one order a seller, which sum to its total',
      placed,
      idOf,
      ({ orderIds, quote }) => {
        const found = orderIds.flatMap((id) => known.get(id) ?? []);
        const sellers = found.map(({ sellerId }) => sellerId);
        return (
          found.length === quote?.sellers.length &&
          areDistinct(sellers) &&
          sumOf(found.map(({ totalMinor }) => totalMinor)) === quote.totalMinor
        );
      },
    ),
  ];
}

/** Payments in themselves. */
function auditPayments({ payments, orders }: Records): Breach[] {
  const known = new Set(orders.map(idOf));
  return [
    ...breaches(
      '0 <= refunded <= captured <= authorised',
      payments,
      idOf,
      ({ refundedMinor, capturedMinor, authorisedMinor }) =>
        0 <= refundedMinor && refundedMinor <= capturedMinor && capturedMinor <= authorisedMinor,
    ),
    ...breaches('the parts of a payment sum to it', payments, idOf, (payment) => {
      const { parts, capturedMinor, refundedMinor, authorisedMinor } = payment;
      const sums = parts.length === 0 || sumOf(parts.map((part) => part.amountMinor)) === authorisedMinor;
      return (
        sums &&
        sumOf(parts.map((part) => part.capturedMinor)) === capturedMinor &&
        sumOf(parts.map((part) => part.refundedMinor)) === refundedMinor
      );
    }),
    ...breaches('money moves once a key', payments, idOf, ({ operations }) =>
      areDistinct(operations.map(({ key }) => key)),
    ),
    ...breaches(
      'money that was taken has its order',
      payments.flatMap(({ parts }) => parts.filter(({ capturedMinor }) => capturedMinor > 0)),
      ({ orderId }) => orderId,
      ({ orderId }) => known.has(orderId),
    ),
  ];
}

/** The provider's records against ours. */
function auditProvider({ atProvider, payments, checkouts, refunds }: Records): Breach[] {
  const ours = new Map(payments.map((payment) => [payment._id, payment]));
  const checkoutOf = new Map(checkouts.map((checkout) => [checkout.paymentId, checkout]));
  const theirs = [...groupBy(atProvider, ({ reference }) => reference)];
  const refundOf = new Map(refunds.map((refund) => [refund._id, refund]));
  const chargeOf = new Map(atProvider.map((one) => [one.id, one]));
  const paidBack = atProvider.flatMap((one) => one.refunds.filter(({ status }) => status !== 'failed'));
  const refundsPaid = new Set(paidBack.map(({ reference }) => reference));
  const referenceOf = ([reference]: [string, ProviderPayment[]]) => reference;
  return [
    ...breaches('whatever the provider knows of is a payment of ours', theirs, referenceOf, ([reference]) =>
      ours.has(reference),
    ),
    ...breaches(
      'a purchase is charged once',
      theirs,
      referenceOf,
      ([, attempts]) => attempts.filter(hasMoney).length <= 1,
    ),
    ...breaches('what came to nothing holds no money', theirs, referenceOf, ([reference, attempts]) => {
      const status = checkoutOf.get(reference)?.status;
      const cameToNothing = status !== undefined && status !== 'placed' && checkoutIsOver(status);
      return !cameToNothing || !attempts.some(hasMoney);
    }),
    ...breaches('the provider and we agree on what was taken and given back', theirs, referenceOf, (each) => {
      const payment = ours.get(each[0]);
      const sum = (field: 'capturedMinor' | 'refundedMinor') => sumOf(each[1].map((one) => one[field]));
      return (
        payment?.capturedMinor === sum('capturedMinor') && payment.refundedMinor === sum('refundedMinor')
      );
    }),
    ...breaches(
      'what we count as reserved or taken is a charge of that amount at the provider',
      payments.filter(({ authorisedMinor }) => authorisedMinor > 0),
      idOf,
      ({ _id, providerPaymentId, authorisedMinor, currency }) => {
        const charge = chargeOf.get(providerPaymentId ?? '');
        return (
          charge?.reference === _id && charge.amountMinor === authorisedMinor && charge.currency === currency
        );
      },
    ),
    ...breaches(
      'each order is captured once, for its part',
      atProvider,
      ({ id }) => id,
      ({ reference, captures }) =>
        areDistinct(captures.map((capture) => capture.reference)) &&
        captures.every((capture) => {
          const part = ours.get(reference)?.parts.find(({ orderId }) => orderId === capture.reference);
          return part?.capturedMinor === capture.amountMinor;
        }),
    ),
    ...breaches(
      'each refund is paid once, for its amount',
      paidBack,
      ({ reference }) => reference,
      ({ reference, amountMinor }) => refundOf.get(reference)?.amountMinor === amountMinor,
    ),
    ...breaches(
      'each refund is paid once, for its amount',
      atProvider,
      ({ id }) => id,
      // One that failed may be followed by another try of the same refund.
      ({ refunds: sent }) =>
        areDistinct(sent.filter(({ status }) => status !== 'failed').map(({ reference }) => reference)),
    ),
    ...breaches(
      'a refund that is done was paid',
      refunds.filter(({ status, settledBy }) => status === 'refunded' && !settledBy),
      idOf,
      ({ _id }) => refundsPaid.has(_id),
    ),
  ];
}
