import { SellerProduct } from '@/panels/goods/seller-product';

export const metadata = { title: 'A product' };

export default async function SellerProductPage({ params }: { params: Promise<{ id: string }> }) {
  return <SellerProduct productId={(await params).id} />;
}
