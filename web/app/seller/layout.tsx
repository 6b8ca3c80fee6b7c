import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Your shop', robots: { index: false } };

const ROOMS = [
  { href: '/seller', label: 'Orders' },
  { href: '/seller/refunds', label: 'Refunds', waits: 'refunds' },
  { href: '/seller/disputes', label: 'Disputes' },
  { href: '/seller/payouts', label: 'Payouts' },
] as const;

export default function SellerLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Your shop" home="/seller" tone="dusk" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
