import { SellerImport } from '@/panels/goods/seller-import';

export const metadata = { title: 'Import' };

export default function SellerImportPage() {
  return <SellerImport />;
}
