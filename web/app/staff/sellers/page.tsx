import { StaffSellers } from '@/panels/sellers/staff-sellers';

export const metadata = { title: 'Sellers' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StaffSellersPage({ searchParams }: Params) {
  const { view } = await searchParams;
  return <StaffSellers view={typeof view === 'string' ? view : null} />;
}
