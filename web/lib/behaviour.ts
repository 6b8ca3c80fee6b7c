'use client';

import { consent, onConsent } from './consent';
import { current } from './session';
import { createVisits, newVisitId, type VisitIds } from './visit';

/** What a visitor did. */
export type Doing =
  { type: 'seen' | 'basketed'; productId: string } | { type: 'searched'; text: string; results: number };

interface Outgoing {
  body: string;
  /** Only with consent. */
  token: string | null;
}

const MOST_IN_BATCH = 50;
const WAIT_MS = 1000;
/** The same thing told again so soon is one look at it. */
const SAME_WITHIN_MS = 1500;

/** Collects what a visitor does and sends it in batches; what cannot be sent is let go. */
export function createTeller(deps: {
  ids: () => VisitIds;
  token: () => string | null;
  /** The site that led here. */
  referrer: () => string;
  send: (outgoing: Outgoing) => void;
  nowMs: () => number;
}) {
  let waiting: { doing: Doing; atMs: number; id: string }[] = [];
  let who: VisitIds | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = { text: '', atMs: 0 };

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const told = waiting;
    if (!who || told.length === 0) return;
    waiting = [];
    const now = deps.nowMs();
    const events = told.map(({ doing, atMs, id }) => ({ ...doing, id, agoMs: Math.max(0, now - atMs) }));
    const referrer = deps.referrer();
    const body = JSON.stringify({ ...who, ...(referrer ? { referrer } : {}), events });
    deps.send({ body, token: who.consent ? deps.token() : null });
  }

  return {
    tell(doing: Doing): void {
      const now = deps.nowMs();
      const text = JSON.stringify(doing);
      if (text === last.text && now - last.atMs < SAME_WITHIN_MS) return;
      last = { text, atMs: now };
      const ids = deps.ids();
      // What was done before the visitor answered is told as it was done.
      if (who && (ids.sessionId !== who.sessionId || ids.consent !== who.consent)) flush();
      who = ids;
      waiting.push({ doing, atMs: now, id: newVisitId(now) });
      if (waiting.length >= MOST_IN_BATCH) flush();
      else timer ??= setTimeout(flush, WAIT_MS);
    },
    flush,
  };
}

const visits = createVisits({ storage: () => localStorage, nowMs: () => Date.now() });
let teller: ReturnType<typeof createTeller> | undefined;

/** Tells what the visitor does; as nobody in particular unless they agreed. */
export function tell(doing: Doing): void {
  teller ??= startTelling();
  teller.tell(doing);
}

/** The visitor's id, where they agreed to be known by it. */
export function visitorId(): string | null {
  return visits.ids(consent() === 'yes').visitorId ?? null;
}

function startTelling() {
  const made = createTeller({
    ids: () => visits.ids(consent() === 'yes'),
    token: freshToken,
    referrer: () => strangerIn(document.referrer),
    send: post,
    nowMs: () => Date.now(),
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') made.flush();
  });
  window.addEventListener('pagehide', made.flush);
  onConsent(() => {
    made.flush();
    if (consent() !== 'yes') visits.forget();
  });
  return made;
}

/** The site that led here, and nothing of its page; empty where it is ours, or none. */
export function strangerIn(referrer: string, own: string = location.origin): string {
  if (!URL.canParse(referrer)) return '';
  const { origin } = new URL(referrer);
  return origin === own || origin === 'null' ? '' : origin;
}

/** A token that is at hand; nobody is asked for one because of this. */
function freshToken(): string | null {
  const now = current();
  if (now.status !== 'present' || Date.parse(now.session.expiresAt) <= Date.now()) return null;
  return now.session.accessToken;
}

/** Outlives the page like a beacon; a beacon could not leave the cookies at home. */
function post({ body, token }: Outgoing): void {
  fetch('/api/v1/behaviour', {
    method: 'POST',
    keepalive: true,
    credentials: 'omit',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body,
  }).catch(() => undefined);
}
