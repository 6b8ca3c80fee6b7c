import { type Model, trusted } from 'mongoose';
import type { Clock } from '../platform/clock';
import { DomainError } from '../platform/errors';
import type { GuardedPost } from '../platform/guarded-fetch';
import { signWebhook } from '../platform/webhook-signature';
import { busy } from './webhook.errors';
import type { AttemptDocument, DeliveryDocument, EndpointDocument } from './webhook.model';

/** Bytes of an answer that are kept. */
const KEPT_BYTES = 1024;
const KEPT_ATTEMPTS = 30;
/** Tries under way in one process; a receiver that answers slowly holds few of them. */
const MOST_AT_ONCE = 24;
const MOST_A_RECEIVER = 6;
/** An endpoint that has failed for so long, without one success, is switched off. */
const PATIENCE_MS = 5 * 24 * 3_600_000;
const GONE = 410;

export interface AttemptRequest {
  deliveryId: string;
  /** Names the try: repeated under the same key it is not sent again once its answer was written down. */
  key: string;
  /** How long until the next try should this one fail, in ms; null when there is none. */
  pauseMs: number | null;
}

export interface AttemptResult {
  outcome: 'delivered' | 'again' | 'failed' | 'dropped';
  /** The endpoint that this try had switched off, and its owner has to be told of. */
  disabled: boolean;
}

/** Sends one webhook once, and keeps account of its endpoint. */
export function createWebhookSending(deps: {
  endpoints: Model<EndpointDocument>;
  deliveries: Model<DeliveryDocument>;
  clock: Clock;
  post: GuardedPost;
  timeoutMs: number;
}) {
  const { endpoints, deliveries, clock } = deps;
  const iso = (ms: number) => new Date(ms).toISOString();
  const room = createRoom();

  return {
    /**
     * One try. What the receiver does is an answer, never an error.
     * @throws DomainError `webhooks-busy` when enough is under way
     */
    async attempt(request: AttemptRequest): Promise<AttemptResult> {
      const { deliveryId, key } = request;
      const delivery = await deliveries.findById(deliveryId).lean<DeliveryDocument>();
      if (!delivery) return { outcome: 'dropped', disabled: false };
      const endpoint = await endpoints.findById(delivery.endpointId).lean<EndpointDocument>();
      const known = delivery.attempts.find((one) => one.key === key);
      if (!known && !endpoint?.enabled) return drop(deliveryId);
      const made = known ?? (endpoint && (await room(endpoint._id, () => send(endpoint, delivery, key))));
      if (!made) return drop(deliveryId);
      if (!known) await record(request, made);
      const disabled = await judge(delivery, made);
      if (isSuccess(made)) return { outcome: 'delivered', disabled };
      const isOver = disabled || made.status === GONE || request.pauseMs === null;
      return { outcome: isOver ? 'failed' : 'again', disabled };
    },

    /** Whose endpoint it is, and since when it is off: for the notice to its owner. */
    async disabledEndpoint(deliveryId: string) {
      const delivery = await deliveries.findById(deliveryId).lean<DeliveryDocument>();
      const endpoint = delivery && (await endpoints.findById(delivery.endpointId).lean<EndpointDocument>());
      if (!endpoint || endpoint.enabled || endpoint.disabledBy !== deliveryId) return null;
      const { _id: id, sellerId, url, disabledAt } = endpoint;
      return { id, sellerId, url, disabledAt: disabledAt ?? '' };
    },
  };

  async function send(
    endpoint: EndpointDocument,
    { eventId, body }: DeliveryDocument,
    key: string,
  ): Promise<AttemptDocument> {
    const beganMs = clock.nowMs();
    const secrets = endpoint.secrets
      .filter(({ until }) => until === null || Date.parse(until) > beganMs)
      .map(({ secret }) => secret);
    const headers = {
      'content-type': 'application/json',
      ...signWebhook({ id: eventId, timestampMs: beganMs, body, secret: secrets }),
    };
    const limits = { keepBytes: KEPT_BYTES, timeoutMs: deps.timeoutMs };
    const came = await deps.post({ url: endpoint.url, headers, body, ...limits }).then(
      ({ status, text }) => ({ status, answer: text, problem: problemOf(status) }),
      (error: unknown) => ({ status: null, answer: '', problem: wordsOf(error, deps.timeoutMs) }),
    );
    return { key, at: iso(beganMs), durationMs: clock.nowMs() - beganMs, ...came };
  }

  async function record({ deliveryId, key, pauseMs }: AttemptRequest, made: AttemptDocument): Promise<void> {
    const waits = !isSuccess(made) && pauseMs !== null && made.status !== GONE;
    const status = isSuccess(made) ? 'delivered' : waits ? 'waiting' : 'failed';
    await deliveries.updateOne({ _id: deliveryId, 'attempts.key': trusted({ $ne: key }) } as never, {
      $push: { attempts: { $each: [made], $slice: -KEPT_ATTEMPTS } },
      $set: { status, nextAt: waits ? iso(clock.nowMs() + (pauseMs ?? 0)) : null },
    });
  }

  /** A success clears an endpoint's record; failures for days, and 410, switch it off. True when this try did. */
  async function judge({ _id: deliveryId, endpointId }: DeliveryDocument, made: AttemptDocument) {
    if (isSuccess(made)) {
      const failing = { _id: endpointId, failingSince: trusted({ $ne: null }) };
      await endpoints.updateOne(failing as never, { $set: { failingSince: null } });
      return false;
    }
    await endpoints.updateOne({ _id: endpointId, failingSince: null }, { $set: { failingSince: made.at } });
    const oldest = iso(clock.nowMs() - PATIENCE_MS);
    const tired = made.status === GONE ? {} : { failingSince: trusted({ $lte: oldest }) };
    const disabledBecause = made.status === GONE ? 'gone' : 'failing';
    await endpoints.updateOne({ _id: endpointId, enabled: true, ...tired } as never, {
      $set: { enabled: false, disabledBecause, disabledAt: iso(clock.nowMs()), disabledBy: deliveryId },
    });
    const after = await endpoints.findById(endpointId).lean<EndpointDocument>();
    const isOff = after?.enabled === false && after.disabledBy === deliveryId;
    if (isOff)
      await deliveries.updateOne({ _id: deliveryId }, { $set: { status: 'failed' as const, nextAt: null } });
    return isOff;
  }

  async function drop(deliveryId: string): Promise<AttemptResult> {
    await deliveries.updateOne({ _id: deliveryId }, { $set: { status: 'dropped' as const, nextAt: null } });
    return { outcome: 'dropped', disabled: false };
  }
}

