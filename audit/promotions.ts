import { balanceIn } from '../services/ledger/ledger.accounts';
import type { ClaimDocument } from '../services/promotion/promotion.model';
import { checkoutIsOver } from '../services/checkout/checkout.state';
import { breaches, groupBy, sumOf, type Breach } from './findings';
import type { Records } from './records';

const idOf = ({ _id }: { _id: string }) => _id;

/** Codes are used no more often than they may be, by purchases that are there; and what promotions took off adds up. */
export function auditPromotions(records: Records): Breach[] {
  return [...auditClaims(records), ...auditDiscounts(records)];
}

function auditClaims({ claims, promotions, checkouts, orders }: Records): Breach[] {
  const uses = groupBy(
    claims.filter(({ kind }) => kind === 'use'),
    ({ promotionId }) => promotionId,
  );
  const taken = claims.filter(({ kind }) => kind !== 'returned');
  const checkoutOf = new Map(checkouts.map((checkout) => [checkout._id, checkout]));
  const claimed = new Set(taken.flatMap((claim) => claim.orders.map((orderId) => keyOf(claim, orderId))));
  return [
    ...breaches('a code is used no more often than it may be', promotions, idOf, ({ _id, limits }) => {
      const own = uses.get(_id) ?? [];
      const ofBuyers = [...groupBy(own, ({ buyerId }) => buyerId).values()].map(({ length }) => length);
      return (
        own.length <= (limits.total ?? Infinity) && Math.max(0, ...ofBuyers) <= (limits.perBuyer ?? Infinity)
      );
    }),
    ...breaches(
      'a use of a code belongs to a purchase that is under way or was made',
      taken,
      idOf,
      (claim) => {
        const status = checkoutOf.get(claim.checkoutId)?.status;
        return status !== undefined && (status === 'placed' || !checkoutIsOver(status));
      },
    ),
    ...breaches(
      'an order that a code took something off, and that was not cancelled, has its use',
      orders.filter(({ status }) => status !== 'cancelled'),
      idOf,
      ({ _id, discounts = [] }) =>
        discounts
          .filter(({ code }) => code !== undefined)
          .every(({ promotionId }) => claimed.has(keyOf({ promotionId }, _id))),
    ),
  ];
}

const keyOf = ({ promotionId }: Pick<ClaimDocument, 'promotionId'>, orderId: string) =>
  `${promotionId} ${orderId}`;

function auditDiscounts({ orders, entries }: Records): Breach[] {
  const sold = groupBy(
    entries.filter(({ kind }) => kind === 'sale'),
    ({ about }) => about.orderId ?? '',
  );
  const discounted = orders.filter(({ discounts = [] }) => discounts.length > 0);
  return [
    ...breaches(
      'what promotions took off an order is what its lines and shipping say',
      orders,
      idOf,
      ({ discounts = [], lines, shipping }) =>
        sumOf(discounts.map(({ amountMinor }) => amountMinor)) ===
        sumOf([...lines, shipping].map(({ discountMinor = 0 }) => discountMinor)),
    ),
    ...breaches(
      'what the platform adds for its promotions is booked with the sale',
      discounted.filter(({ _id, declinedMinor = 0 }) => sold.has(_id) && declinedMinor === 0),
      idOf,
      ({ _id, lines, shipping, currency }) =>
        balanceIn(sold.get(_id) ?? [], 'promotions', currency) ===
        sumOf([...lines, shipping].map(({ subsidyMinor = 0 }) => subsidyMinor)),
    ),
  ];
}
