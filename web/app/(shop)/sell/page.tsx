import { Invitation } from '@/shop/sell/invitation';

export const metadata = { title: 'Sell at Caravan' };

export default function SellPage() {
  return <Invitation />;
}
