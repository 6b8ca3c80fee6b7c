import { StaffSeller } from '@/panels/sellers/staff-seller';

export const metadata = { title: 'Seller' };

export default async function StaffSellerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <StaffSeller id={id} />;
}
