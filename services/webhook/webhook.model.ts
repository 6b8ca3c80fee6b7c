import type { Connection, Model } from 'mongoose';
import { modelOf } from '../platform/documents';
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from './webhook.schema';

/** For so long what was sent can be looked at, and sent again, in seconds. */
const KEPT_SECONDS = 60 * 24 * 3600;

/** A secret signs until its time is over; the newest has none. */
export interface WebhookSecret {
  secret: string;
  until: string | null;
}

export type EndpointDocument = Omit<WebhookEndpoint, 'id' | 'oldSecretUntil'> & {
  _id: string;
  /** Newest first. */
  secrets: WebhookSecret[];
  /** Which delivery had it switched off. */
  disabledBy: string | null;
};

const text = { type: String, required: true };
const maybe = { type: String, default: null };

export const endpointModel = (connection: Connection): Model<EndpointDocument> =>
  modelOf(connection, {
    name: 'WebhookEndpoint',
    collection: 'endpoints',
    fields: {
      _id: text,
      sellerId: { ...maybe, index: true },
      url: text,
      types: [String],
      enabled: { type: Boolean, required: true },
      ...{ disabledBecause: maybe, disabledAt: maybe, disabledBy: maybe, failingSince: maybe },
      secrets: [{ _id: false, secret: String, until: { type: String, default: null } }],
      createdAt: text,
    },
    indexes: [[{ enabled: 1, types: 1 }]],
  });

/** `key` names the try: a step that is repeated knows what it did. */
export type AttemptDocument = WebhookAttempt & { key: string };

export type DeliveryDocument = Omit<WebhookDelivery, 'id' | 'attempts'> & {
  _id: string;
  /** The bytes that are signed and sent. */
  body: string;
  attempts: AttemptDocument[];
  madeAt: Date;
};

export const deliveryModel = (connection: Connection): Model<DeliveryDocument> =>
  modelOf(connection, {
    name: 'WebhookDelivery',
    collection: 'deliveries',
    fields: {
      ...{ _id: text, endpointId: text, sellerId: maybe, eventId: text, type: text, body: text },
      ...{ status: text, nextAt: maybe, createdAt: text },
      attempts: [
        {
          _id: false,
          ...{ key: String, at: String, durationMs: Number },
          ...{ status: Number, answer: String, problem: String },
        },
      ],
      madeAt: { type: Date, required: true, expires: KEPT_SECONDS },
    },
    indexes: [[{ endpointId: 1, createdAt: -1, _id: -1 }]],
  });
