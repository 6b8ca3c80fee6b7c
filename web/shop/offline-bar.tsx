'use client';

import { useSyncExternalStore } from 'react';
import { Icon } from '@/ui/icon';

/** Says so while the browser has no network. */
export function OfflineBar() {
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  return (
    <div role="status">
      {!online && (
        <p className="flex items-center justify-center gap-2 bg-amber-soft px-4 py-2 text-small font-medium text-amber">
          <Icon name="offline" size={16} />
          You are offline. What you see may be old; nothing you typed is lost.
        </p>
      )}
    </div>
  );
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}
