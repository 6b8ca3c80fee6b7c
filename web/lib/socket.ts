'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import type { Socket } from 'socket.io-client';
import { token } from './session';
import { usePublicConfig } from './surroundings';

/** What may be watched: one of these with its id. */
export type Watched =
  | { order: string }
  | { delivery: string }
  | { checkout: string }
  | { seller: string }
  /** Figures of a shop, or of the `market`. */
  | { analytics: string };
const EVENTS = [
  ...(['order.changed', 'checkout.changed', 'delivery.changed'] as const),
  ...(['refund.changed', 'dispute.changed', 'payout.changed'] as const),
  'analytics.moved' as const,
];
export type LiveEvent = (typeof EVENTS)[number];

let shared: { socket: Promise<Socket>; users: number } | null = null;

/**
 * Calls `onChange` whenever something watched has changed.
 * @param watched null watches nothing yet
 * @returns true while the socket carries the changes; ask again now and then while it is false
 */
export function useLive(watched: Watched | null, onChange: (event: LiveEvent) => void): boolean {
  const { apiUrl } = usePublicConfig();
  const [live, setLive] = useState(false);
  const changed = useEffectEvent(onChange);
  const key = watched ? JSON.stringify(watched) : null;

  useEffect(() => {
    if (!key) return;
    const what = JSON.parse(key) as Watched;
    let stopped = false;
    let stop = () => {};
    joinSocket(apiUrl)
      .then((socket) => {
        if (stopped) return;
        const watch = () => {
          socket
            .timeout(5000)
            .emitWithAck('watch', what)
            .then((answer: { ok?: boolean }) => !stopped && setLive(answer.ok === true))
            .catch(() => !stopped && setLive(false));
        };
        const lost = () => setLive(false);
        const handlers = EVENTS.map((event) => [event, () => changed(event)] as const);
        const again = () => {
          watch();
          // What happened while the line was cut has not been told.
          changed('order.changed');
        };
        if (socket.connected) watch();
        socket.on('connect', again);
        socket.on('disconnect', lost);
        for (const [event, handler] of handlers) socket.on(event, handler);
        stop = () => {
          socket.off('connect', again);
          socket.off('disconnect', lost);
          for (const [event, handler] of handlers) socket.off(event, handler);
        };
      })
      .catch(() => {});
    return () => {
      stopped = true;
      stop();
      leaveSocket();
    };
  }, [key, apiUrl]);

  return live;
}

/** One socket for the page; the library is loaded when something is first watched. */
export function joinSocket(apiUrl: string): Promise<Socket> {
  if (!shared) {
    const socket = import('socket.io-client').then(({ io }) =>
      io(apiUrl, {
        transports: ['websocket'],
        reconnectionDelayMax: 20_000,
        auth: (give) => {
          token().then(
            (accessToken) => give({ token: accessToken }),
            () => give({}),
          );
        },
      }),
    );
    shared = { socket, users: 0 };
  }
  shared.users += 1;
  return shared.socket;
}

/** Leaves what `joinSocket` gave; the last to leave closes it. */
export function leaveSocket(): void {
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  shared.socket.then((socket) => socket.close()).catch(() => {});
  shared = null;
}
