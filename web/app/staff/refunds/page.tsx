import { StaffRefunds } from '@/panels/money/staff-refunds';

export const metadata = { title: 'Refunds' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StaffRefundsPage({ searchParams }: Params) {
  const { status } = await searchParams;
  return <StaffRefunds status={typeof status === 'string' ? status : null} />;
}
