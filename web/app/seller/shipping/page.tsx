import { SellerShipping } from '@/panels/shipping/seller-shipping';

export const metadata = { title: 'Shipping' };

export default function SellerShippingPage() {
  return <SellerShipping />;
}
