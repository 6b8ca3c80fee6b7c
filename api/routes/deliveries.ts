import {
  appointmentSchema,
  type Delivery,
  deliverySchema,
  outcomeSchema,
} from '../../services/delivery/delivery.schema';
import { storyOf } from '../../services/delivery/delivery.overdue';
import { canBeMoved, deliveryIsOver } from '../../services/delivery/delivery.state';
import { DomainError, NotFoundError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import { z } from 'zod';
import {
  ANYBODY,
  followed,
  isBuyerOf,
  isCourierOf,
  isSellerOf,
  isStaff,
  mine,
  signature,
  STAFF,
} from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, listOf } from './shared';

export const deliveryViewSchema = deliverySchema.extend({
  actions: z
    .array(z.enum(['reschedule', 'print-label', 'settle']))
    .describe('What the caller can do with it now'),
});

/** Parcels on their way. */
export function deliveryRoutes(deps: Pick<ApiDeps, 'services' | 'workflows'>): Route[] {
  const { services, workflows } = deps;
  const tags = ['Deliveries'];
  const view = { description: 'The parcel', schema: deliveryViewSchema };
  const acted = {
    200: view,
    409: { description: 'The parcel is not in a state for this. Nothing was changed' },
  };
  const load = async (actor: Actor, id: string) => followed(actor, await services.delivery.get(id));
  const shown = (actor: Actor, delivery: Delivery): Reply =>
    ok(shownTo(actor, delivery), { etag: etagOf(delivery.version), 'cache-control': 'no-store' });
  const showAgain = async (actor: Actor, delivery: Delivery) =>
    shown(actor, (await services.delivery.get(delivery.id)) ?? delivery);

  return [
    route({
      method: 'get',
      path: '/orders/{id}/deliveries',
      summary: "An order's parcels",
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The parcels', schema: listOf(deliveryViewSchema) } },
      async handler({ actor, params }) {
        const order = mine(actor, await services.order.get(params.id), 'order');
        const items = await services.delivery.listForOrder(order.id);
        return ok(
          { items: items.map((delivery) => shownTo(actor, delivery)) },
          { 'cache-control': 'no-store' },
        );
      },
    }),
    route({
      method: 'get',
      path: '/deliveries/{id}',
      summary: 'One parcel, with its tracking',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) => shown(actor, await load(actor, params.id)),
    }),
    route({
      method: 'get',
      path: '/deliveries/{id}/label',
      summary: 'The label to print, a PDF; for who sends the parcel',
      tags,
      auth: ANYBODY,
      params: idParams,
      responses: { 200: { description: 'The label, application/pdf' } },
      async handler({ actor, params }) {
        const delivery = await load(actor, params.id);
        if (!mayPrint(actor, delivery) || delivery.trackingId === null) throw new NotFoundError('label');
        return {
          status: 200,
          bytes: Buffer.from(await services.delivery.label(delivery.id)),
          headers: {
            'content-type': 'application/pdf',
            'content-disposition': `inline; filename="label-${delivery.id}.pdf"`,
            'cache-control': 'no-store',
          },
        };
      },
    }),
    route({
      method: 'post',
      path: '/deliveries/{id}/appointments',
      summary: 'The buyer has it brought at another time, or to a pick-up point',
      tags,
      auth: ANYBODY,
      params: idParams,
      body: appointmentSchema,
      idempotent: 'optional',
      responses: acted,
      async handler({ actor, params, body }) {
        const delivery = await load(actor, params.id);
        if (!isBuyerOf(actor, delivery) && !isStaff(actor)) throw buyerOnly();
        const by = signature(actor, delivery);
        await workflows.rescheduleDelivery(delivery.id, { ...body, by });
        return showAgain(actor, delivery);
      },
    }),
    route({
      method: 'post',
      path: '/deliveries/{id}/outcomes',
      summary: 'Staff say how a parcel ended whose reports contradict each other, or stay away',
      tags,
      auth: STAFF,
      params: idParams,
      body: outcomeSchema,
      idempotent: 'optional',
      responses: acted,
      async handler({ actor, params, body }) {
        const delivery = await load(actor, params.id);
        await workflows.settleDelivery(delivery.id, { ...body, by: signature(actor, delivery) });
        return showAgain(actor, delivery);
      },
    }),
  ];
}

/** The parcel as this actor may see it: the note of staff, and what they still have to look into, is theirs. */
function shownTo(actor: Actor, delivery: Delivery) {
  const { contradictions, settled, ...rest } = delivery;
  const ofStaff = {
    ...(contradictions && { contradictions }),
    ...(settled && { settled }),
  };
  const actions = [
    ...(isBuyerOf(actor, delivery) && canBeMoved(delivery) ? ['reschedule'] : []),
    ...(mayPrint(actor, delivery) && delivery.trackingId !== null ? ['print-label'] : []),
    ...(isStaff(actor) && delivery.status !== 'booking' && !deliveryIsOver(delivery.status)
      ? ['settle']
      : []),
  ];
  return { ...rest, tracking: storyOf(delivery), ...(isStaff(actor) ? ofStaff : {}), actions };
}

/** Who sends a parcel prints its label: the seller, and the buyer where goods go back. */
function mayPrint(actor: Actor, delivery: Delivery): boolean {
  if (delivery.carrier === 'courier' || isCourierOf(actor, delivery)) return false;
  const isSender = delivery.kind === 'return' && isBuyerOf(actor, delivery);
  return isSender || isSellerOf(actor, delivery) || isStaff(actor);
}

function buyerOnly(): DomainError {
  return new DomainError(
    'forbidden',
    'buyer-only',
    'Only who waits for the parcel can move it. Nothing was changed.',
  );
}
