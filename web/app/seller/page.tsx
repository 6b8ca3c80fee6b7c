import { SellerOrders } from '@/panels/seller-orders';

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerPage({ searchParams }: Params) {
  const { status } = await searchParams;
  return <SellerOrders status={typeof status === 'string' ? status : null} />;
}
