import { SellerHome } from '@/panels/seller-home';

export const metadata = { title: 'Today' };

export default function SellerPage() {
  return <SellerHome />;
}
