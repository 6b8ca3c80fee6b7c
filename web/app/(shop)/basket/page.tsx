import { Basket } from '@/shop/basket/basket';

export const metadata = { title: 'Basket', robots: { index: false } };

export default function BasketPage() {
  return (
    <div className="page py-8 md:py-10">
      <h1 className="mb-6 text-head">Basket</h1>
      <Basket />
    </div>
  );
}
