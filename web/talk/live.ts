'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { joinSocket, leaveSocket } from '@/lib/socket';
import { usePublicConfig } from '@/lib/surroundings';
import type { Message } from './types';

interface Heard {
  /** Something was written in some conversation of this person's. */
  onSent?: (message: { id: string; sequence: number }) => void;
  onRead?: (read: { id: string; sequence: number; by: string }) => void;
  onTyping?: (from: string) => void;
  /** What was written while nobody listened. */
  onMissed?: (messages: Message[], hasMore: boolean) => void;
  /** The number of the last message that is here. */
  since?: () => number;
}

interface Watched {
  ok?: boolean;
  messages?: Message[];
  hasMore?: boolean;
}

const ANSWER_WITHIN_MS = 5000;

/**
 * Hears what is written to this person; and all of one conversation, with what was missed while the line was cut.
 * @param conversation null listens to all of them, without who is typing
 * @returns whether the line stands, and how to say that one is typing
 */
export function useTalkLive(conversation: string | null, enabled: boolean, heard: Heard) {
  const { apiUrl } = usePublicConfig();
  const [line, setLine] = useState<Socket | null>(null);
  const sent = useEffectEvent((told: { id: string; sequence: number }) => heard.onSent?.(told));
  const read = useEffectEvent((told: { id: string; sequence: number; status: string }) =>
    heard.onRead?.({ id: told.id, sequence: told.sequence, by: told.status }),
  );
  const typing = useEffectEvent((told: { id: string; from: string }) => {
    if (told.id === conversation) heard.onTyping?.(told.from);
  });
  const watched = useEffectEvent((answer: Watched) => {
    if (answer.messages?.length) heard.onMissed?.(answer.messages, answer.hasMore ?? false);
  });
  const last = useEffectEvent(() => heard.since?.());

  useEffect(() => {
    if (!enabled) return;
    let isOver = false;
    let stop = () => {};
    joinSocket(apiUrl)
      .then((socket) => {
        if (isOver) return;
        const connected = () => {
          if (conversation === null) return setLine(socket);
          const since = last();
          socket
            .timeout(ANSWER_WITHIN_MS)
            .emitWithAck('watch', { conversation, ...(since === undefined ? {} : { since }) })
            .then((answer: Watched) => {
              if (isOver) return;
              setLine(answer.ok ? socket : null);
              watched(answer);
            })
            .catch(() => !isOver && setLine(null));
        };
        const lost = () => setLine(null);
        const onSent = (told: { id: string; sequence: number }) => sent(told);
        const onRead = (told: { id: string; sequence: number; status: string }) => read(told);
        const onTyping = (told: { id: string; from: string }) => typing(told);
        socket.on('connect', connected);
        socket.on('disconnect', lost);
        socket.on('message.sent', onSent);
        socket.on('message.read', onRead);
        socket.on('message.typing', onTyping);
        if (socket.connected) connected();
        stop = () => {
          socket.off('connect', connected);
          socket.off('disconnect', lost);
          socket.off('message.sent', onSent);
          socket.off('message.read', onRead);
          socket.off('message.typing', onTyping);
          if (conversation !== null) socket.emit('unwatch', { conversation });
        };
      })
      .catch(() => {});
    return () => {
      isOver = true;
      stop();
      leaveSocket();
    };
  }, [conversation, enabled, apiUrl]);

  return {
    live: line !== null,
    /** The other side sees that somebody is writing. */
    sayTyping: () => line?.volatile.emit('typing', { conversation }),
  };
}
