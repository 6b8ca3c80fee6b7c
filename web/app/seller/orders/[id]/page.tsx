import { SellerOrder } from '@/panels/seller-order';

export const metadata = { title: 'An order' };

export default async function SellerOrderPage({ params }: { params: Promise<{ id: string }> }) {
  return <SellerOrder orderId={(await params).id} />;
}
