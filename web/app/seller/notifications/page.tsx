import { NoticesPage } from '@/notifications/notices-page';
import { SELLERS } from '@/panels/types';

export const metadata = { title: 'Notices', robots: { index: false } };

export default function NotificationsPage() {
  return <NoticesPage roles={SELLERS} whom="sellers" />;
}
