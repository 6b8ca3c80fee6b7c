import { Checkout } from '@/shop/checkout/checkout';

export const metadata = { title: 'Checkout', robots: { index: false } };

export default function CheckoutPage() {
  return (
    <div className="page py-8 md:py-10">
      <h1 className="mb-6 text-head">Checkout</h1>
      <Checkout />
    </div>
  );
}
