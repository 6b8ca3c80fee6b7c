import { exchange } from '../../../services/platform/http-client';
import { signWebhook } from '../../../services/platform/webhook-signature';

/** Eight tries in about a minute. */
export const RETRY_DELAYS_MS: readonly number[] = [0, 250, 500, 1000, 3000, 8000, 16_000, 30_000];
const MAX_IN_FLIGHT = 32;
const TIMEOUT_MS = 5000;
const KEPT_LOG_LINES = 10_000;
const COPY_PAUSE_MS = 60;

/** The body of a webhook, shaped as the Standard Webhooks specification advises. */
export interface WebhookEvent {
  id: string;
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

/** A webhook to be sent, plain JSON so that it can stand in a journal. */
export interface Dispatch {
  event: WebhookEvent;
  /** How often it is sent although it arrived; 1 unless duplicates are wanted. */
  copies?: number;
  /** Waits until a later event with the same `subject` was sent. */
  held?: boolean;
  /** What the event is about, for `held`. */
  subject?: string;
}

export interface DeliveryLogLine {
  id: string;
  type: string;
  status: 'pending' | 'delivered' | 'undelivered';
  attempts: number;
  /** The status of the last answer, or 0 where there was none. */
  lastStatus: number;
  createdAt: string;
}

export interface WebhookSender {
  /** Never waits and never fails: sending goes on in the background. */
  send(dispatch: Dispatch): void;
  /** Sends again whatever was given up. Returns how many. */
  resend(): number;
  /** Newest first. */
  log(limit: number): DeliveryLogLine[];
  close(): void;
}

interface Job {
  /** Counts up in the order in which they were to be sent. */
  order: number;
  dispatch: Dispatch;
  line: DeliveryLogLine;
}

/**
 * Sends signed webhooks in the background with retries that end.
 * @param options.url where they go; without it each counts as undelivered
 * @param options.holdMs how long a held webhook waits for a later one at most, in ms
 * @param options.onDelivered called once an event was accepted with a 2xx status
 */
export function createWebhookSender(options: {
  url: string | undefined;
  secret: string;
  retryDelaysMs: readonly number[];
  holdMs: number;
  onDelivered: (eventId: string) => void;
}): WebhookSender {
  const target = options.url === undefined ? undefined : new URL(options.url);
  const jobs = new Map<string, Job>();
  const held = new Map<string, Job[]>();
  const waiting: Job[] = [];
  const timers = new Set<NodeJS.Timeout>();
  let inFlight = 0;
  let sent = 0;
  let closed = false;

  function later(delayMs: number, action: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, delayMs);
    timers.add(timer);
  }

  function enqueue(job: Job): void {
    waiting.push(job);
    pump();
  }

  function pump(): void {
    while (inFlight < MAX_IN_FLIGHT && !closed) {
      const job = waiting.shift();
      if (!job) return;
      inFlight += 1;
      void attempt(job)
        .catch((error: unknown) => process.stderr.write(`webhooks: ${String(error)}\n`))
        .finally(() => {
          inFlight -= 1;
          pump();
        });
    }
  }

  async function attempt(job: Job): Promise<void> {
    const { line, dispatch } = job;
    line.attempts += 1;
    line.lastStatus = target ? await post(target, dispatch.event) : 0;
    if (closed) return;
    if (line.lastStatus >= 200 && line.lastStatus < 300) return delivered(job);
    const pause = options.retryDelaysMs[line.attempts];
    if (pause === undefined || !target) line.status = 'undelivered';
    else later(pause, () => enqueue(job));
  }

  function delivered({ order, line, dispatch }: Job): void {
    line.status = 'delivered';
    options.onDelivered(dispatch.event.id);
    if (target) sendCopies(target, dispatch);
    if (!dispatch.held) release(dispatch.subject, order);
    forgetOldLines();
  }

  function sendCopies(url: URL, dispatch: Dispatch): void {
    for (let copy = 1; copy < (dispatch.copies ?? 1); copy += 1) {
      later(copy * COPY_PAUSE_MS, () => void post(url, dispatch.event));
    }
  }

  /** Sends what is held and came before `order`: an earlier event that arrives late releases nothing later. */
  function release(subject: string | undefined, order: number): void {
    if (subject === undefined) return;
    const jobsHeld = held.get(subject) ?? [];
    const kept = jobsHeld.filter((job) => job.order > order);
    if (kept.length > 0) held.set(subject, kept);
    else held.delete(subject);
    for (const job of jobsHeld.filter((candidate) => candidate.order <= order)) enqueue(job);
  }

  async function post(url: URL, event: WebhookEvent): Promise<number> {
    const body = JSON.stringify({ type: event.type, timestamp: event.timestamp, data: event.data });
    const signature = signWebhook({ id: event.id, timestampMs: Date.now(), body, secret: options.secret });
    const headers = { ...signature, 'content-type': 'application/json' };
    return exchange({ method: 'POST', url, headers, body, timeoutMs: TIMEOUT_MS }).then(
      (answer) => answer.status,
      () => 0,
    );
  }

  function forgetOldLines(): void {
    if (jobs.size <= KEPT_LOG_LINES) return;
    for (const [id, job] of jobs) {
      if (jobs.size <= KEPT_LOG_LINES) return;
      if (job.line.status === 'delivered') jobs.delete(id);
    }
  }

  return {
    send(dispatch) {
      const { id, type, timestamp } = dispatch.event;
      const line: DeliveryLogLine = {
        id,
        type,
        status: 'pending',
        attempts: 0,
        lastStatus: 0,
        createdAt: timestamp,
      };
      sent += 1;
      const job = { order: sent, dispatch, line };
      jobs.set(id, job);
      if (!dispatch.held || dispatch.subject === undefined) return enqueue(job);
      const { subject } = dispatch;
      held.set(subject, [...(held.get(subject) ?? []), job]);
      later(options.holdMs, () => release(subject, job.order));
    },
    resend() {
      const given = [...jobs.values()].filter(({ line }) => line.status === 'undelivered');
      for (const job of given) {
        job.line.status = 'pending';
        job.line.attempts = 0;
        enqueue(job);
      }
      return given.length;
    },
    log: (limit) =>
      [...jobs.values()]
        .slice(-limit)
        .reverse()
        .map(({ line }) => line),
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
