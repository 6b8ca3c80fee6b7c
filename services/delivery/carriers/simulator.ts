import { z } from 'zod';
import { connectThirdParty, type ThirdPartyOptions } from '../../platform/third-party';
import { carrierEventSchema, shipmentSchema, type Carrier, type CarrierEvent } from '../carrier.port';

const pageAnswer = z.object({ items: z.array(shipmentSchema) });
const webhookBody = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) });

/** Refusals that callers tell apart; every other one is `carrier-refused`. */
const KNOWN_REFUSALS = new Set([
  'address-not-served',
  'parcel-under-way',
  'parcel-finished',
  'idempotency-key-reused',
]);

/** The carrier of the demo shop, over HTTP. */
export function createSimulatorCarrier(options: ThirdPartyOptions): Carrier {
  const { get, post, file, readWebhook } = connectThirdParty(options, {
    service: 'carrier',
    missing: 'parcel at the carrier',
    knownRefusals: KNOWN_REFUSALS,
    otherRefusal: 'carrier-refused',
  });
  const pathOf = (trackingId: string) => `/shipments/${encodeURIComponent(trackingId)}`;

  return {
    async book({ key, ...request }) {
      return shipmentSchema.parse(await post('/shipments', key, request));
    },

    async track(trackingId) {
      return shipmentSchema.parse(await get(pathOf(trackingId)));
    },

    async findByReference(deliveryId) {
      return pageAnswer.parse(await get(`/shipments?deliveryId=${encodeURIComponent(deliveryId)}`)).items;
    },

    async cancel({ key, trackingId }) {
      return shipmentSchema.parse(await post(`${pathOf(trackingId)}/cancellation`, key, {}));
    },

    async reschedule({ key, trackingId, notBefore, place }) {
      return shipmentSchema.parse(
        await post(`${pathOf(trackingId)}/appointments`, key, { notBefore, place }),
      );
    },

    label: (trackingId) => file(`${pathOf(trackingId)}/label`, 'application/pdf'),

    parseWebhook: (webhook) => readWebhook(webhook, eventOf),
  };
}

function eventOf(id: string, body: unknown): CarrierEvent | undefined {
  const { type, data } = webhookBody.parse(body);
  return type === 'parcel.tracked' ? carrierEventSchema.parse({ ...data, id }) : undefined;
}
