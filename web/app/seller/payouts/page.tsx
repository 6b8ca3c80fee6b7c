import { SellerPayouts } from '@/panels/money/seller-payouts';

export const metadata = { title: 'Payouts' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const day = (value: string | string[] | undefined) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : null;

export default async function SellerPayoutsPage({ searchParams }: Params) {
  const { from, to } = await searchParams;
  return <SellerPayouts from={day(from)} to={day(to)} />;
}
