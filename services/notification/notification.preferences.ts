import { LRUCache } from 'lru-cache';
import type { Model } from 'mongoose';
import { ALSO_FOR, choiceOf, KINDS } from './notification.kinds';
import type { PreferencesDocument } from './notification.model';
import {
  noticeKindSchema,
  type Audience,
  type Choice,
  type NoticeKind,
  type PreferenceChanges,
  type Preferences,
  type PreferencesView,
} from './notification.schema';
import { WORDS } from './notification.wording';

const UNSAID: Preferences = {
  locale: null,
  timeZone: null,
  quiet: null,
  digestHour: 8,
  sound: false,
  choices: {},
};

const WORDED_WITHIN_MS = 5_000;

export type PreferenceStore = ReturnType<typeof createPreferences>;

/** How people want to be told. */
export function createPreferences({ chosen }: { chosen: Model<PreferencesDocument> }) {
  async function of(personId: string): Promise<Preferences> {
    const found = await chosen.findById(personId).lean();
    if (!found) return UNSAID;
    const { _id: _, ...said } = found;
    return { ...UNSAID, ...said };
  }

  /** With every kind that these audiences hear of. */
  async function view(personId: string, audiences: readonly Audience[]): Promise<PreferencesView> {
    const { choices, ...rest } = await of(personId);
    const { names } = WORDS[rest.locale ?? 'en'];
    const kinds = noticeKindSchema.options.filter((kind) =>
      [KINDS[kind].audience, ...(ALSO_FOR[kind] ?? [])].some((one) => audiences.includes(one)),
    );
    return {
      ...rest,
      kinds: kinds.map((kind) => ({
        ...{ kind, audience: audienceOf(kind, audiences), title: names[kind] },
        ...{ required: KINDS[kind].required === true, urgent: KINDS[kind].urgent === true },
        choice: choiceOf(kind, choices[kind]),
      })),
    };
  }

  /** Read when a notice was planned, which is mostly a moment before it is put into words. */
  const planned = new LRUCache<string, Preferences>({ max: 1_000, ttl: WORDED_WITHIN_MS });

  return {
    /** What is decided by: whether and when somebody is told. */
    async of(personId: string): Promise<Preferences> {
      const found = await of(personId);
      planned.set(personId, found);
      return found;
    },
    /** What only the words go by (language, time zone): as they were a moment ago is good. */
    forWords: async (personId: string): Promise<Preferences> => planned.get(personId) ?? of(personId),
    view,

    /** Sets what is named, each setting on its own: two pages that change different things do not undo each other. */
    async change(personId: string, { choices = {}, ...changes }: PreferenceChanges): Promise<void> {
      const set: Record<string, unknown> = { ...changes };
      for (const [kind, choice] of Object.entries(choices))
        for (const [channel, wanted] of Object.entries(choice ?? {}))
          if (isOffered(kind as NoticeKind, channel as keyof Choice))
            set[`choices.${kind}.${channel}`] = wanted;
      if (Object.keys(set).length === 0) return;
      await chosen.collection.updateOne({ _id: personId } as never, { $set: set }, { upsert: true });
    },
  };
}

/** A channel that the kind does not use cannot be switched, nor the e-mail that has to be. */
function isOffered(kind: NoticeKind, channel: keyof Choice): boolean {
  const { channels, required } = KINDS[kind];
  return channels[channel] !== undefined && !(required && channel === 'email');
}

function audienceOf(kind: NoticeKind, audiences: readonly Audience[]): Audience {
  const { audience } = KINDS[kind];
  return audiences.includes(audience)
    ? audience
    : (ALSO_FOR[kind]?.find((one) => audiences.includes(one)) ?? audience);
}
