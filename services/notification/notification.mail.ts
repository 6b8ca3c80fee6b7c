import type { ChannelMessage, MessageRow } from './channel';
import { escapeHtml, type Mail } from './mail-texts';
import { WORDS } from './notification.wording';
import { PAGES } from './words.pages';
import { KINDS } from './notification.kinds';

/**
 * Subject, plain text and HTML of a notice. Whatever people typed in it (names, titles, notes) is text: it neither
 * becomes markup nor a link.
 * @param webUrl where the web is; the only links lead there
 */
export function mailOf(message: ChannelMessage, webUrl: string): Mail {
  const { locale, title, lines, rows, action, personId } = message;
  const words = WORDS[locale].mail;
  const content = {
    locale,
    title: unlinked(title),
    lines: lines.map(unlinked),
    rows: rows.map((row) => ({ ...row, label: unlinked(row.label), value: unlinked(row.value) })),
    button: { label: action.label, url: `${webUrl}${action.path}` },
    greeting: words.greeting,
    why: words.why,
    // Who has no account has nothing to choose.
    choose:
      personId === null
        ? null
        : { label: words.choose, url: `${webUrl}${PAGES.notices(KINDS[message.kind].audience)}` },
  };
  return { subject: content.title, text: asText(content), html: asHtml(content) };
}

interface Content {
  locale: string;
  title: string;
  lines: string[];
  rows: MessageRow[];
  button: { label: string; url: string };
  greeting: string;
  why: string;
  choose: { label: string; url: string } | null;
}

/** Mail programs make links of what looks like an address; in what people typed that would be somebody's bait. */
export function unlinked(text: string): string {
  return text
    .replaceAll(/[\u202A-\u202E\u2066-\u2069]/gu, '')
    .replaceAll('://', ':\u200B/\u200B/')
    .replaceAll('@', '@\u200B')
    .replaceAll(/(?<=[\p{L}\p{N}])\.(?=\p{L})/gu, '.\u200B');
}

function asText({ greeting, lines, rows, button, why, choose }: Content): string {
  const table = rows
    .map(({ label, value, strong }) => `${strong ? '= ' : '- '}${label}: ${value}`)
    .join('\n');
  const parts = [
    greeting,
    ...lines,
    ...(rows.length > 0 ? [table] : []),
    `${button.label}:\n${button.url}`,
    '-- \nCaravan',
    choose ? `${why}\n${choose.label}: ${choose.url}` : why,
  ];
  return `${parts.join('\n\n')}\n`;
}

// Inline for programs that know no style sheets, classes for those that turn it dark.
const DARK =
  '.g{background:#17130F!important}.s{background:#211C17!important}.i{color:#F3ECE3!important}' +
  '.m{color:#B9AEA2!important}.l{border-color:#3A322A!important}.b{background:#F0744A!important;color:#17130F!important}';
const FONT = 'font-family:Helvetica,Arial,sans-serif';

function asHtml({ locale, title, greeting, lines, rows, button, why, choose }: Content): string {
  const [first = '', ...rest] = lines;
  const paragraph = (text: string, style = '') =>
    `<p class="i" style="margin:0 0 16px;color:#1F1A17;font-size:17px;line-height:1.5;${style}">${escapeHtml(text)}</p>`;
  const body = [
    `<h1 class="i" style="margin:0 0 16px;color:#1F1A17;font-size:21px;line-height:1.3">${escapeHtml(title)}</h1>`,
    ...[greeting, first, ...rest].map((text) => paragraph(text)),
    rows.length > 0 ? tableOf(rows) : '',
    buttonOf(button),
  ].join('');
  const small = 'margin:0;color:#6B6058;font-size:13px;line-height:1.5';
  const footer =
    `<p class="m" style="${small}">Caravan. ${escapeHtml(why)}</p>` +
    (choose
      ? `<p class="m" style="${small}"><a class="m" style="color:#6B6058" href="${escapeHtml(choose.url)}">${escapeHtml(choose.label)}</a></p>`
      : '');
  return (
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">' +
    `<title>${escapeHtml(title)}</title><style>@media (prefers-color-scheme:dark){${DARK}}</style></head>` +
    `<body class="g" style="margin:0;background:#FBF7F0;${FONT}">` +
    '<table class="g" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#FBF7F0">' +
    '<tr><td align="center" style="padding:24px 12px">' +
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px">' +
    `<tr><td class="s" style="padding:28px;background:#FFFFFF;border-radius:10px;${FONT}">${body}</td></tr>` +
    `<tr><td style="padding:16px 28px;${FONT}">${footer}</td></tr>` +
    '</table></td></tr></table></body></html>'
  );
}

function tableOf(rows: readonly MessageRow[]): string {
  const cells = rows.map(({ label, value, strong }) => {
    const style = `padding:8px 0;border-top:1px solid #E7DED2;color:#1F1A17;font-size:15px;${strong ? 'font-weight:bold;' : ''}`;
    return (
      `<tr><td class="i l" style="${style}">${escapeHtml(label)}</td>` +
      `<td class="i l" align="right" style="${style}white-space:nowrap;padding-left:16px">${escapeHtml(value)}</td></tr>`
    );
  });
  return `<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 24px;border-collapse:collapse">${cells.join('')}</table>`;
}

function buttonOf({ label, url }: { label: string; url: string }): string {
  return (
    '<table role="presentation" cellpadding="0" cellspacing="0"><tr><td class="b" style="background:#C2461B;border-radius:999px">' +
    `<a class="b" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 24px;color:#FFFFFF;font-size:17px;text-decoration:none">${escapeHtml(label)}</a>` +
    '</td></tr></table>'
  );
}
