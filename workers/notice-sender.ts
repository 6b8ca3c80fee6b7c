import type { Services } from '../services/compose';
import { createEmailChannel } from '../services/notification/channels/email';
import { createFirebaseSender } from '../services/notification/channels/firebase';
import { createPushChannel } from '../services/notification/channels/push';
import type { FactsOf } from '../services/notification/notification.facts';
import {
  startNoticeSender,
  type NoticeSender,
  type NoticeSenderDeps,
} from '../services/notification/notification.sending';
import { systemClock } from '../services/platform/clock';
import type { Config } from '../services/platform/config';
import type { Logger } from '../services/platform/logger';

/** Sends notices by mail and to browsers. */
export function startSender({
  services,
  config,
  logger,
  onTried,
}: {
  services: Services;
  config: Config;
  logger: Logger;
  onTried: NonNullable<NoticeSenderDeps['onTried']>;
}): NoticeSender {
  const { notification, messaging, mailer, devices } = services;
  return startNoticeSender({
    outgoing: notification.outgoing,
    channels: [
      createEmailChannel({ mailer, webUrl: config.WEB_PUBLIC_URL }),
      createPushChannel({ devices, sender: createFirebaseSender(config) }),
    ],
    /** Who has read a message in the shop is not told of it by mail. */
    async isNews({ kind, facts }) {
      if (kind !== 'message-received') return true;
      const { conversationId, sequence, side } = facts as unknown as FactsOf<'message-received'>;
      const conversation = await messaging.get(conversationId);
      return conversation !== null && conversation.read[side === 'seller' ? 'seller' : 'buyer'] < sequence;
    },
    onTried,
    clock: systemClock,
    logger,
  });
}
