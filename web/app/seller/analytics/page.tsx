import { SellerAnalytics } from '@/panels/analytics/figures-page';
import { periodIn } from '@/panels/analytics/words';

export const metadata = { title: 'Analytics' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerAnalyticsPage({ searchParams }: Params) {
  const { days } = await searchParams;
  return <SellerAnalytics days={periodIn(typeof days === 'string' ? days : null)} />;
}
