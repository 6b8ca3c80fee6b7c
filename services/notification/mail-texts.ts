import type { Locale } from './notification.schema';

/** What a mail is about, and what goes into it. */
export type MailKind =
  | { kind: 'one-time-code'; code: string; minutes: number }
  | { kind: 'selling-code'; code: string; minutes: number }
  | { kind: 'courier-invitation'; shopName: string; code: string; minutes: number; link: string }
  | { kind: 'password-reset'; name: string; code: string; minutes: number }
  | { kind: 'account-exists'; name: string }
  | { kind: 'no-account' }
  | { kind: 'notice'; subject: string; lines: string[]; locale?: Locale };

export interface Mail {
  subject: string;
  text: string;
  html: string;
}

interface Content {
  /** English where nothing is said. */
  locale?: Locale;
  subject: string;
  greeting: string;
  /** Shown large, to be typed off. */
  code?: string;
  before: string[];
  after: string[];
}

/** Subject, plain text and HTML of a mail, from the same sentences. */
export function composeMail(mail: MailKind): Mail {
  const content = contentOf(mail);
  return { subject: content.subject, text: asText(content), html: asHtml(content) };
}

function contentOf(mail: MailKind): Content {
  switch (mail.kind) {
    case 'one-time-code':
      return {
        // The code is not in the subject: lock screens show subjects.
        subject: 'Your code for Caravan',
        greeting: 'Hello,',
        before: ['Type this code where you registered, and your account is ready:'],
        code: mail.code,
        after: [
          `It works once, for ${mail.minutes} minutes. Nobody from Caravan will ever ask you for it.`,
          'You did not register? Then do nothing. Without the code nobody can use your address here.',
        ],
      };
    case 'selling-code':
      return {
        subject: 'Your code for selling at Caravan',
        greeting: 'Hello,',
        before: ['Type this code where you open your shop:'],
        code: mail.code,
        after: [
          `It works once, for ${mail.minutes} minutes. Nobody from Caravan will ever ask you for it.`,
          'You do not want to open a shop? Then do nothing, and choose a new password: somebody is signed in as you.',
        ],
      };
    case 'courier-invitation':
      return {
        subject: 'A shop at Caravan asks you to bring its parcels',
        greeting: 'Hello,',
        before: [
          `${plainName(mail.shopName)} would like you to take parcels to its buyers. Open ${mail.link} and type this code:`,
        ],
        code: mail.code,
        after: [
          `It works once, for ${mail.minutes} minutes; on that page you can have a new one sent.`,
          'You know nothing of it? Then do nothing. Without the code nobody can use your address here.',
        ],
      };
    case 'password-reset':
      return {
        subject: 'A new password for Caravan',
        greeting: greet(mail.name),
        before: ['Type this code to choose a new password:'],
        code: mail.code,
        after: [
          `It works once, for ${mail.minutes} minutes. With the new password you are signed out everywhere else.`,
          'You did not ask for it? Then do nothing. Your password stays as it is.',
        ],
      };
    case 'notice':
      return {
        ...(mail.locale && { locale: mail.locale }),
        subject: mail.subject,
        greeting: mail.locale === 'de' ? 'Hallo,' : 'Hello,',
        before: mail.lines,
        after: [],
      };
    case 'account-exists':
      return {
        subject: 'You already have an account at Caravan',
        greeting: greet(mail.name),
        before: [
          'Somebody, probably you, registered at Caravan with this address. It has an account already, so nothing was changed.',
          'Sign in with your password as before. If you no longer know it, choose "Forgotten password" on the sign-in page.',
        ],
        after: ['It was not you? Then do nothing. Nobody has got into your account.'],
      };
    case 'no-account':
      return {
        subject: 'No account with this address at Caravan',
        greeting: 'Hello,',
        before: [
          'Somebody, probably you, asked for a new password at Caravan. There is no account with this address, so there is nothing to change.',
          'You may have registered with another address, or you can register with this one.',
        ],
        after: ['It was not you? Then do nothing. Nothing was changed.'],
      };
  }
}

/** A shop's name, unless mail programs would make a link of it. */
function plainName(name: string): string {
  return isBait(name) ? 'A shop' : name;
}

/**
 * Greets by name only where it reads as one. A name is typed by whoever registered, so one that mail programs turn
 * into a link would make our mail carry somebody's bait.
 */
function greet(name: string): string {
  const plain = name.replaceAll(/\s+/g, ' ').trim();
  const isName = /^[\p{L}\p{M}\p{N} .,'’-]{1,60}$/u.test(plain) && !isBait(plain);
  return isName ? `Hello ${plain},` : 'Hello,';
}

function isBait(name: string): boolean {
  return /\.[\p{L}\p{N}]{2,}|www|\/\//iu.test(name);
}

function asText({ greeting, before, code, after }: Content): string {
  const paragraphs = [
    greeting,
    ...before,
    ...(code === undefined ? [] : [`    ${code}`]),
    ...after,
    'Caravan',
  ];
  return `${paragraphs.join('\n\n')}\n`;
}

// Mail programs know little CSS, and only inline; the colours are those of the shop.
const PAGE =
  'margin:0;padding:32px 16px;background:#FBF7F0;color:#1F1A17;font:17px/1.5 Helvetica,Arial,sans-serif';
const CARD = 'max-width:520px;margin:0 auto;padding:32px;background:#FFFFFF;border-radius:10px';
const CODE = 'font-size:35px;letter-spacing:8px;color:#C2461B;margin:24px 0';
const SMALL = 'color:#6B6058;font-size:15px';

function asHtml({ locale = 'en', subject, greeting, before, code, after }: Content): string {
  const paragraph = (text: string, style = '') => `<p${style && ` style="${style}"`}>${escapeHtml(text)}</p>`;
  const body = [
    paragraph(greeting),
    ...before.map((text) => paragraph(text)),
    ...(code === undefined ? [] : [paragraph(code, CODE)]),
    ...after.map((text) => paragraph(text, SMALL)),
    paragraph('Caravan', SMALL),
  ];
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>` +
    `<body style="${PAGE}"><div style="${CARD}">${body.join('')}</div></body></html>`
  );
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as text, in HTML content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
