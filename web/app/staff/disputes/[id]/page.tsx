import { StaffDispute } from '@/panels/money/staff-dispute';

export const metadata = { title: 'A dispute' };

export default async function StaffDisputePage({ params }: { params: Promise<{ id: string }> }) {
  return <StaffDispute disputeId={(await params).id} />;
}
