import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import type { Room } from '@/panels/panel-nav';
import { PanelShell } from '@/panels/panel-shell';
import { ADMINS } from '@/panels/types';

export const metadata: Metadata = { title: 'Support', robots: { index: false } };

const ROOMS: readonly Room[] = [
  { href: '/staff', label: 'Waiting', group: 'Today', waits: 'attention' },
  { href: '/staff/messages', label: 'Messages', group: 'Today' },
  { href: '/staff/reviews', label: 'Reviews', group: 'Today' },
  { href: '/staff/notifications', label: 'Notices', group: 'Today' },
  { href: '/staff/orders', label: 'Orders', group: 'Orders' },
  { href: '/staff/refunds', label: 'Refunds', group: 'Orders', waits: 'decisions' },
  { href: '/staff/disputes', label: 'Disputes', group: 'Orders' },
  { href: '/staff/sellers', label: 'Sellers', group: 'People' },
  { href: '/staff/users', label: 'People', group: 'People', roles: ADMINS },
  { href: '/staff/payouts', label: 'Payouts', group: 'Money' },
  { href: '/staff/reconciliation', label: 'Checks', group: 'Money' },
  { href: '/staff/commissions', label: 'Commission', group: 'Money', roles: ADMINS },
  { href: '/staff/promotions', label: 'Promotions', group: 'Shop' },
  { href: '/staff/categories', label: 'Categories', group: 'Shop', roles: ADMINS },
  { href: '/staff/events', label: 'Events', group: 'Shop' },
  { href: '/staff/analytics', label: 'Analytics', group: 'Shop' },
  { href: '/staff/recommendations', label: 'Recommendations', group: 'Shop' },
  { href: '/staff/webhooks', label: 'Webhooks', group: 'Shop', roles: ADMINS },
  { href: '/staff/audit-log', label: 'Log', group: 'Shop' },
];

export default function StaffLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Support" home="/staff" tone="ink" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
