'use client';

import { useSyncExternalStore } from 'react';
import { noAnswer, problemOf } from './problem';
import type { Session } from './types';

/**
 * Who is here. The access token lives in memory only; a cookie that scripts cannot read renews it. `unknown` until
 * the first renewal has answered, `away` while it gets no answer: nobody is signed out because the shop was silent.
 */
export type SessionState =
  | { status: 'unknown' }
  | { status: 'away' }
  | { status: 'anonymous' }
  | { status: 'present'; session: Session };

type Message = { kind: 'session'; session: Session } | { kind: 'signed-out' };

const RENEW_BEFORE_MS = 30_000;
const TIMEOUT_MS = 10_000;
const FIRST_WAIT_MS = 3000;
const LONGEST_WAIT_MS = 30_000;
const LOCK = 'caravan-session';
const SERVER_STATE: SessionState = { status: 'unknown' };

let state: SessionState = SERVER_STATE;
let started = false;
let waiting: ReturnType<typeof setTimeout> | undefined;
let line: Promise<unknown> = Promise.resolve();
let channel: BroadcastChannel | null = null;
const listeners = new Set<() => void>();

/** Starts the session once a page. `hasCookie` spares visitors without a session a refusal. */
export function startSession(hasCookie: boolean): void {
  if (started) return;
  started = true;
  channel = new BroadcastChannel('caravan-session');
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    set(data.kind === 'session' ? { status: 'present', session: data.session } : { status: 'anonymous' });
  };
  if (!hasCookie) set({ status: 'anonymous' });
  else revive(FIRST_WAIT_MS);
  window.addEventListener('online', lookAgain);
}

/** Asks again at once whether the session goes on. */
export function lookAgain(): void {
  if (state.status === 'away') revive(FIRST_WAIT_MS);
}

function revive(waitMs: number): void {
  clearTimeout(waiting);
  renew().catch(() => {
    set({ status: 'away' });
    waiting = setTimeout(() => revive(Math.min(waitMs * 2, LONGEST_WAIT_MS)), waitMs);
  });
}

/** The session as it changes. */
export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, current, () => SERVER_STATE);
}

/**
 * True for guests and visitors, who may not do what needs an account. While it is not known who is here, or the shop is
 * silent, nobody is taken for a guest.
 */
export function lacksAccount(of: SessionState): boolean {
  return of.status === 'anonymous' || (of.status === 'present' && of.session.actor.role === 'guest');
}

/** The session now. */
export function current(): SessionState {
  return state;
}

/** Takes over a session that the API has just given, in every tab. */
export function adopt(session: Session): void {
  set({ status: 'present', session });
  channel?.postMessage({ kind: 'session', session } satisfies Message);
}

/** Forgets the session in every tab. */
export function forget(): void {
  set({ status: 'anonymous' });
  channel?.postMessage({ kind: 'signed-out' } satisfies Message);
}

/**
 * A token that is good for a while yet; null for a visitor without a session.
 * @throws ApiProblem when the shop does not answer
 */
export async function token(): Promise<string | null> {
  const now = await settled();
  if (now.status === 'away') return renew();
  if (now.status !== 'present') return null;
  if (isFresh(now.session)) return now.session.accessToken;
  return renew(now.session.accessToken);
}

/** A token, with a guest session made when there is none: called by the first thing that needs one. */
export async function tokenOrGuest(): Promise<string> {
  const known = await token();
  if (known) return known;
  return locked(async () => {
    // Another tab may have been quicker.
    if (state.status === 'present') return state.session.accessToken;
    return take(await post('/api/v1/guest-sessions'));
  });
}

/** A new token after `refused` was not accepted; null when the session is over. */
export async function renew(refused?: string): Promise<string | null> {
  return locked(async () => {
    if (state.status === 'present' && state.session.accessToken !== refused && isFresh(state.session)) {
      return state.session.accessToken;
    }
    const response = await post('/api/v1/sessions/refreshes');
    if (response.status === 401 || response.status === 403) {
      forget();
      return null;
    }
    return take(response);
  });
}

async function take(response: Response): Promise<string> {
  if (!response.ok) throw await problemOf(response);
  const session = (await response.json()) as Session;
  adopt(session);
  return session.accessToken;
}

async function post(path: string): Promise<Response> {
  try {
    return await fetch(path, { method: 'POST', signal: AbortSignal.timeout(TIMEOUT_MS) });
  } catch {
    throw noAnswer();
  }
}

/** One at a time over all tabs: two renewals of one cookie would look like a stolen one. */
async function locked<Result>(work: () => Promise<Result>): Promise<Result> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (locks) return locks.request(LOCK, work);
  // Browsers offer locks on secure origins only; then at least this page stands in line.
  const mine = line.then(work, work);
  line = mine.catch(() => {});
  return mine;
}

function settled(): Promise<SessionState> {
  if (state.status !== 'unknown') return Promise.resolve(state);
  return new Promise((resolve) => {
    const stop = subscribe(() => {
      if (state.status === 'unknown') return;
      stop();
      resolve(state);
    });
  });
}

function isFresh(session: Session): boolean {
  return Date.parse(session.expiresAt) - Date.now() > RENEW_BEFORE_MS;
}

function set(next: SessionState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
