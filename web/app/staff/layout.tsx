import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Support', robots: { index: false } };

const ROOMS = [
  { href: '/staff', label: 'Waiting', waits: 'attention' },
  { href: '/staff/orders', label: 'Orders' },
  { href: '/staff/disputes', label: 'Disputes' },
  { href: '/staff/payouts', label: 'Payouts' },
  { href: '/staff/reconciliation', label: 'Checks' },
  { href: '/staff/audit-log', label: 'Log' },
] as const;

export default function StaffLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Support" home="/staff" tone="ink" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
