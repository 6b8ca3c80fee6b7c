import { Apply } from '@/shop/sell/apply';

export const metadata = { title: 'Open a shop', robots: { index: false } };

export default function ApplyPage() {
  return <Apply />;
}
