import { CheckoutReturn } from '@/shop/checkout/return';

export const metadata = { title: 'Paying', robots: { index: false } };

export default async function CheckoutReturnPage({ params }: { params: Promise<{ id: string }> }) {
  return (
    <div className="page py-10 md:py-16">
      <CheckoutReturn id={(await params).id} />
    </div>
  );
}
