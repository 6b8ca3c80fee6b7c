'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { api, newKey } from '@/lib/api';
import { messageOf } from '@/lib/problem';
import { useIsPresent } from '@/lib/queries';
import type { Picture } from '@/lib/types';
import { useTalkLive } from './live';
import { conversationKey, useRenewTalk } from './queries';
import { merged } from './thread';
import type { Message } from './types';

interface Thread {
  items: Message[];
  /** There are older ones. */
  hasMore: boolean;
}

/** A message that is on its way, or did not arrive. */
export interface Outgoing {
  clientId: string;
  text: string;
  pictures: Picture[];
  failed: string | null;
}

const TYPING_SHOWN_MS = 4000;
const TYPING_SAID_EVERY_MS = 2000;
/** How often it is asked for what is new while the socket is silent, in ms. */
const POLL_MS = 5000;

/** What is written in a conversation, kept up to date; sending, and who is typing. */
export function useThread(id: string, canWrite: boolean) {
  const client = useQueryClient();
  const renew = useRenewTalk();
  const present = useIsPresent();
  const key = ['thread', id];
  const [outgoing, setOutgoing] = useState<Outgoing[]>([]);
  const [isOtherTyping, setOtherTyping] = useState(false);
  const typingEnds = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saidTypingMs = useRef(0);

  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<Thread>(`/conversations/${id}/messages?limit=50`, { signal }),
    enabled: present,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const items = query.data?.items ?? [];
  const last = items.at(-1)?.sequence ?? 0;

  const put = (more: readonly Message[], hasMore?: boolean) =>
    client.setQueryData<Thread>(key, (known) => ({
      items: merged(known?.items ?? [], more),
      hasMore: hasMore ?? known?.hasMore ?? false,
    }));
  const catchUp = useEffectEvent(async () => {
    if (query.data === undefined) return;
    const known = client.getQueryData<Thread>(key)?.items.at(-1)?.sequence ?? 0;
    const more = await api<Thread>(`/conversations/${id}/messages?after=${known}&limit=100`);
    if (more.items.length === 0) return;
    put(more.items);
    setOtherTyping(false);
  });
  const isLoaded = query.isSuccess;
  const { live, sayTyping } = useTalkLive(id, present && isLoaded, {
    since: () => client.getQueryData<Thread>(key)?.items.at(-1)?.sequence ?? 0,
    onSent: (told) => {
      if (told.id === id) catchUp().catch(() => {});
    },
    onRead: (told) => {
      if (told.id === id) void client.invalidateQueries({ queryKey: conversationKey(id) });
    },
    onMissed: (missed, hasMore) => {
      put(missed);
      if (hasMore) catchUp().catch(() => {});
    },
    onTyping: () => {
      setOtherTyping(true);
      clearTimeout(typingEnds.current);
      typingEnds.current = setTimeout(() => setOtherTyping(false), TYPING_SHOWN_MS);
    },
  });
  useEffect(() => {
    if (live || !isLoaded) return;
    const timer = setInterval(() => void catchUp().catch(() => {}), POLL_MS);
    return () => clearInterval(timer);
  }, [live, isLoaded]);
  useEffect(() => () => clearTimeout(typingEnds.current), []);

  useMarkRead(id, last, canWrite, renew);

  const deliver = async (message: Outgoing) => {
    const { clientId, text } = message;
    const pictures = message.pictures.map((picture) => ({ id: picture.id, alt: picture.alt }));
    const mark = (failed: string | null) =>
      setOutgoing((all) => all.map((one) => (one.clientId === clientId ? { ...one, failed } : one)));
    mark(null);
    try {
      const sent = await api<Message>(`/conversations/${id}/messages`, {
        method: 'POST',
        body: { clientId, text, pictures },
      });
      put([sent]);
      setOutgoing((all) => all.filter((one) => one.clientId !== clientId));
      renew();
    } catch (error) {
      mark(messageOf(error));
    }
  };

  return {
    query,
    items,
    outgoing,
    isOtherTyping,
    live,
    send(text: string, pictures: Picture[]) {
      const message = { clientId: newKey(), text, pictures, failed: null };
      setOutgoing((all) => [...all, message]);
      void deliver(message);
    },
    /** The same message again: should it have arrived after all, it is there once. */
    sendAgain: (message: Outgoing) => void deliver(message),
    drop: (clientId: string) => setOutgoing((all) => all.filter((one) => one.clientId !== clientId)),
    typing() {
      if (Date.now() - saidTypingMs.current < TYPING_SAID_EVERY_MS) return;
      saidTypingMs.current = Date.now();
      sayTyping();
    },
    async loadOlder() {
      const first = items[0]?.sequence;
      if (first === undefined) return;
      const older = await api<Thread>(`/conversations/${id}/messages?before=${first}&limit=50`);
      put(older.items, older.hasMore);
    },
  };
}

/** Says that everything here was read, while somebody looks at it. */
function useMarkRead(id: string, last: number, canRead: boolean, renew: () => void): void {
  const read = useRef(0);
  const mark = useEffectEvent(() => {
    if (!canRead || last <= read.current || document.visibilityState !== 'visible') return;
    read.current = last;
    api(`/conversations/${id}/read`, { method: 'PUT', body: { sequence: last } }).then(renew, () => {
      read.current = 0;
    });
  });
  useEffect(() => {
    mark();
    const look = () => mark();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [last, canRead]);
}
