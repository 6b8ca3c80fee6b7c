import type { Socket } from 'socket.io';
import { z } from 'zod';
import type { Message, Side } from '../services/messaging/messaging.schema';
import { ID_PATTERN } from '../services/platform/ids';
import type { Actor } from '../services/user/user.schema';
import { conversationFor } from './conversations';
import type { ApiServices } from './deps';
import { rooms } from './live-events';

const id = z.string().regex(ID_PATTERN);

/** `since` is the last message that the browser has: what came after it is told at once. */
export const conversationWatchSchema = z.strictObject({
  conversation: id,
  since: z.number().int().min(0).optional(),
});
const typingSchema = z.strictObject({ conversation: id });

/** Somebody who types says so at most this often, in ms. */
const TYPING_EVERY_MS = 1000;
/** Who was away for longer than this many messages asks for the rest over HTTP. */
const CATCH_UP = 100;

interface CaughtUp {
  messages?: Message[];
  hasMore?: boolean;
}

/**
 * Lets a socket into a conversation, and tells it what it missed. It joins first and reads then: what is written in
 * between comes twice rather than not at all.
 * @throws NotFoundError
 */
export async function watchConversation(
  socket: Socket,
  actor: Actor,
  request: z.infer<typeof conversationWatchSchema>,
  services: Pick<ApiServices, 'messaging'>,
): Promise<CaughtUp> {
  const { conversation, side } = await conversationFor(services, actor, request.conversation);
  await socket.join(rooms.conversation(conversation.id));
  if (side !== 'staff') sidesOf(socket).set(conversation.id, side);
  if (request.since === undefined) return {};
  const missed = await services.messaging.messages({
    ...{ id: conversation.id, after: request.since, limit: CATCH_UP },
  });
  return { messages: missed.items, hasMore: missed.hasMore };
}

/** Passes on that somebody types, to those who watch the same conversation; never kept, and lost without harm. */
export function passOnTyping(socket: Socket): void {
  let lastMs = 0;
  socket.on('typing', (request: unknown) => {
    const parsed = typingSchema.safeParse(request);
    if (!parsed.success || Date.now() - lastMs < TYPING_EVERY_MS) return;
    const { conversation } = parsed.data;
    const room = rooms.conversation(conversation);
    const from = sidesOf(socket).get(conversation);
    if (!from || !socket.rooms.has(room)) return;
    lastMs = Date.now();
    socket.to(room).volatile.emit('message.typing', { id: conversation, from });
  });
}

/** On which side of each conversation the socket was let in. */
function sidesOf(socket: Socket): Map<string, Side> {
  const data = socket.data as { sides?: Map<string, Side> };
  data.sides ??= new Map();
  return data.sides;
}
