import { join } from 'node:path';
import { z } from 'zod';
import { json, readJson, Refusal, serve, type Call, type Reply, type Route } from '../lib/http-server';
import { answerOnce } from '../lib/idempotency';
import { pageHeaders } from '../lib/page';
import { createWebhookSender, RETRY_DELAYS_MS, type Dispatch, type WebhookEvent } from '../lib/webhooks';
import { labelPdf } from './label.pdf';
import { labelPage, trackPage, unknownParcelPage } from './parcel.pages';
import * as steps from './parcel.state';
import type { Parcel, Step } from './parcel.state';
import { openParcelStore, type Entry } from './parcel.store';
import { behaviourOf } from './postcodes';

const KEYS_KEPT_MS = 24 * 3_600_000;
const LOG_LINES = 100;
/** Longer pauses are not kept by Node's timers; a parcel that is not due yet is planned again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const text = z.string().min(1).max(200);
const address = z.object({ country: z.string().regex(/^[A-Z]{2}$/), postcode: z.string().min(1).max(20) });
const bookRequest = z.object({
  deliveryId: text,
  from: address,
  to: address,
  weightGrams: z.number().int().positive().max(1_000_000),
  parcels: z.number().int().positive().max(100),
});
const appointmentRequest = z.object({
  notBefore: z.iso.datetime(),
  place: z.enum(['door', 'pick-up-point']).default('door'),
});

export interface CarrierOptions {
  /** 0 for any free port. */
  port: number;
  host?: string;
  apiKey: string;
  webhookSecret: string;
  /** Where reports go; none are sent without it. */
  webhookUrl?: string;
  dataDir: string;
  /** How browsers reach the carrier; `http://localhost:<port>` unless given. */
  publicUrl?: string;
  /** Pause between two steps of a parcel, in ms. */
  stepMs?: number;
  latencyMs?: number;
  /** How long a report that is to arrive late waits for a later one, in ms. */
  holdMs?: number;
  retryDelaysMs?: readonly number[];
  nowMs?: () => number;
}

export interface RunningCarrier {
  port: number;
  url: string;
  close(): Promise<void>;
}

/**
 * A carrier for trials: parcels travel by themselves, over restarts, and report by signed webhooks; what becomes of
 * them is up to the buyer's postcode (`postcodes.ts`).
 */
