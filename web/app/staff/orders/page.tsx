import { StaffOrders } from '@/panels/staff-orders';

export const metadata = { title: 'Orders' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const single = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);

export default async function StaffOrdersPage({ searchParams }: Params) {
  const { status, query } = await searchParams;
  return <StaffOrders status={single(status)} query={single(query)} />;
}
