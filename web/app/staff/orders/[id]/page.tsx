import { StaffOrder } from '@/panels/staff-order';

export const metadata = { title: 'An order' };

export default async function StaffOrderPage({ params }: { params: Promise<{ id: string }> }) {
  return <StaffOrder orderId={(await params).id} />;
}