export async function startCarrier(options: CarrierOptions): Promise<RunningCarrier> {
  const now = options.nowMs ?? Date.now;
  const stepMs = options.stepMs ?? 2000;
  const latencyMs = options.latencyMs ?? 20;
  const failedOnce = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const store = openParcelStore({
    file: join(options.dataDir, 'carrier.jsonl'),
    answerTtlMs: KEYS_KEPT_MS,
    nowMs: now,
  });
  const webhooks = createWebhookSender({
    url: options.webhookUrl,
    secret: options.webhookSecret,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    holdMs: options.holdMs ?? 10_000,
    onDelivered: (delivered) => store.commit({ delivered }),
  });

  /** Writes a change down, then reports it and plans the parcel's next step. */
  function commit(entry: Entry): void {
    store.commit(entry);
    for (const dispatch of entry.dispatches ?? []) webhooks.send(dispatch);
    if (entry.parcel) planNextStep(entry.parcel);
  }

  function planNextStep({ trackingId, nextAtMs }: Parcel): void {
    clearTimeout(timers.get(trackingId));
    timers.delete(trackingId);
    if (nextAtMs === undefined) return;
    const pause = Math.min(Math.max(nextAtMs - now(), 0), LONGEST_TIMER_MS);
    timers.set(
      trackingId,
      setTimeout(() => takeNextStep(trackingId), pause),
    );
  }

  function takeNextStep(trackingId: string): void {
    const parcel = store.parcel(trackingId);
    if (!parcel) return;
    const step = steps.advance(parcel, now(), stepMs);
    if (step.events.length > 0) commit(changed(step));
    else planNextStep(parcel);
  }

  function book(call: Call): Reply {
    const request = readJson(bookRequest, call.body);
    const behaviour = behaviourOf(request.to.postcode, request.deliveryId);
    return once(call, 201, () => steps.book(request, behaviour, now(), stepMs), {
      answerLost: behaviour === 'timeout-after-effect',
      failsFirst: behaviour === 'error-once',
    });
  }

  function cancel(call: Call): Reply {
    return once(call, 200, () => steps.cancel(known(call), now()));
  }

  function reschedule(call: Call): Reply {
    const { notBefore, place } = readJson(appointmentRequest, call.body);
    const wanted = { notBeforeMs: Date.parse(notBefore), place };
    return once(call, 200, () => steps.reschedule(known(call), wanted, now()));
  }

  function once(
    call: Call,
    status: number,
    take: () => Step,
    faults: { answerLost?: boolean; failsFirst?: boolean } = {},
  ): Reply {
    return answerOnce<Entry>(call, {
      answers: store.answers,
      nowMs: now,
      latencyMs,
      failedOnce,
      decide: () => {
        const step = take();
        return { status, body: view(step.parcel), change: changed(step), ...faults };
      },
      commit: (change, answer) => commit({ ...change, answer }),
    });
  }

  function known(call: Call): Parcel {
    const parcel = store.parcel(call.params.id ?? '');
    if (!parcel) throw new Refusal(404, 'not-found', 'There is no such parcel.');
    return parcel;
  }

  function find(call: Call): Reply {
    const deliveryId = call.query.get('deliveryId');
    if (deliveryId === null) throw new Refusal(400, 'invalid-request', 'Say which deliveryId you mean.');
    return late({ items: store.byDelivery(deliveryId).map(view) });
  }

  const late = (body: unknown): Reply => ({ ...json(200, body), delayMs: latencyMs });

  const label = (parcel: Parcel): Reply => ({
    status: 200,
    body: labelPdf(parcel),
    headers: { 'content-type': 'application/pdf' },
  });

  function showPage(call: Call, render: (parcel: Parcel) => string): Reply {
    const parcel = store.parcel(call.params.id ?? '');
    return {
      status: parcel ? 200 : 404,
      body: parcel ? render(parcel) : unknownParcelPage(),
      headers: pageHeaders(),
    };
  }

  function view({ trackingId, deliveryId, status, estimatedAt, events }: Parcel): unknown {
    const links = {
      labelUrl: `${publicUrl}/labels/${trackingId}`,
      trackUrl: `${publicUrl}/track/${trackingId}`,
    };
    return { trackingId, deliveryId, status, estimatedAt, events, ...links };
  }

  const routes: Route[] = [
    { method: 'GET', path: '/health', open: true, handle: () => json(200, { status: 'ready' }) },
    { method: 'GET', path: '/track/:id', open: true, handle: (call) => showPage(call, trackPage) },
    { method: 'GET', path: '/labels/:id', open: true, handle: (call) => showPage(call, labelPage) },
    { method: 'POST', path: '/shipments', handle: book },
    { method: 'GET', path: '/shipments', handle: find },
    { method: 'GET', path: '/shipments/:id', handle: (call) => late(view(known(call))) },
    { method: 'GET', path: '/shipments/:id/label', handle: (call) => label(known(call)) },
    { method: 'POST', path: '/shipments/:id/cancellation', handle: cancel },
    { method: 'POST', path: '/shipments/:id/appointments', handle: reschedule },
    {
      method: 'GET',
      path: '/webhooks',
      handle: () => json(200, { undelivered: store.undelivered().length, items: webhooks.log(LOG_LINES) }),
    },
    { method: 'POST', path: '/webhooks/resend', handle: () => json(202, { resent: webhooks.resend() }) },
  ];

  const server = await serve({
    port: options.port,
    host: options.host ?? '127.0.0.1',
    apiKey: options.apiKey,
    routes,
  });
  const publicUrl = (options.publicUrl ?? `http://localhost:${server.port}`).replace(/\/+$/, '');
  for (const dispatch of store.undelivered()) webhooks.send(dispatch);
  for (const parcel of store.all()) planNextStep(parcel);

  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    async close() {
      for (const timer of timers.values()) clearTimeout(timer);
      webhooks.close();
      await server.close();
      store.close();
    },
  };
}

function changed({ parcel, events }: Step): { parcel: Parcel; dispatches: Dispatch[] } {
  return { parcel, dispatches: events.flatMap((event) => dispatchesOf(parcel, event)) };
}

function dispatchesOf({ behaviour, trackingId, events }: Parcel, event: WebhookEvent): Dispatch[] {
  const nth = events.length;
  if (behaviour === 'silent') return [];
  if (behaviour === 'duplicate-webhooks') return [{ event, copies: 2 + (nth % 2) }];
  if (behaviour === 'reordered-webhooks') return [{ event, subject: trackingId, held: nth % 2 === 1 }];
  return [{ event }];
}
