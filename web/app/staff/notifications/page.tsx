import { NoticesPage } from '@/notifications/notices-page';

export const metadata = { title: 'Notices', robots: { index: false } };

export default function NotificationsPage() {
  return <NoticesPage roles={['admin', 'support']} whom="Caravan's staff" />;
}
