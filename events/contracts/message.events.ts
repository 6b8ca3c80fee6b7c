import { z } from 'zod';
import { defineEvent } from '../contract';

const conversation = z.object({
  conversationId: z.string(),
  buyerId: z.string(),
  sellerId: z.string(),
});
const side = z.enum(['buyer', 'seller']);

/** Somebody wants to write; nothing is written yet. */
export const conversationOpened = defineEvent(
  'messages',
  'conversation.opened',
  1,
  conversation.extend({ subjectType: z.string(), subjectId: z.string() }),
);
/** Something was written; what it says stays private. */
export const messageSent = defineEvent(
  'messages',
  'message.sent',
  1,
  conversation.extend({ sequence: z.number().int(), from: side }),
);
/** One side has read everything up to a message. */
export const messageRead = defineEvent(
  'messages',
  'message.read',
  1,
  conversation.extend({ sequence: z.number().int(), by: side }),
);
export const conversationReported = defineEvent(
  'messages',
  'conversation.reported',
  1,
  conversation.extend({ by: side, reason: z.string() }),
);
export const conversationLookedAt = defineEvent('messages', 'conversation.looked-at', 1, conversation);
