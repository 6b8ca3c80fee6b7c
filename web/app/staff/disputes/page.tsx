import { StaffDisputes } from '@/panels/money/disputes';

export const metadata = { title: 'Disputes' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StaffDisputesPage({ searchParams }: Params) {
  const { status } = await searchParams;
  return <StaffDisputes status={typeof status === 'string' ? status : null} />;
}
