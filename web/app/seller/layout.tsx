import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Your shop', robots: { index: false } };

const ROOMS = [
  { href: '/seller', label: 'Today' },
  { href: '/seller/orders', label: 'Orders' },
  { href: '/seller/products', label: 'Products' },
  { href: '/seller/stock', label: 'Stock' },
  { href: '/seller/import', label: 'Import' },
  { href: '/seller/returns', label: 'Returns', waits: 'returns' },
  { href: '/seller/couriers', label: 'Couriers' },
  { href: '/seller/refunds', label: 'Refunds', waits: 'refunds' },
  { href: '/seller/messages', label: 'Messages', waits: 'messages' },
  { href: '/seller/reviews', label: 'Reviews' },
  { href: '/seller/disputes', label: 'Disputes' },
  { href: '/seller/payouts', label: 'Payouts' },
  { href: '/seller/shop', label: 'Shop' },
  { href: '/seller/promotions', label: 'Promotions' },
  { href: '/seller/shipping', label: 'Shipping' },
] as const;

export default function SellerLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Your shop" home="/seller" tone="dusk" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
