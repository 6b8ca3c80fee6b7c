import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Support', robots: { index: false } };

export default function StaffLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Support" home="/staff" tone="ink">
      {children}
    </PanelShell>
  );
}
