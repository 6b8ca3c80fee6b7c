import { Orders } from '@/shop/order/orders';

export const metadata = { title: 'Orders', robots: { index: false } };

export default function OrdersPage() {
  return (
    <div className="page py-8 md:py-10">
      <div className="mx-auto max-w-4xl">
        <h1 className="mb-6 text-head">Orders</h1>
        <Orders />
      </div>
    </div>
  );
}
