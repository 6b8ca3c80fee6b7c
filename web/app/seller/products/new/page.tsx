import { NewProduct } from '@/panels/goods/new-product';

export const metadata = { title: 'New product' };

export default function NewProductPage() {
  return <NewProduct />;
}
