import { EventPage } from '@/panels/events/event-page';

export const metadata = { title: 'An event' };

export default async function StaffEventPage({ params }: { params: Promise<{ id: string }> }) {
  return <EventPage id={decodeURIComponent((await params).id)} />;
}
