import type { ReactNode } from 'react';
import { fetchOptional } from '@/lib/server-api';
import type { Category, Page } from '@/lib/types';
import { Footer } from '@/shop/footer';
import { Header } from '@/shop/header';
import { OfflineBar } from '@/shop/offline-bar';

export default async function ShopLayout({ children }: { children: ReactNode }) {
  const categories = (await fetchOptional<Page<Category>>('/v1/categories'))?.items ?? [];
  const inOrder = [...categories].sort((a, b) => a.position - b.position);
  return (
    <div className="flex min-h-dvh flex-col">
      <Header categories={inOrder} />
      <OfflineBar />
      <main id="main" tabIndex={-1} className="grow outline-none">
        {children}
      </main>
      <Footer categories={inOrder} />
    </div>
  );
}
