import { Events } from '@/panels/events/events';

export const metadata = { title: 'Events' };

interface Params {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const single = (value: string | string[] | undefined) => (typeof value === 'string' ? value : null);

export default async function EventsPage({ searchParams }: Params) {
  const { tab, about, topic, status } = await searchParams;
  return <Events tab={single(tab)} about={single(about)} topic={single(topic)} status={single(status)} />;
}
