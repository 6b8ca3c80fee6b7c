import { SellerPromotions } from '@/panels/promotions/promotions';

export const metadata = { title: 'Promotions' };

export default function SellerPromotionsPage() {
  return <SellerPromotions />;
}
