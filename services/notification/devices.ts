import { createHash } from 'node:crypto';
import type { Connection, Model } from 'mongoose';
import { z } from 'zod';
import type { Clock } from '../platform/clock';
import { modelOf } from '../platform/documents';

/** What a browser says of itself when it is to be pushed to. */
export const newDeviceSchema = z.strictObject({
  /** From the push service; whoever has it can push to this browser, so it is never shown. */
  token: z.string().min(8).max(4096),
  /** In words, such as `Firefox on Linux`. */
  name: z.string().trim().min(1).max(80),
});
export const deviceSchema = z.object({
  id: z.string(),
  name: z.string(),
  since: z.string(),
  lastSeenAt: z.string(),
});
export type Device = z.infer<typeof deviceSchema>;

interface DeviceDocument {
  /** Made of the token, so that a browser is there once, for whoever used it last. */
  _id: string;
  personId: string;
  token: string;
  name: string;
  since: string;
  lastSeenAt: string;
  /** The browser is not heard of for long: its token is no good any more. */
  seenAt: Date;
}

/** Browsers renew what they say of themselves at each visit; the provider forgets tokens that are silent for longer. */
const KEPT_SECONDS = 270 * 24 * 3600;
/** Of one person; the longest unseen goes first. */
const MOST_DEVICES = 20;

const text = { type: String, required: true };
const deviceModel = (connection: Connection): Model<DeviceDocument> =>
  modelOf(connection, {
    name: 'Device',
    collection: 'devices',
    fields: {
      _id: text,
      personId: { ...text, index: true },
      ...{ token: text, name: text, since: text, lastSeenAt: text },
      seenAt: { type: Date, required: true, expires: KEPT_SECONDS },
    },
  });

export type DeviceService = ReturnType<typeof createDevices>;

/** The browsers that people want to be pushed to. */
export function createDevices({ connection, clock }: { connection: Connection; clock: Clock }) {
  const devices = deviceModel(connection);

  return {
    /** A browser belongs to whoever is signed in there now: the one before is not pushed to any more. */
    async register(request: { personId: string; token: string; name: string }): Promise<Device> {
      const { personId, token, name } = request;
      const id = deviceIdOf(token);
      const seenAt = new Date(clock.nowMs());
      const now = seenAt.toISOString();
      const known = await devices.findById(id).lean<DeviceDocument>();
      const since = known?.personId === personId ? known.since : now;
      await devices.updateOne(
        { _id: id },
        { $set: { personId, token, name, since, lastSeenAt: now, seenAt } },
        { upsert: true },
      );
      const all = await of(personId);
      for (const { _id } of all.slice(MOST_DEVICES)) await devices.deleteOne({ _id, personId });
      return { id, name, since, lastSeenAt: now };
    },

    /** A person's browsers, the last seen first. */
    list: async (personId: string): Promise<Device[]> =>
      (await of(personId)).map(({ _id: id, name, since, lastSeenAt }) => ({ id, name, since, lastSeenAt })),

    /** Where to push to. */
    tokensOf: async (personId: string): Promise<{ id: string; token: string }[]> =>
      (await of(personId)).map(({ _id: id, token }) => ({ id, token })),

    /** False when this person has no such browser. */
    async remove(request: { personId: string; id: string }): Promise<boolean> {
      const { personId, id } = request;
      return (await devices.deleteOne({ _id: id, personId })).deletedCount === 1;
    },

    /** The provider says that it is gone. */
    async forget(id: string): Promise<void> {
      await devices.deleteOne({ _id: id });
    },

    async ready(): Promise<void> {
      await devices.init();
    },
  };

  function of(personId: string): Promise<DeviceDocument[]> {
    return devices.find({ personId }).sort({ lastSeenAt: -1, _id: 1 }).lean<DeviceDocument[]>();
  }
}

const deviceIdOf = (token: string) => `dv-${createHash('sha256').update(token).digest('hex').slice(0, 32)}`;
