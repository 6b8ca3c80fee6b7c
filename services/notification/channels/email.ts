import type { Mailer } from '../mailer';
import { mailOf } from '../notification.mail';
import { type Channel, ChannelRefused } from '../channel';

/** The mail server says of these that the mailbox is not there or never will take it (RFC 5321, 4.2.3). */
const NO_SUCH_MAILBOX = new Set([550, 551, 553]);

/** Notices as e-mail. A repetition carries the same Message-ID. */
export function createEmailChannel({
  mailer,
  webUrl,
}: {
  mailer: Pick<Mailer, 'sendComposed'>;
  webUrl: string;
}): Channel {
  return {
    name: 'email',
    async send(message) {
      const { id, email } = message;
      if (email === null) return { outcome: 'skipped', reason: 'There is no address.' };
      try {
        await mailer.sendComposed({ to: email, id, mail: mailOf(message, webUrl) });
      } catch (error) {
        if (isUnknownMailbox(error)) throw new ChannelRefused('The mail server knows no such mailbox.');
        throw error;
      }
      return { outcome: 'sent' };
    },
  };
}

function isUnknownMailbox(error: unknown): boolean {
  const cause =
    error instanceof Error
      ? (error.cause as { responseCode?: unknown; command?: unknown } | undefined)
      : undefined;
  return cause?.command === 'RCPT TO' && NO_SUCH_MAILBOX.has(Number(cause.responseCode));
}
