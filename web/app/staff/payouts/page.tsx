import { StaffPayouts } from '@/panels/money/staff-payouts';

export const metadata = { title: 'Payouts' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function StaffPayoutsPage({ searchParams }: Params) {
  const { status } = await searchParams;
  return <StaffPayouts status={typeof status === 'string' ? status : null} />;
}
