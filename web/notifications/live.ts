'use client';

import { useEffect, useEffectEvent } from 'react';
import { joinSocket, leaveSocket } from '@/lib/socket';
import { usePublicConfig } from '@/lib/surroundings';

/** Calls `onTold` with the kind of each notice that comes into this person's inbox, and with null after a cut line. */
export function useInboxLive(enabled: boolean, onTold: (kind: string | null) => void): void {
  const { apiUrl } = usePublicConfig();
  const told = useEffectEvent(onTold);
  useEffect(() => {
    if (!enabled) return;
    let isOver = false;
    let stop = () => {};
    joinSocket(apiUrl)
      .then((socket) => {
        if (isOver) return;
        const came = ({ status }: { status: string | null }) => told(status);
        let wasCut = false;
        const cut = () => {
          wasCut = true;
        };
        const back = () => wasCut && told(null);
        socket.on('inbox', came);
        socket.on('disconnect', cut);
        socket.on('connect', back);
        stop = () => {
          socket.off('inbox', came);
          socket.off('disconnect', cut);
          socket.off('connect', back);
        };
      })
      .catch(() => {});
    return () => {
      isOver = true;
      stop();
      leaveSocket();
    };
  }, [enabled, apiUrl]);
}
