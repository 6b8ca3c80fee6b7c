import { z } from 'zod';
import { ledgerEntrySchema } from '../../services/ledger/ledger.schema';
import { chargeableMinor } from '../../services/order/order.amounts';
import { planCancel } from '../../services/order/order.cancelling';
import { covers, returnable } from '../../services/order/order.contents';
import { declineUnits } from '../../services/order/order.deciding';
import { OrderStateError, OrderUnitsError } from '../../services/order/order.errors';
import { namedUnitsSchema } from '../../services/order/parcel.schema';
import type { Order } from '../../services/order/order.schema';
import { currencySchema } from '../../services/platform/money';
import { RefundRefusedError } from '../../services/refund/refund.errors';
import type { RefundGift } from '../../services/refund/refund.owed';
import { refundRequestSchema } from '../../services/refund/refund.schema';
import type { Actor } from '../../services/user/user.schema';
import { ANYBODY, isSellerOf, isStaff, mine, signature } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { traded } from '../order-acting';
import { acceptanceBody } from './orders';
import { emptyBody, idParams } from './shared';

const plannedEntrySchema = ledgerEntrySchema.pick({ kind: true, text: true, legs: true });

const previewSchema = z.object({
  orderId: z.string(),
  currency: currencySchema,
  refundMinor: z.number().int().describe('What would be given back'),
  releasedMinor: z.number().int().describe('What was only reserved, and would not be taken any more'),
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number().int(), amountMinor: z.number().int() })),
  shippingMinor: z.number().int(),
  laterMinor: z
    .number()
    .int()
    .optional()
    .describe(
      'What would follow, as far as others are refused what they have asked for; absent where nothing may',
    ),
  entries: z
    .array(plannedEntrySchema)
    .optional()
    .describe('What would be booked, leg by leg; for the seller and staff'),
});

const acceptancePreviewSchema = z.object({
  orderId: z.string(),
  currency: currencySchema,
  declinedMinor: z.number().int().describe('What the buyer would not pay'),
  chargedMinor: z.number().int().describe('What would still be taken'),
  lines: z.array(z.object({ lineId: z.string(), quantity: z.number().int(), amountMinor: z.number().int() })),
});

/** Reason and note decide nothing about the amounts. */
const refundBody = refundRequestSchema.partial({ reason: true });

/** What if: the legs that a refund or a cancellation would book, by the planner that books them. Changes nothing. */
export function previewRoutes(deps: Pick<ApiDeps, 'services'>): Route[] {
  const { books, order: orders, refund: refunds } = deps.services;
  const tags = ['Ledger'];
  const view = { description: 'What would happen. Nothing was changed', schema: previewSchema };

  /** @param gifts one after the other */
  async function show(
    actor: Actor,
    order: Order,
    gifts: readonly RefundGift[],
    more: { releasedMinor: number; laterMinor?: number } = { releasedMinor: 0 },
  ) {
    const summary = {
      ...{ orderId: order.id, currency: order.currency, ...more },
      refundMinor: gifts.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
      lines: gifts.flatMap(({ lines }) => lines),
      shippingMinor: gifts.reduce((sum, { shippingMinor }) => sum + shippingMinor, 0),
    };
    if (!isStaff(actor) && !isSellerOf(actor, order)) return summary;
    if (gifts.length === 0) return { ...summary, entries: [] };
    const named = gifts.map((gift, index) => ({ id: `${PREVIEW}-${index + 1}`, ...gift }));
    const entries = await books.previewRefunds(order, named);
    return { ...summary, entries: entries.map(({ kind, text, legs }) => ({ kind, text, legs })) };
  }

  return [
    route({
      method: 'post',
      path: '/orders/{id}/refunds/preview',
      summary: 'What a refund would give back and book',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: refundBody,
      responses: { 200: view, 409: { description: 'It could not be refunded like this, and why' } },
      async handler({ actor, params, body }) {
        const order = mine(actor, await orders.get(params.id), 'order');
        const plan = await refunds.planRequest({ order, request: body });
        if (!plan.ok) throw new RefundRefusedError(plan.reason, plan.leftMinor);
        return ok(await show(actor, order, [plan]), NOT_STORED);
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/cancellation/preview',
      summary: 'What a cancellation would release, give back and book',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: emptyBody,
      responses: { 200: view, 409: { description: 'It can no longer be cancelled' } },
      async handler({ actor, params }) {
        const order = mine(actor, await orders.get(params.id), 'order');
        const plan = planCancel(order, signature(actor, order));
        if (plan === null) throw new OrderStateError('cancelled', order.status);
        const cancelled = { ...order, ...plan.set };
        const { gifts, laterMinor } = await refunds.planCancelled(cancelled);
        // Nothing was taken yet: what is reserved is let go, and nothing is booked.
        const releasedMinor = order.capturedMinor === 0 ? chargeableMinor(order) : 0;
        const more = { releasedMinor, ...(laterMinor > 0 && { laterMinor }) };
        return ok(await show(actor, cancelled, gifts, more), NOT_STORED);
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/acceptance/preview',
      summary: 'What would be taken off if the seller declined this, and what would still be taken',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: acceptanceBody,
      responses: {
        200: { description: 'What would happen. Nothing was changed', schema: acceptancePreviewSchema },
        409: { description: 'It cannot be declined like this, and why' },
      },
      async handler({ actor, params, body }) {
        const order = traded(actor, mine(actor, await orders.get(params.id), 'order'));
        if (order.status !== 'placed') throw new OrderStateError('accepted', order.status);
        const { declinedMinor, declined } = declineUnits(order.lines, body.declined ?? []);
        const { totalMinor, currency, id: orderId } = order;
        const chargedMinor = chargeableMinor({ totalMinor, declinedMinor });
        return ok({ orderId, currency, declinedMinor, chargedMinor, lines: declined }, NOT_STORED);
      },
    }),
    route({
      method: 'post',
      path: '/orders/{id}/returns/preview',
      summary: 'What would be given back for these units, if they are sent back and found good',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: z.strictObject({ lines: namedUnitsSchema }),
      responses: { 200: view, 409: { description: 'They cannot be sent back, and why' } },
      async handler({ actor, params, body }) {
        const order = mine(actor, await orders.get(params.id), 'order');
        const left = returnable(order);
        if (!covers(left, body.lines))
          throw new OrderUnitsError(left, 'That is more than was delivered and can still be sent back.');
        const plan = await refunds.plan({ order, request: { lines: body.lines, shipping: false } });
        if (!plan.ok) throw new RefundRefusedError(plan.reason, plan.leftMinor);
        return ok(await show(actor, order, [plan]), NOT_STORED);
      },
    }),
  ];
}

/** Stands for the refund that is not there. */
const PREVIEW = 'preview';
const NOT_STORED = { 'cache-control': 'no-store' };
