import { SellerRefunds } from '@/panels/money/seller-refunds';

export const metadata = { title: 'Refunds' };

export default function SellerRefundsPage() {
  return <SellerRefunds />;
}
