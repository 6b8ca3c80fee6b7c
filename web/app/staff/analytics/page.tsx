import { StaffAnalytics } from '@/panels/analytics/figures-page';
import { periodIn } from '@/panels/analytics/words';

export const metadata = { title: 'Analytics' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StaffAnalyticsPage({ searchParams }: Params) {
  const { days } = await searchParams;
  return <StaffAnalytics days={periodIn(typeof days === 'string' ? days : null)} />;
}
