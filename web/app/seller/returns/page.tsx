import { SellerReturns } from '@/panels/fulfil/seller-returns';

export const metadata = { title: 'Returns' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerReturnsPage({ searchParams }: Params) {
  const { view } = await searchParams;
  return <SellerReturns view={typeof view === 'string' ? view : null} />;
}