const isSuccess = ({ status }: AttemptDocument) => status !== null && status >= 200 && status < 300;

function problemOf(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400)
    return `It sends us elsewhere (${status}); we do not follow. Name the address itself.`;
  if (status === GONE) return 'It says that it is gone for good (410).';
  return `It answered ${status}.`;
}

function wordsOf(error: unknown, timeoutMs: number): string {
  if (error instanceof DomainError && error.code === 'address-refused')
    return 'The address is not one that everybody can reach; it was not asked.';
  if (error instanceof DomainError && error.message.includes('took too long'))
    return `It did not answer within ${timeoutMs / 1000} s.`;
  return 'It could not be reached.';
}

/** Keeps what is under way within bounds, so that one slow receiver holds up nobody else. @throws DomainError */
function createRoom() {
  const underWay = new Map<string, number>();
  let all = 0;
  return async <T>(receiver: string, work: () => Promise<T>): Promise<T> => {
    const mine = underWay.get(receiver) ?? 0;
    if (all >= MOST_AT_ONCE || mine >= MOST_A_RECEIVER) throw busy();
    all += 1;
    underWay.set(receiver, mine + 1);
    try {
      return await work();
    } finally {
      all -= 1;
      const left = (underWay.get(receiver) ?? 1) - 1;
      if (left > 0) underWay.set(receiver, left);
      else underWay.delete(receiver);
    }
  };
}
