import { type Model, trusted } from 'mongoose';
import type { CaravanEvent } from '../../events/contract';
import type { Clock } from '../platform/clock';
import { isDuplicateKey } from '../platform/documents';
import { newId } from '../platform/ids';
import { bodyOf, isOffered, sellersOf } from './webhook.events';
import type { DeliveryDocument, EndpointDocument } from './webhook.model';
import {
  TEST_TYPE,
  type WebhookDelivery,
  type WebhookDeliveryStatus,
  type WebhookEndpoint,
} from './webhook.schema';

export interface DeliveryQuery {
  endpointId: string;
  status?: WebhookDeliveryStatus;
  type?: string;
  cursor?: string;
  limit: number;
}

/** What was sent, is being sent, or could not be. */
export function createWebhookDeliveries({
  deliveries,
  clock,
}: {
  endpoints: Model<EndpointDocument>;
  deliveries: Model<DeliveryDocument>;
  clock: Clock;
}) {
  const nowIso = () => new Date(clock.nowMs()).toISOString();

  /** @returns the delivery when it has not been tried yet, null when it has */
  async function plan(
    endpoint: Pick<WebhookEndpoint, 'id' | 'sellerId'>,
    event: { id: string; type: string; body: string },
  ): Promise<WebhookDelivery | null> {
    const _id = `${endpoint.id}-${event.id}`;
    const document: DeliveryDocument = {
      ...{ _id, endpointId: endpoint.id, sellerId: endpoint.sellerId, eventId: event.id },
      ...{ type: event.type, body: event.body, status: 'waiting', attempts: [], nextAt: null },
      ...{ createdAt: nowIso(), madeAt: new Date(clock.nowMs()) },
    };
    try {
      await deliveries.create(document);
      return presented(document);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const known = await deliveries.findById(_id).lean<DeliveryDocument>();
      return known?.status === 'waiting' && known.attempts.length === 0 ? presented(known) : null;
    }
  }

  return {
    /**
     * Writes down that an endpoint is to hear of an event. The same event again is not planned again once it was
     * tried, however often it comes; events from before the endpoint was there are not for it.
     */
    async planFor(
      endpoint: WebhookEndpoint,
      event: Pick<CaravanEvent, 'id' | 'type' | 'time' | 'data'>,
    ): Promise<WebhookDelivery | null> {
      const { type } = event;
      if (!isOffered(type) || !endpoint.types.includes(type)) return null;
      if (endpoint.sellerId !== null && !sellersOf(event).includes(endpoint.sellerId)) return null;
      if (Date.parse(event.time) < Date.parse(endpoint.createdAt)) return null;
      return plan(endpoint, { id: event.id, type, body: bodyOf({ ...event, type }) });
    },

    /** An event that tells nothing, to see whether the receiver works. */
    async planTest(endpoint: WebhookEndpoint): Promise<WebhookDelivery> {
      const body = JSON.stringify({
        type: TEST_TYPE,
        timestamp: nowIso(),
        data: { endpointId: endpoint.id },
      });
      const planned = await plan(endpoint, { id: newId(clock.nowMs()), type: TEST_TYPE, body });
      if (!planned) throw new Error('the id of a test was used before');
      return planned;
    },

    async delivery(id: string): Promise<(WebhookDelivery & { body: string }) | null> {
      const found = await deliveries.findById(id).lean<DeliveryDocument>();
      return found ? { ...presented(found), body: found.body } : null;
    },

    /** What went to an endpoint, newest first. */
    async log({ endpointId, status, type, cursor, limit }: DeliveryQuery) {
      const found = await deliveries
        .find({
          endpointId,
          ...(status !== undefined && { status }),
          ...(type !== undefined && { type }),
          ...(cursor !== undefined && olderThan(cursor)),
        } as never)
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit + 1)
        .lean<DeliveryDocument[]>();
      const items = found.slice(0, limit).map(presented);
      const last = found.length > limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? `${last.createdAt}_${last.id}` : null };
    },
  };
}

/** Several can be made within one millisecond: the id decides between them. */
function olderThan(cursor: string) {
  const [createdAt = '', id = ''] = cursor.split('_');
  return {
    $or: [{ createdAt: trusted({ $lt: createdAt }) }, { createdAt, _id: trusted({ $lt: id }) }],
  };
}

export function presented({ _id, body: _body, madeAt: _madeAt, attempts, ...rest }: DeliveryDocument) {
  return {
    ...{ id: _id, ...rest },
    attempts: attempts.map(({ key: _key, ...attempt }) => attempt),
  } satisfies WebhookDelivery;
}
