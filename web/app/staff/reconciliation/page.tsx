import { Checks } from '@/panels/money/checks';

export const metadata = { title: 'Checks' };

export default function ReconciliationPage() {
  return <Checks />;
}
