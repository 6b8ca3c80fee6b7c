'use client';

import { useCallback, useEffect, useState } from 'react';
import { api, newKey } from '@/lib/api';
import { useSession } from '@/lib/session';
import { browserWords } from './browser-words';
import { firebaseToken } from './firebase-token';

/** `unknown` until the page runs in the browser; `unable` where it cannot be pushed to, or may not. */
export type PushState = 'unknown' | 'unable' | 'refused' | 'off' | 'on';

interface PushOptions {
  provider: 'firebase' | 'stand-in';
  web: Record<string, string> | null;
}

/** What this browser remembers: whom it is pushed for, and under which id the shop knows it. */
interface Kept {
  personId: string;
  deviceId: string;
}

const KEPT = 'caravan-push';
const TOKEN = 'caravan-push-token';
const CHANGED = 'caravan-push-changed';

/** Whether this browser is pushed to, and the switch for it. */
export function usePush() {
  const session = useSession();
  const personId = session.status === 'present' ? session.session.actor.id : null;
  const [state, setState] = useState<PushState>('unknown');
  useEffect(() => {
    const look = () => setState(stateFor(personId));
    look();
    window.addEventListener(CHANGED, look);
    return () => window.removeEventListener(CHANGED, look);
  }, [personId]);
  const turnOn = useCallback(async () => {
    if (personId === null) return;
    if ((await Notification.requestPermission()) === 'granted') await register(personId);
    changed();
  }, [personId]);
  return { state, turnOn, turnOff: forgetBrowser };
}

/** Says at each visit that this browser is still there, so that a token that changed is known. */
export function useKeepPush(): void {
  const session = useSession();
  const actor = session.status === 'present' ? session.session.actor : null;
  const personId = actor && actor.role !== 'guest' ? actor.id : null;
  useEffect(() => {
    if (personId !== null && stateFor(personId) === 'on')
      // It is tried again at the next visit.
      void register(personId).catch(() => undefined);
  }, [personId]);
}

/** Takes this browser off the list; whoever signs out is not pushed to here any more. Never fails. */
export async function forgetBrowser(): Promise<void> {
  const kept = readKept();
  if (!kept) return;
  localStorage.removeItem(KEPT);
  changed();
  // Should this not arrive, the provider's or the next person's word for the same browser takes its place.
  await api(`/devices/${kept.deviceId}`, { method: 'DELETE', timeoutMs: 4000 }).catch(() => undefined);
}

/** How this shop reaches browsers. */
export function pushOptions(): Promise<PushOptions> {
  return api<PushOptions>('/push-options', { as: 'none' });
}

async function register(personId: string): Promise<void> {
  const worker = await navigator.serviceWorker.register('/push-worker.js');
  const options = await pushOptions();
  const token = options.web ? await firebaseToken(options.web, worker) : localToken();
  const { id } = await api<{ id: string }>('/devices', {
    method: 'POST',
    body: { token, name: browserWords(navigator.userAgent) },
  });
  localStorage.setItem(KEPT, JSON.stringify({ personId, deviceId: id } satisfies Kept));
}

/**
 * Without Firebase's web configuration there is nobody who could reach this browser from outside. It is registered
 * under a token of its own, and the stand-in shows what would have been pushed to it.
 */
function localToken(): string {
  const token = localStorage.getItem(TOKEN) ?? `local-${newKey()}`;
  localStorage.setItem(TOKEN, token);
  return token;
}

function stateFor(personId: string | null): PushState {
  if (!('Notification' in window) || !('serviceWorker' in navigator) || personId === null) return 'unable';
  if (Notification.permission === 'denied') return 'refused';
  return Notification.permission === 'granted' && readKept()?.personId === personId ? 'on' : 'off';
}

function readKept(): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

function changed(): void {
  window.dispatchEvent(new Event(CHANGED));
}
