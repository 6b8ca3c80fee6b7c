import { StaffPromotions } from '@/panels/promotions/promotions';

export const metadata = { title: 'Promotions' };

export default function StaffPromotionsPage() {
  return <StaffPromotions />;
}
