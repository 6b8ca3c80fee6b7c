import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { demoAccounts } from '../../stack/seed/accounts';
import { root } from '../../stack/machine/paths';
import { browserPath, testEnv } from '../servers';

/** Quiet, offline but for the shop, and possible as root in a container. */
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** How long a page may take for what a test waits for, in ms. */
export const PATIENCE_MS = 30_000;

/** Widths that every page is looked at. */
export const PHONE = { width: 360, height: 780 };
export const DESK = { width: 1280, height: 900 };

const SCREENSHOTS = join(root, '.caravan', 'screenshots');

export interface VisitOptions {
  /** E-mail of a demo account; a visitor without one is nobody yet. */
  as?: string;
  viewport?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** Whether the visitor has not yet said what may be remembered of them; the others have said no. */
  unasked?: boolean;
  /** Complaints of the browser that this test provokes, such as the 402 of a declined card. */
  expected?: RegExp[];
}

export interface Visitor {
  page: Page;
  context: BrowserContext;
  /** Console errors, page errors and failed requests that nobody expected. */
  complaints: string[];
}

export type Visit = (options?: VisitOptions) => Promise<Visitor>;

/** Base URLs of the running shop. */
export function shopUrls(): { web: string; api: string; mail: string } {
  const env = testEnv();
  return {
    web: urlIn(env, 'WEB_PUBLIC_URL'),
    api: urlIn(env, 'API_PUBLIC_URL'),
    mail: urlIn(env, 'MAIL_UI_URL'),
  };
}

let browser: Promise<Browser> | undefined;

/** Call once a file: closes the browser that its scenes have used. */
export function closeBrowserAfterwards(): void {
  afterAll(async () => {
    await (await browser)?.close();
    browser = undefined;
  });
}

/**
 * A test with visitors, each in a browser profile of its own. It fails as well when a browser complained, and then
 * leaves pictures of all pages in .caravan/screenshots; CARAVAN_SCREENSHOTS=1 leaves them always.
 */
export function scene(sentence: string, act: (visit: Visit) => Promise<void>): void {
  test(sentence, async () => {
    const visitors: Visitor[] = [];
    let failed = true;
    try {
      await act(async (options = {}) => {
        const visitor = await arrive(options);
        visitors.push(visitor);
        return visitor;
      });
      expect(visitors.flatMap((visitor) => visitor.complaints)).toEqual([]);
      failed = false;
    } finally {
      if (failed || process.env.CARAVAN_SCREENSHOTS) await picture(visitors, sentence);
      await Promise.all(visitors.map(({ context }) => context.close()));
    }
  });
}

async function arrive({
  as,
  viewport = DESK,
  colorScheme = 'light',
  expected = [],
  unasked = false,
}: VisitOptions): Promise<Visitor> {
  browser ??= chromium.launch({ executablePath: browserPath(), args: FLAGS });
  const { web } = shopUrls();
  const opened = await browser;
  const context = await opened.newContext({
    // A browser that says it is headless counts as a machine, whose looks are nobody's.
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${opened.version()} Safari/537.36`,
    ...{
      viewport,
      colorScheme,
      baseURL: web,
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
    },
  });
  if (!unasked) await context.addCookies([{ name: 'caravan_consent', value: 'no', url: web }]);
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const complain = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) complaints.push(text);
  };
  context.on('page', (page) => listen(page, complain));
  if (as) await signIn(context, as);
  return { context, page: await context.newPage(), complaints };
}

function listen(page: Page, complain: (text: string) => void): void {
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complain(`page: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left drops what it had asked for.
    if (reason !== 'net::ERR_ABORTED') complain(`request: ${reason} ${request.url()}`);
  });
}

/** Signs a demo account in; the cookie is the browser's, so the next page is that person's. */
async function signIn(context: BrowserContext, email: string): Promise<void> {
  const account = demoAccounts.find((known) => known.email === email);
  if (!account) throw new Error(`There is no demo account ${email}.`);
  const answer = await context.request.post('/api/v1/sessions', {
    data: { email, password: account.password },
  });
  expect(answer.status()).toBe(200);
}

async function picture(visitors: readonly Visitor[], sentence: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const name = sentence.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 60);
  const pages = visitors.flatMap(({ context }) => context.pages());
  // A page that has crashed has no picture; the failure itself is what counts.
  await Promise.all(
    pages.map((page, index) =>
      page
        .screenshot({ path: join(SCREENSHOTS, `${name}-${index + 1}.png`), timeout: 10_000 })
        .catch(() => undefined),
    ),
  );
}

function urlIn(env: Record<string, string>, name: string): string {
  const url = env[name];
  if (!url) throw new Error(`The test runner did not say where ${name} is.`);
  return url;
}
