import { z } from 'zod';
import { ledgerEntrySchema } from '../../services/ledger/ledger.schema';
import { chargeableMinor } from '../../services/order/order.amounts';
import { covers, returnable, unshipped } from '../../services/order/order.contents';
import { declineUnits } from '../../services/order/order.deciding';
import { OrderStateError, OrderUnitsError } from '../../services/order/order.errors';
import { namedUnitsSchema } from '../../services/order/parcel.schema';
import type { Order } from '../../services/order/order.schema';
import { canBecome } from '../../services/order/order.state';
import { currencySchema } from '../../services/platform/money';
import { RefundRefusedError } from '../../services/refund/refund.errors';
import { refundRequestSchema } from '../../services/refund/refund.schema';
import type { RefundPlan } from '../../services/refund/refund.state';
import type { Actor } from '../../services/user/user.schema';
import { ANYBODY, isSellerOf, isStaff, mine } from '../access';
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

  async function show(actor: Actor, order: Order, plan: Extract<RefundPlan, { ok: true }>) {
    const { amountMinor: refundMinor, lines, shippingMinor } = plan;
    const summary = { orderId: order.id, currency: order.currency, refundMinor, releasedMinor: 0 };
    if (!isStaff(actor) && !isSellerOf(actor, order)) return { ...summary, lines, shippingMinor };
    const entries = await books.previewRefund(order, { id: PREVIEW, ...plan });
    return {
      ...{ ...summary, lines, shippingMinor },
      entries: entries.map(({ kind, text, legs }) => ({ kind, text, legs })),
    };
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
        return ok(await show(actor, order, plan), NOT_STORED);
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
        if (order.status === 'partly-shipped') {
          const plan = await refunds.plan({ order, request: { lines: unshipped(order), shipping: false } });
          if (!plan.ok) throw new RefundRefusedError(plan.reason, plan.leftMinor);
          return ok(await show(actor, order, plan), NOT_STORED);
        }
        if (!canBecome(order.status, 'cancelled')) throw new OrderStateError('cancelled', order.status);
        const leftMinor = order.capturedMinor - order.refundedMinor;
        if (leftMinor === 0) return ok(nothingTaken(actor, order), NOT_STORED);
        const request = { lines: [], shipping: false, amountMinor: leftMinor };
        const plan = await refunds.plan({ order, request });
        if (!plan.ok) throw new RefundRefusedError(plan.reason, plan.leftMinor);
        return ok(await show(actor, order, plan), NOT_STORED);
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
        return ok(await show(actor, order, plan), NOT_STORED);
      },
    }),
  ];
}

/** Stands for the refund that is not there. */
const PREVIEW = 'preview';
const NOT_STORED = { 'cache-control': 'no-store' };

/** The money was only reserved: it is let go, and nothing is booked. */
function nothingTaken(actor: Actor, order: Order) {
  const { id: orderId, currency, capturedMinor, sellerId } = order;
  const releasedMinor = capturedMinor === 0 ? chargeableMinor(order) : 0;
  return {
    ...{ orderId, currency, refundMinor: 0, releasedMinor },
    ...{ lines: [], shippingMinor: 0 },
    ...(isStaff(actor) || isSellerOf(actor, { sellerId }) ? { entries: [] } : {}),
  };
}
