import { randomBytes } from 'node:crypto';
import { type Connection, trusted } from 'mongoose';
import type { Clock } from '../platform/clock';
import { NotFoundError } from '../platform/errors';
import type { GuardedPost } from '../platform/guarded-fetch';
import { newId } from '../platform/ids';
import { addressRefused, tooManyEndpoints } from './webhook.errors';
import { createWebhookDeliveries } from './webhook.deliveries';
import { deliveryModel, endpointModel, type EndpointDocument, type WebhookSecret } from './webhook.model';
import type { EndpointChanges, WebhookEndpoint, WebhookType } from './webhook.schema';
import { createWebhookSending } from './webhook.sending';

export type WebhookService = ReturnType<typeof createWebhookService>;

/** Receivers of one shop, or of the market. */
const MOST_ENDPOINTS = 10;
/** How long the secret before the newest one signs as well. */
const ROTATION_MS = 24 * 3_600_000;

/** Where sellers and integrators want to be told of events, and what was sent there. */
export function createWebhookService(deps: {
  connection: Connection;
  clock: Clock;
  post: GuardedPost;
  settings: {
    /** Plain http, and receivers of this machine: for tests and a laptop. */
    allowLocal: boolean;
    timeoutMs: number;
  };
}) {
  const { clock, settings } = deps;
  const endpoints = endpointModel(deps.connection);
  const models = { endpoints, deliveries: deliveryModel(deps.connection) };
  const nowIso = () => new Date(clock.nowMs()).toISOString();

  return {
    ...createWebhookDeliveries({ ...models, clock }),
    ...createWebhookSending({ ...models, clock, post: deps.post, timeoutMs: settings.timeoutMs }),

    /**
     * Adds a receiver. Its secret is shown this once.
     * @throws DomainError `address-refused` and `too-many-endpoints`
     */
    async create(request: {
      sellerId: string | null;
      url: string;
      types: readonly WebhookType[];
    }): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
      const { sellerId, url, types } = request;
      refuseUnsafe(url);
      if ((await endpoints.countDocuments({ sellerId })) >= MOST_ENDPOINTS)
        throw tooManyEndpoints(MOST_ENDPOINTS);
      const secret = newSecret();
      const document: EndpointDocument = {
        ...{ _id: newId(clock.nowMs()), sellerId, url, types: [...new Set(types)], enabled: true },
        ...{ disabledBecause: null, disabledAt: null, disabledBy: null, failingSince: null },
        ...{ secrets: [{ secret, until: null }], createdAt: nowIso() },
      };
      await endpoints.create(document);
      return { endpoint: shown(document), secret };
    },

    async get(id: string): Promise<WebhookEndpoint | null> {
      const found = await endpoints.findById(id).lean<EndpointDocument>();
      return found ? shown(found) : null;
    },

    /** Those of a shop, or of the market, oldest first. */
    async list(sellerId: string | null): Promise<WebhookEndpoint[]> {
      return (await endpoints.find({ sellerId }).sort({ _id: 1 }).lean<EndpointDocument[]>()).map(shown);
    },

    /** Switched on again, it begins with a clean record. @throws DomainError `address-refused`; NotFoundError */
    async change(id: string, { enabled, ...changes }: EndpointChanges): Promise<WebhookEndpoint> {
      if (changes.url !== undefined) refuseUnsafe(changes.url);
      const isOn = { enabled: true, disabledBecause: null, disabledAt: null, disabledBy: null };
      const isOff = { enabled: false, disabledBecause: 'owner' as const, disabledAt: nowIso() };
      const state = enabled === undefined ? {} : enabled ? { ...isOn, failingSince: null } : isOff;
      return changed(id, { ...changes, ...state });
    },

    async remove(id: string): Promise<void> {
      await endpoints.deleteOne({ _id: id });
    },

    /** A new secret, shown this once; for 24 h the one before signs as well. @throws NotFoundError */
    async rotate(id: string): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
      const found = await endpoints.findById(id).lean<EndpointDocument>();
      const [current] = found?.secrets ?? [];
      if (!current) throw new NotFoundError('receiver');
      const until = new Date(clock.nowMs() + ROTATION_MS).toISOString();
      const secret = newSecret();
      // A third secret would have no end: of several rotations within a day the last two count.
      const secrets: WebhookSecret[] = [
        { secret, until: null },
        { ...current, until },
      ];
      return { endpoint: await changed(id, { secrets }), secret };
    },

    /** Those that listen for any of these types. */
    async listening(types: readonly WebhookType[]): Promise<WebhookEndpoint[]> {
      const found = await endpoints
        .find({ enabled: true, types: trusted({ $in: [...types] }) } as never)
        .lean<EndpointDocument[]>();
      return found.map(shown);
    },

    async ready(): Promise<void> {
      await Promise.all([endpoints.init(), models.deliveries.init()]);
    },
  };

  async function changed(id: string, set: Partial<EndpointDocument>): Promise<WebhookEndpoint> {
    const after = await endpoints
      .findOneAndUpdate({ _id: id }, { $set: set }, { returnDocument: 'after' })
      .lean<EndpointDocument>();
    if (!after) throw new NotFoundError('receiver');
    return shown(after);
  }

  /** Names are looked up when something is sent; what can be seen at once is said at once. */
  function refuseUnsafe(url: string): void {
    const { protocol, username, password } = new URL(url);
    const isWeb = protocol === 'https:' || (protocol === 'http:' && settings.allowLocal);
    if (!isWeb || username !== '' || password !== '') throw addressRefused();
  }
}

const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`;

function shown({ _id, secrets, disabledBy: _disabledBy, ...rest }: EndpointDocument): WebhookEndpoint {
  return { id: _id, ...rest, oldSecretUntil: secrets[1]?.until ?? null };
}
