import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { publicConfig } from '@/lib/config';
import { localeOf } from '@/lib/format';
import { fontClasses } from './fonts';
import './globals.css';
import { Providers } from './providers';

const REFRESH_COOKIE = 'caravan_refresh';

export async function generateMetadata(): Promise<Metadata> {
  const host = (await headers()).get('host') ?? 'localhost:3000';
  const base = process.env.WEB_PUBLIC_URL ?? `http://${host}`;
  const description =
    'Things made slowly by people with names: many small shops, one basket, every order brought to its end.';
  return {
    metadataBase: new URL(base),
    title: { default: 'Caravan, a market of small makers', template: '%s · Caravan' },
    description,
    openGraph: { siteName: 'Caravan', type: 'website', description, images: ['/media/hero-1200.webp'] },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf7f0' },
    { media: '(prefers-color-scheme: dark)', color: '#17130f' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [asked, cookie] = await Promise.all([headers(), cookies()]);
  return (
    <html lang="en" className={fontClasses}>
      <body>
        <a
          href="#main"
          className="sr-only rounded-card bg-surface px-4 py-3 font-medium focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-60"
        >
          Skip to the content
        </a>
        <Providers
          locale={localeOf(asked.get('accept-language'))}
          config={publicConfig()}
          hasSession={cookie.has(REFRESH_COOKIE)}
        >
          {children}
        </Providers>
      </body>
    </html>
  );
}
