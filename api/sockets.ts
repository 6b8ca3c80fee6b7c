import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-streams-adapter';
import type { Redis } from 'ioredis';
import { decodeJwt } from 'jose';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { CaravanEvent } from '../events/contract';
import { DomainError, NotFoundError } from '../services/platform/errors';
import { ID_PATTERN } from '../services/platform/ids';
import type { Actor } from '../services/user/user.schema';
import { followed, isSellerOf, isStaff, mine, owned } from './access';
import { conversationWatchSchema, passOnTyping, watchConversation } from './conversation-sockets';
import type { ApiDeps } from './deps';
import { liveMessageOf, rooms } from './live-events';
import { problemOf } from './http/problem';

/** Nobody looks at more things at once; a socket that asks for more is told no. */
const MOST_ROOMS = 60;
/** Longest a Node timer can wait, in ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const id = z.string().regex(ID_PATTERN);
const watchSchema = z.union([
  z.strictObject({ order: id }),
  z.strictObject({ delivery: id }),
  z.strictObject({ checkout: id }),
  z.strictObject({ seller: id }),
  // Figures of a shop, or of the `market`.
  z.strictObject({ analytics: id }),
  conversationWatchSchema,
]);
type Watch = z.infer<typeof watchSchema>;
/** What can be watched, by the name under which a browser asks for it. */
export const WATCHED: readonly string[] = watchSchema.options.flatMap(({ shape }) =>
  Object.keys(shape).slice(0, 1),
);

const authSchema = z.object({ token: z.string().min(1).max(4096) });

type Acknowledge = (
  answer: { ok: true; [more: string]: unknown } | { problem: Record<string, unknown> },
) => void;

export interface Sockets {
  /** Tells the browsers that an event concerns. */
  tell(event: CaravanEvent): void;
  /** Those who look at figures at this process: whether there are any, and that what they see moved. */
  figures: { areWatched(): boolean; moved(): void };
  close(): Promise<void>;
}

type SocketDeps = Pick<ApiDeps, 'config' | 'logger' | 'services' | 'verifyToken' | 'clock'> & {
  /** Carries messages between replicas; without it only this one's browsers are told. */
  redis: Redis | null;
};

/**
 * Sockets on the API's server. Who connects is known by the access token, for as long as the token lives; what is
 * watched is checked as the HTTP routes check it.
 */
export function attachSockets(server: HttpServer, deps: SocketDeps): Sockets {
  const { redis, logger } = deps;
  const io = new Server(server, {
    cors: { origin: [new URL(deps.config.WEB_PUBLIC_URL).origin], credentials: true },
    maxHttpBufferSize: 10_000,
    serveClient: false,
    ...(redis
      ? { adapter: createAdapter(redis, { streamName: 'caravan:sockets', onlyPlaintext: true }) }
      : {}),
  });

  io.use((socket, next) => {
    admit(socket, deps).then(
      () => next(),
      (error: unknown) => next(refusalOf(error)),
    );
  });
  io.on('connection', (socket) => {
    const actor = actorOf(socket);
    void socket.join(rooms.buyer(actor.id));
    if (actor.role === 'courier') void socket.join(rooms.courier(actor.id));
    if (actor.role === 'seller' && actor.sellerId) void socket.join(rooms.seller(actor.sellerId));
    socket.on('watch', (request: unknown, acknowledge?: unknown) => {
      const answer: Acknowledge =
        typeof acknowledge === 'function' ? (acknowledge as Acknowledge) : () => undefined;
      watch(socket, request, deps).then(
        (more) => answer({ ok: true, ...more }),
        (error: unknown) => {
          if (!(error instanceof DomainError))
            logger.error({ err: error }, 'a watch met an unexpected error');
          answer({ problem: problemOf(error).body });
        },
      );
    });
    passOnTyping(socket);
    socket.on('unwatch', (request: unknown) => {
      const parsed = watchSchema.safeParse(request);
      if (parsed.success) void socket.leave(roomOf(parsed.data));
    });
  });

  return {
    tell(event) {
      const message = liveMessageOf(event);
      if (!message) return;
      // A message waits for Redis before it goes out: while Redis is away, at least our own browsers hear of it.
      const target = redis === null || redis.status === 'ready' ? io : io.local;
      target.to(message.rooms).emit(message.name, message.payload);
    },
    figures: {
      areWatched: () => (io.of('/').adapter.rooms.get(rooms.figures)?.size ?? 0) > 0,
      moved: () => void io.local.to(rooms.figures).emit('analytics.moved'),
    },
    async close() {
      io.disconnectSockets(true);
      await io.close();
    },
  };
}

/** @throws DomainError when the token is not good */
async function admit(socket: Socket, deps: SocketDeps): Promise<void> {
  const auth = authSchema.safeParse(socket.handshake.auth);
  if (!auth.success)
    throw new DomainError('unauthenticated', 'token-missing', 'Please sign in to follow this live.');
  const { token } = auth.data;
  const actor = await deps.verifyToken(token);
  const endsAtMs = (decodeJwt(token).exp ?? 0) * 1000;
  const timer = setTimeout(
    () => socket.disconnect(true),
    Math.min(MAX_TIMER_MS, Math.max(0, endsAtMs - deps.clock.nowMs())),
  );
  timer.unref();
  socket.once('disconnect', () => clearTimeout(timer));
  (socket.data as { actor: Actor }).actor = actor;
}

function actorOf(socket: Socket): Actor {
  return (socket.data as { actor: Actor }).actor;
}

/** @returns what the watcher has missed, if they asked. @throws DomainError when there is no such thing for this actor */
async function watch(socket: Socket, request: unknown, deps: SocketDeps): Promise<object> {
  const parsed = watchSchema.safeParse(request);
  if (!parsed.success)
    throw new DomainError(
      'invalid',
      'invalid-request',
      'Say what to watch: an order, a delivery, a checkout, a seller or a conversation.',
    );
  if (socket.rooms.size >= MOST_ROOMS)
    throw new DomainError(
      'conflict',
      'too-many-watches',
      'This connection watches a lot already. Leave some first.',
    );
  const actor = actorOf(socket);
  if ('conversation' in parsed.data) return watchConversation(socket, actor, parsed.data, deps.services);
  await requireRight(actor, parsed.data, deps);
  await socket.join(roomOf(parsed.data));
  return {};
}

async function requireRight(
  actor: Actor,
  wanted: Exclude<Watch, { conversation: string }>,
  { services }: SocketDeps,
): Promise<void> {
  if ('order' in wanted) mine(actor, await services.order.get(wanted.order), 'order');
  else if ('delivery' in wanted) followed(actor, await services.delivery.get(wanted.delivery));
  else if ('checkout' in wanted) owned(actor, await services.checkout.get(wanted.checkout), 'checkout');
  else {
    const sellerId = 'analytics' in wanted ? wanted.analytics : wanted.seller;
    if (!isStaff(actor) && !isSellerOf(actor, { sellerId })) throw new NotFoundError('seller');
  }
}

function roomOf(wanted: Watch): string {
  if ('order' in wanted) return rooms.order(wanted.order);
  if ('delivery' in wanted) return rooms.delivery(wanted.delivery);
  if ('checkout' in wanted) return rooms.checkout(wanted.checkout);
  if ('conversation' in wanted) return rooms.conversation(wanted.conversation);
  if ('analytics' in wanted) return rooms.figures;
  return rooms.seller(wanted.seller);
}

/** Socket.io hands `data` of the error to the browser and nothing else of it. */
function refusalOf(error: unknown): Error {
  return Object.assign(new Error('refused'), { data: problemOf(error).body });
}
