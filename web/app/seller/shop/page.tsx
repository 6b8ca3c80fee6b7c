import { SellerShop } from '@/panels/shop/seller-shop';

export const metadata = { title: 'Shop' };

export default function SellerShopPage() {
  return <SellerShop />;
}
