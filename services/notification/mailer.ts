import { createTransport } from 'nodemailer';
import { DomainError } from '../platform/errors';
import { composeMail, type Mail, type MailKind } from './mail-texts';
import type { Locale } from './notification.schema';

/** Longer than a mail server that is well ever takes, in ms; people wait for this. */
const CONNECT_TIMEOUT_MS = 4000;
const ANSWER_TIMEOUT_MS = 8000;

/** Every mail that the shop sends. Each throws DomainError `mail-unavailable` when the mail server does not take it. */
export interface Mailer {
  /** A code that confirms a new account's address, which nobody has confirmed yet: no name is in it. */
  sendOneTimeCode(mail: { to: string; code: string; minutes: number }): Promise<void>;
  /** A code that confirms the address of somebody who wants to sell here. */
  sendSellingCode(mail: { to: string; code: string; minutes: number }): Promise<void>;
  /** A shop invites somebody to take parcels out for it. */
  sendCourierInvitation(mail: {
    to: string;
    shopName: string;
    code: string;
    minutes: number;
    invitationId: string;
  }): Promise<void>;
  sendPasswordReset(mail: { to: string; name: string; code: string; minutes: number }): Promise<void>;
  /** Somebody registered with an address that has an account. */
  sendAccountExists(mail: { to: string; name: string }): Promise<void>;
  /** Somebody asked for a new password with an address that has no account. */
  sendNoAccount(mail: { to: string }): Promise<void>;
  /** News for those who sell or work here, in sentences. */
  sendNotice(mail: { to: string; subject: string; lines: string[]; locale?: Locale }): Promise<void>;
  /** A mail that is composed already. The same id says to mail programs that it is the same mail. */
  sendComposed(mail: { to: string; mail: Mail; id: string }): Promise<void>;
  /** Closes the connections to the mail server. */
  close(): void;
}

/**
 * Sends mail over a few kept connections; none is opened before the first mail.
 * @param settings.from the sender, as `Name <address>`
 * @param settings.webUrl where the web is, for links
 */
export function createMailer(settings: { smtpUrl: string; from: string; webUrl: string }): Mailer {
  const transport = createTransport(
    {
      url: settings.smtpUrl,
      pool: true,
      maxConnections: 3,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: ANSWER_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: settings.from },
  );
  const post = async (
    to: string,
    mail: Mail,
    more: { messageId?: string; headers?: Record<string, string> } = {},
  ) => {
    try {
      await transport.sendMail({ to: { name: '', address: to }, ...mail, ...more });
    } catch (error) {
      throw mailUnavailable(error);
    }
  };
  const send = (to: string, kind: MailKind) => post(to, composeMail(kind));
  const host = /@([\w.-]+)/.exec(settings.from)?.[1] ?? 'localhost';

  return {
    sendOneTimeCode: ({ to, ...mail }) => send(to, { kind: 'one-time-code', ...mail }),
    sendSellingCode: ({ to, ...mail }) => send(to, { kind: 'selling-code', ...mail }),
    sendCourierInvitation: ({ to, invitationId, ...mail }) =>
      send(to, {
        kind: 'courier-invitation',
        ...mail,
        link: `${settings.webUrl}/courier/join?invitation=${encodeURIComponent(invitationId)}`,
      }),
    sendPasswordReset: ({ to, ...mail }) => send(to, { kind: 'password-reset', ...mail }),
    sendAccountExists: ({ to, ...mail }) => send(to, { kind: 'account-exists', ...mail }),
    sendNoAccount: ({ to }) => send(to, { kind: 'no-account' }),
    sendNotice: ({ to, ...mail }) => send(to, { kind: 'notice', ...mail }),
    sendComposed: ({ to, mail, id }) =>
      // Answering machines do not answer what says that nobody wrote it (RFC 3834).
      post(to, mail, { messageId: `<${id}@${host}>`, headers: { 'Auto-Submitted': 'auto-generated' } }),
    close: () => transport.close(),
  };
}

function mailUnavailable(cause: unknown): DomainError {
  const error = new DomainError(
    'unavailable',
    'mail-unavailable',
    'We could not send you an e-mail just now. Please try again in a few minutes.',
  );
  error.cause = cause;
  return error;
}
