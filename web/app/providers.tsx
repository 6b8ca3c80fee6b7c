'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { mayRetry } from '@/lib/queries';
import { startSession, useSession } from '@/lib/session';
import { SurroundingsProvider } from '@/lib/surroundings';
import type { PublicConfig } from '@/lib/types';
import { useKeepPush } from '@/notifications/push';
import { Toasts } from '@/ui/toast';

interface ProvidersProps {
  locale: string;
  config: PublicConfig;
  hasSession: boolean;
  children: ReactNode;
}

/** What every page's client side stands on: answers kept, session, locale, toasts. */
export function Providers({ locale, config, hasSession, children }: ProvidersProps) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { retry: mayRetry, staleTime: 5000, refetchOnWindowFocus: true } },
      }),
  );
  useEffect(() => startSession(hasSession), [hasSession]);
  return (
    <QueryClientProvider client={client}>
      <SurroundingsProvider locale={locale} config={config}>
        <ForgetOthers client={client} />
        <KeepPush />
        {children}
        <Toasts />
      </SurroundingsProvider>
    </QueryClientProvider>
  );
}

/** A browser that is pushed to says at each visit that it is there still. */
function KeepPush() {
  useKeepPush();
  return null;
}

/** What one person saw is not kept for the next one at the same screen. */
function ForgetOthers({ client }: { client: QueryClient }) {
  const session = useSession();
  const id = session.status === 'present' ? session.session.actor.id : null;
  const shownTo = useRef<string | null>(null);
  useEffect(() => {
    const before = shownTo.current;
    shownTo.current = id;
    if (before === null || before === id) return;
    // Not before every query has heard who is here now, or it would ask once more for who was.
    setTimeout(() => void client.resetQueries(), 0);
  }, [client, id]);
  return null;
}
