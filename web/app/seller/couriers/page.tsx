import { SellerCouriers } from '@/panels/couriers/seller-couriers';

export const metadata = { title: 'Couriers' };

export default function SellerCouriersPage() {
  return <SellerCouriers />;
}
