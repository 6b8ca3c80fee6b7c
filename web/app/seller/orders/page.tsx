import { SellerOrders } from '@/panels/seller-orders';

export const metadata = { title: 'Your orders' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerOrdersPage({ searchParams }: Params) {
  const { status } = await searchParams;
  return <SellerOrders status={typeof status === 'string' ? status : null} />;
}
