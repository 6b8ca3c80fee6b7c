import { z } from 'zod';

/** Ways to reach somebody; the inbox is in the shop itself. */
export const channelNameSchema = z.enum(['email', 'push', 'inbox']);
export type ChannelName = z.infer<typeof channelNameSchema>;

/** Languages that notices are written in. */
export const localeSchema = z.enum(['en', 'de']);
export type Locale = z.infer<typeof localeSchema>;

/** What people are told about. */
export const noticeKindSchema = z.enum([
  'order-placed',
  'order-accepted',
  'order-shipped',
  'parcel-attempted',
  'parcel-held',
  'parcel-delivered',
  'parcel-lost',
  'parcel-returned',
  'order-cancelled',
  'refund-decided',
  'refund-paid',
  'return-changed',
  'review-answered',
  'message-received',
  'new-order',
  'order-due',
  'order-withdrawn',
  'refund-to-decide',
  'return-to-handle',
  'dispute-opened',
  'dispute-due',
  'dispute-ended',
  'payout-paid',
  'payout-returned',
  'stock-low',
  'review-received',
  'webhook-disabled',
  'parcel-assigned',
  'case-opened',
  'order-stuck',
]);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

/** As whom somebody is told. */
export const audienceSchema = z.enum(['buyer', 'seller', 'courier', 'staff']);
export type Audience = z.infer<typeof audienceSchema>;

/** `daily` is one e-mail a day with everything in it. */
export const emailChoiceSchema = z.enum(['now', 'daily', 'off']);
/** What somebody wants to hear of one kind; a channel that the kind does not use is absent. */
export const choiceSchema = z.strictObject({
  email: emailChoiceSchema.optional(),
  push: z.boolean().optional(),
  inbox: z.boolean().optional(),
});
export type Choice = z.infer<typeof choiceSchema>;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 22:00.');
/** From one time of the day to another in the person's time zone; it may reach over midnight. */
export const quietHoursSchema = z
  .strictObject({ from: clockTime, until: clockTime })
  .refine(({ from, until }) => from !== until, 'It ends when it begins.');
export type QuietHours = z.infer<typeof quietHoursSchema>;

const timeZoneSchema = z
  .string()
  .max(60)
  .refine((zone) => isTimeZone(zone), 'This is not a time zone.');

/** How somebody wants to be told. Null is what they have not said. */
export const preferencesSchema = z.object({
  locale: localeSchema.nullable(),
  /** IANA name. */
  timeZone: z.string().nullable(),
  quiet: quietHoursSchema.nullable(),
  /** Hour of the day at which the daily e-mail goes out. */
  digestHour: z.number().int().min(0).max(23),
  /** Whether a page that is open makes a sound when an order arrives. */
  sound: z.boolean(),
  /** Only what differs from the defaults. */
  choices: z.partialRecord(noticeKindSchema, choiceSchema),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** What somebody changes of it; what is not named stays. */
export const preferenceChangesSchema = z
  .strictObject({
    locale: localeSchema,
    timeZone: timeZoneSchema,
    quiet: quietHoursSchema.nullable(),
    digestHour: z.number().int().min(0).max(23),
    sound: z.boolean(),
    choices: z.partialRecord(noticeKindSchema, choiceSchema),
  })
  .partial();
export type PreferenceChanges = z.infer<typeof preferenceChangesSchema>;

/** A kind with what can be chosen and what is chosen. */
export const kindChoiceSchema = z.object({
  kind: noticeKindSchema,
  audience: audienceSchema,
  title: z.string(),
  /** The e-mail cannot be switched off: the order or the law needs it. */
  required: z.boolean(),
  /** It passes quiet hours. */
  urgent: z.boolean(),
  choice: choiceSchema,
});
export type KindChoice = z.infer<typeof kindChoiceSchema>;

/** Preferences with the kinds that this person can hear of. */
export const preferencesViewSchema = preferencesSchema
  .omit({ choices: true })
  .extend({ kinds: z.array(kindChoiceSchema) });
export type PreferencesView = z.infer<typeof preferencesViewSchema>;

/** A notice in the inbox, worded for its reader. */
export const inboxEntrySchema = z.object({
  id: z.string(),
  kind: noticeKindSchema,
  audience: audienceSchema,
  title: z.string(),
  text: z.string(),
  path: z.string(),
  urgent: z.boolean(),
  at: z.string(),
  readAt: z.string().nullable(),
});
export type InboxEntry = z.infer<typeof inboxEntrySchema>;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
