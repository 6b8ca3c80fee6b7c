import { StaffWebhooks } from '@/panels/webhooks/webhooks';

export const metadata = { title: 'Webhooks' };

export default function StaffWebhooksPage() {
  return <StaffWebhooks />;
}
