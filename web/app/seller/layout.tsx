import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import type { Room } from '@/panels/panel-nav';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Your shop', robots: { index: false } };

const ROOMS: readonly Room[] = [
  { href: '/seller', label: 'Today', group: 'Today' },
  { href: '/seller/messages', label: 'Messages', group: 'Today', waits: 'messages' },
  { href: '/seller/reviews', label: 'Reviews', group: 'Today' },
  { href: '/seller/notifications', label: 'Notices', group: 'Today' },
  { href: '/seller/orders', label: 'Orders', group: 'Orders' },
  { href: '/seller/returns', label: 'Returns', group: 'Orders', waits: 'returns' },
  { href: '/seller/refunds', label: 'Refunds', group: 'Orders', waits: 'refunds' },
  { href: '/seller/disputes', label: 'Disputes', group: 'Orders' },
  { href: '/seller/products', label: 'Products', group: 'Goods' },
  { href: '/seller/stock', label: 'Stock', group: 'Goods' },
  { href: '/seller/import', label: 'Import', group: 'Goods' },
  { href: '/seller/promotions', label: 'Promotions', group: 'Goods' },
  { href: '/seller/payouts', label: 'Payouts', group: 'Money' },
  { href: '/seller/analytics', label: 'Analytics', group: 'Money' },
  { href: '/seller/shop', label: 'Shop', group: 'Shop' },
  { href: '/seller/shipping', label: 'Shipping', group: 'Shop' },
  { href: '/seller/couriers', label: 'Couriers', group: 'Shop' },
  { href: '/seller/webhooks', label: 'Webhooks', group: 'Shop' },
];

export default function SellerLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Your shop" home="/seller" tone="dusk" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
