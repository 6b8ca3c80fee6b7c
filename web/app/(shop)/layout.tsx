import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { CONSENT_COOKIE, consentOf } from '@/lib/consent-cookie';
import { fetchOptional } from '@/lib/server-api';
import type { Category, Page } from '@/lib/types';
import { ConsentBar } from '@/shop/consent';
import { Footer } from '@/shop/footer';
import { Header } from '@/shop/header';
import { OfflineBar } from '@/shop/offline-bar';

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const categories = (await fetchOptional<Page<Category>>('/v1/categories'))?.items ?? [];
  const [cookie, asked] = await Promise.all([cookies(), headers()]);
  const objects = asked.get('sec-gpc') === '1' || asked.get('dnt') === '1';
  const inOrder = [...categories].sort((a, b) => a.position - b.position);
  return (
    <div className="flex min-h-dvh flex-col">
      <Header categories={inOrder} />
      <OfflineBar />
      <main id="main" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <Footer categories={inOrder} />
      <ConsentBar served={consentOf(cookie.get(CONSENT_COOKIE)?.value, objects)} />
    </div>
  );
}
