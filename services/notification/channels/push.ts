import { createHash } from 'node:crypto';
import { type Channel, ChannelBusy, ChannelRefused, type ChannelMessage } from '../channel';
import type { DeviceService } from '../devices';

/** What a browser's service worker is given to show. */
export interface PushNotice {
  title: string;
  body: string;
  /** The page that a click opens; begins with a slash. */
  path: string;
  /** A notice with the tag of one that is shown takes its place, so what is pushed twice is seen once. */
  tag: string;
  urgent: boolean;
}

/** Pushes to one browser. */
export interface PushSender {
  /**
   * @returns `gone` when the browser does not want to be pushed to any more, and never will with this token
   * @throws ChannelRefused and ChannelBusy as a Channel does, and any other error to be tried again later
   */
  send(token: string, notice: PushNotice): Promise<'sent' | 'gone'>;
}

/** Longer titles and texts are cut off by the browsers; 4 kB is the limit of what can be pushed at all. */
const LONGEST_TITLE = 120;
const LONGEST_BODY = 300;

/** Pushes a notice to every browser of a person. */
export function createPushChannel({
  devices,
  sender,
}: {
  devices: Pick<DeviceService, 'tokensOf' | 'forget'>;
  sender: PushSender;
}): Channel {
  return {
    name: 'push',
    async send(message) {
      const found = message.personId === null ? [] : await devices.tokensOf(message.personId);
      const ends: ('sent' | 'gone' | 'refused')[] = [];
      let held: unknown;
      for (const { id, token } of found) {
        try {
          const end = await sender.send(token, noticeOf(message));
          if (end === 'gone') await devices.forget(id);
          ends.push(end);
        } catch (error) {
          if (error instanceof ChannelRefused) ends.push('refused');
          // The other browsers are not kept waiting for this one.
          else held = error instanceof ChannelBusy ? error : (held ?? error);
        }
      }
      if (held !== undefined) throw held;
      if (ends.includes('sent')) return { outcome: 'sent' };
      if (ends.includes('refused')) throw new ChannelRefused('The push service does not take this message.');
      return { outcome: 'skipped', reason: 'No browser of theirs takes push messages.' };
    },
  };
}

function noticeOf({ id, title, lines, action, urgent }: ChannelMessage): PushNotice {
  return {
    title: title.slice(0, LONGEST_TITLE),
    body: (lines[0] ?? '').slice(0, LONGEST_BODY),
    path: action.path,
    tag: createHash('sha256').update(id).digest('base64url').slice(0, 32),
    urgent,
  };
}
