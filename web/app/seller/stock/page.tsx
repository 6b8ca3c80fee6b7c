import { SellerStock } from '@/panels/goods/seller-stock';

export const metadata = { title: 'Stock' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerStockPage({ searchParams }: Params) {
  const { query } = await searchParams;
  return <SellerStock query={typeof query === 'string' && query ? query : null} />;
}
