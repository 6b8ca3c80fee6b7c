'use client';

import { Gate } from '../gate';
import { PageHead } from '../money/list';
import { STAFF } from '../types';
import { ViewTabs } from '../view-tabs';
import { Consumers } from './consumers';
import { Letters } from './letters';
import { EventSearch } from './event-search';
import { Streams } from './streams';

const TABS = [
  { key: 'streams', label: 'Streams' },
  { key: 'consumers', label: 'Consumers' },
  { key: 'search', label: 'Search' },
  { key: 'dead-letters', label: 'Set aside' },
] as const;
type Tab = (typeof TABS)[number]['key'];

interface EventsProps {
  tab: string | null;
  /** Narrows the search; as the address says. */
  about: string | null;
  topic: string | null;
  status: string | null;
}

/** Everything that happens in the market, who reads of it, and what nobody could use. */
export function Events(props: EventsProps) {
  const searched = props.about !== null || props.topic !== null;
  const tab: Tab = TABS.find(({ key }) => key === props.tab)?.key ?? (searched ? 'search' : 'streams');
  return (
    <Gate roles={STAFF} whom="Caravan's staff">
      {({ role }) => (
        <div className="page pt-8 [&>*]:max-w-5xl">
          <PageHead title="Events">
            Whatever happens is told as an event, and each consumer makes something of it.
          </PageHead>
          <ViewTabs
            label="Parts of events"
            current={tab}
            tabs={TABS.map(({ key, label }) => ({ key, label, href: `/staff/events?tab=${key}` }))}
          />
          <div className="mt-5">
            {tab === 'streams' && <Streams />}
            {tab === 'consumers' && <Consumers />}
            {tab === 'search' && <EventSearch about={props.about} topic={props.topic} />}
            {tab === 'dead-letters' && <Letters status={props.status} mayRetry={role === 'admin'} />}
          </div>
        </div>
      )}
    </Gate>
  );
}
