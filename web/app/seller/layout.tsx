import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Your orders', robots: { index: false } };

export default function SellerLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Your shop" home="/seller" tone="dusk">
      {children}
    </PanelShell>
  );
}
