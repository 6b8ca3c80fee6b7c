import { SellerDisputes } from '@/panels/money/disputes';

export const metadata = { title: 'Disputes' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SellerDisputesPage({ searchParams }: Params) {
  const { status } = await searchParams;
  return <SellerDisputes status={typeof status === 'string' ? status : null} />;
}
