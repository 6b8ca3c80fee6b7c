import { SellerProducts } from '@/panels/goods/seller-products';

export const metadata = { title: 'Products' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' && value ? value : null);

export default async function SellerProductsPage({ searchParams }: Params) {
  const { query, status } = await searchParams;
  return <SellerProducts query={one(query)} status={one(status)} />;
}
