import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';
import { ADMINS } from '@/panels/types';

export const metadata: Metadata = { title: 'Support', robots: { index: false } };

const ROOMS = [
  { href: '/staff', label: 'Waiting', waits: 'attention' },
  { href: '/staff/orders', label: 'Orders' },
  { href: '/staff/sellers', label: 'Sellers' },
  { href: '/staff/reviews', label: 'Reviews' },
  { href: '/staff/messages', label: 'Messages' },
  { href: '/staff/disputes', label: 'Disputes' },
  { href: '/staff/payouts', label: 'Payouts' },
  { href: '/staff/promotions', label: 'Promotions' },
  { href: '/staff/reconciliation', label: 'Checks' },
  { href: '/staff/audit-log', label: 'Log' },
  { href: '/staff/users', label: 'People', roles: ADMINS },
  { href: '/staff/commissions', label: 'Commission', roles: ADMINS },
  { href: '/staff/categories', label: 'Categories', roles: ADMINS },
] as const;

export default function StaffLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Support" home="/staff" tone="ink" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
