import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PanelShell } from '@/panels/panel-shell';

export const metadata: Metadata = { title: 'Your round', robots: { index: false } };

const ROOMS = [{ href: '/courier', label: 'Parcels', group: 'Round' }];

export default function CourierLayout({ children }: { children: ReactNode }) {
  return (
    <PanelShell name="Your round" home="/courier" tone="ink" rooms={ROOMS}>
      {children}
    </PanelShell>
  );
}
