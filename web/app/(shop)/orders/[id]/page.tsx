import { OrderPage } from '@/shop/order/order-page';

export const metadata = { title: 'Order', robots: { index: false } };

export default async function OrderRoute({ params }: { params: Promise<{ id: string }> }) {
  return (
    <div className="page py-6 md:py-8">
      <OrderPage id={(await params).id} />
    </div>
  );
}
