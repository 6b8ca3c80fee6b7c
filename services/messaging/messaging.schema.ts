import { z } from 'zod';
import { namedPictureSchema } from '../media/media.schema';
import { pictureSchema } from '../product/product.schema';
import { newReportSchema } from '../review/review.schema';

/** The two who write. Staff only read, and only what was reported. */
export const sideSchema = z.enum(['buyer', 'seller']);
export type Side = z.infer<typeof sideSchema>;

const bothSides = <T extends z.ZodType>(of: T) => z.object({ buyer: of, seller: of });

/** What a conversation is about. */
export const conversationSubjectSchema = z.object({
  type: z.enum(['order', 'product']),
  id: z.string().min(3).max(64),
});

const MOST_PICTURES = 6;

export const newMessageSchema = z
  .strictObject({
    /** Made by the writer once a message: the same id sent again is the same message. */
    clientId: z.string().regex(/^[\w-]{8,64}$/),
    text: z.string().trim().max(4000).default(''),
    pictures: z.array(namedPictureSchema).max(MOST_PICTURES).default([]),
  })
  .refine(({ text, pictures }) => text !== '' || pictures.length > 0, {
    error: 'Write something, or add a picture.',
    path: ['text'],
  });
export type NewMessage = z.infer<typeof newMessageSchema>;

export const messageSchema = z.object({
  id: z.string(),
  conversationId: z.string(),
  /** 1, 2, 3 and so on within its conversation. */
  sequence: z.number().int(),
  from: sideSchema,
  text: z.string(),
  pictures: z.array(pictureSchema),
  at: z.string(),
});
export type Message = z.infer<typeof messageSchema>;

/** What one side tells staff about a conversation. */
export const conversationReportSchema = newReportSchema.extend({ by: sideSchema, at: z.string() });

/** What a buyer and a seller say to each other about one thing. */
export const conversationSchema = z.object({
  id: z.string(),
  buyerId: z.string(),
  buyerName: z.string(),
  sellerId: z.string(),
  sellerName: z.string(),
  subject: conversationSubjectSchema.extend({ title: z.string() }),
  lastSequence: z.number().int(),
  last: messageSchema.pick({ from: true, at: true }).extend({ text: z.string() }).nullable(),
  /** Each side has read up to this message. */
  read: bothSides(z.number().int()),
  /** Messages that each side has not read. */
  unread: bothSides(z.number().int()),
  reports: z.array(conversationReportSchema),
  /** True while staff have not looked. */
  isReported: z.boolean(),
  createdAt: z.string(),
  version: z.number().int(),
});
export type Conversation = z.infer<typeof conversationSchema>;

const KEPT_BACK = { read: true, unread: true, reports: true, isReported: true, version: true } as const;

/** What somebody is shown of a conversation. */
export const conversationViewSchema = conversationSchema.omit(KEPT_BACK).extend({
  side: z.enum(['buyer', 'seller', 'staff']).describe('Whose eyes it is seen with'),
  unread: z.number().int(),
  /** Up to which message each has read. */
  readByMe: z.number().int(),
  readByOther: z.number().int(),
  blockedBy: z.enum(['me', 'other']).nullable(),
  isReported: z.boolean().describe('Reported by me and not looked at yet; for staff, by anybody'),
  reports: conversationSchema.shape.reports.optional().describe('For staff'),
});
export type ConversationView = z.infer<typeof conversationViewSchema>;
