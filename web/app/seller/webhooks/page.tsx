import { SellerWebhooks } from '@/panels/webhooks/webhooks';

export const metadata = { title: 'Webhooks' };

export default function SellerWebhooksPage() {
  return <SellerWebhooks />;
}
