import { join } from 'node:path';
import {
  forAnyOrigin,
  json,
  preflight,
  readJson,
  Refusal,
  serve,
  type Call,
  type Reply,
  type Route,
} from '../lib/http-server';
import { answerOnce, type Decision } from '../lib/idempotency';
import { pageHeaders } from '../lib/page';
import { createWebhookSender, RETRY_DELAYS_MS, type Dispatch } from '../lib/webhooks';
import { authenticatePage, unknownPaymentPage } from './authenticate.page';
import { makeToken, readyToken } from './card-tokens';
import type { CardBehaviour } from './cards';
import * as disputes from './dispute.state';
import type { PaymentProviderOptions } from './options';
import * as steps from './payment.state';
import type { Payment, Step } from './payment.state';
import { openPaymentStore, type Entry } from './payment.store';
import { openPayoutDesk } from './payout.routes';
import * as requests from './requests';
import { scheduleConsequences } from './consequences';

const HOUR_MS = 3_600_000;
const KEYS_KEPT_MS = 24 * HOUR_MS;
const SLOW_MS = 3000;

export interface RunningPaymentProvider {
  port: number;
  url: string;
  close(): Promise<void>;
}

/**
 * A payment provider for trials, as real ones behave: it keeps its word over restarts, knows idempotency keys for 24
 * hours, reports by signed webhooks, and its test cards (`cards.ts`) do what goes wrong in life.
 */
export async function startPaymentProvider(options: PaymentProviderOptions): Promise<RunningPaymentProvider> {
  const now = options.nowMs ?? Date.now;
  const latencyMs = options.latencyMs ?? 20;
  const evidenceMs = options.evidenceMs ?? 7 * 24 * HOUR_MS;
  const failedOnce = new Set<string>();
  const store = openPaymentStore({
    file: join(options.dataDir, 'payment-provider.jsonl'),
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
  const consequences = scheduleConsequences({
    store,
    nowMs: now,
    pauseMs: options.consequenceMs ?? 2000,
    evidenceMs,
    take,
  });

  const payouts = openPayoutDesk(options);

  /** Writes a change down, then reports it and plans what follows from it. */
  function commit(entry: Entry): void {
    store.commit(entry);
    for (const dispatch of entry.dispatches ?? []) webhooks.send(dispatch);
    if (entry.payment) consequences.plan(entry.payment);
  }

  /** A step that nobody asked for over the API. */
  function take(step: Step): void {
    if (step.events.length > 0) commit(changed(step));
  }

  const once = (call: Call, decide: () => Decision<Entry>): Reply =>
    answerOnce(call, {
      answers: store.answers,
      nowMs: now,
      latencyMs,
      failedOnce,
      decide,
      commit: (change, answer) => commit({ ...change, answer }),
    });

  function authorise(call: Call): Decision<Entry> {
    const { paymentToken, ...request } = readJson(requests.authoriseRequest, call.body);
    const card = store.token(paymentToken) ?? readyToken(paymentToken);
    if (!card) throw new Refusal(400, 'unknown-token', 'There is no such card token. Nothing was charged.');
    const step = steps.authorise(request, card, now(), options.authorisationMs ?? 7 * 24 * HOUR_MS);
    return {
      status: 201,
      body: view(step.payment),
      change: changed(step),
      delayMs: pauseOf(card.behaviour),
      answerLost: card.behaviour === 'timeout-after-effect',
      failsFirst: card.behaviour === 'error-once',
    };
  }

  /** Takes a step on the payment of the path, under a key. */
  function change(call: Call, step: (payment: Payment) => Step, body: (payment: Payment) => unknown): Reply {
    return once(call, () => {
      const payment = known(call);
      const taken = step(payment);
      return {
        status: 200,
        body: body(taken.payment),
        change: changed(taken),
        delayMs: pauseOf(payment.behaviour),
      };
    });
  }

  const pauseOf = (behaviour: CardBehaviour) => (behaviour === 'slow' ? SLOW_MS : latencyMs);

  function capture(call: Call): Reply {
    const step = (payment: Payment) =>
      steps.capture(payment, readJson(requests.amountRequest, call.body), now());
    return change(call, step, (payment) => ({ capture: payment.captures.at(-1), payment: view(payment) }));
  }

  function release(call: Call): Reply {
    return change(call, (payment) => steps.release(payment, 'requested', now()), view);
  }

  function refund(call: Call): Reply {
    const step = (payment: Payment) =>
      steps.refund(payment, readJson(requests.amountRequest, call.body), now());
    return change(call, step, (payment) => ({ refund: payment.refunds.at(-1), payment: view(payment) }));
  }

  /** For trials: the buyer disputes the payment, or a part of it. */
  function openDispute(call: Call): Reply {
    const request = readJson(requests.disputeRequest, call.body);
    const step = (payment: Payment) => disputes.openDispute(payment, request, now(), evidenceMs);
    return change(call, step, (payment) => payment.disputes.at(-1));
  }

  function submitEvidence(call: Call): Reply {
    const { text } = readJson(requests.evidenceRequest, call.body);
    const disputeId = call.params.disputeId ?? '';
    const step = (payment: Payment) => disputes.submitEvidence(payment, disputeId, text, now());
    return change(call, step, (payment) => disputes.find(payment, disputeId));
  }

  function acceptDispute(call: Call): Reply {
    const disputeId = call.params.disputeId ?? '';
    const step = (payment: Payment) => disputes.acceptDispute(payment, disputeId, now());
    return change(call, step, (payment) => disputes.find(payment, disputeId));
  }

  /** The payment a path speaks of; one whose time is over is released first. */
  function known(call: Call): Payment {
    consequences.expire();
    const payment = store.payment(call.params.id ?? '');
    if (!payment) throw new Refusal(404, 'not-found', 'There is no such payment.');
    return payment;
  }

  function createToken(call: Call): Reply {
    const token = makeToken(readJson(requests.tokenRequest, call.body), now());
    store.commit({ token });
    return json(201, { token: token.token, brand: token.brand, last4: token.last4 });
  }

  function confirm(call: Call): Reply {
    const payment = store.payment(call.params.id ?? '');
    if (!payment) return html(404, unknownPaymentPage());
    const answer = new URLSearchParams(call.body).get('answer');
    if (answer !== 'approve' && answer !== 'refuse') return showPage(call);
    consequences.expire();
    take(steps.confirm(store.payment(payment.id) ?? payment, answer === 'approve', now()));
    return { status: 303, headers: { location: payment.returnUrl, 'cache-control': 'no-store' } };
  }

  function showPage(call: Call): Reply {
    const payment = store.payment(call.params.id ?? '');
    return payment
      ? html(200, authenticatePage(payment), payment.returnUrl)
      : html(404, unknownPaymentPage());
  }

  function listPayments(call: Call): Reply {
    const wanted = call.query.get('reference');
    if (wanted !== null) return late({ items: store.byReference(wanted).map(view) });
    const { cursor, limit } = requests.readPageQuery(call.query);
    const page = store.page(cursor, limit);
    if (!page) throw new Refusal(400, 'invalid-cursor', 'This cursor is not one of ours.');
    return late({ ...page, items: page.items.map(view) });
  }

  const late = (body: unknown): Reply => ({ ...json(200, body), delayMs: latencyMs });

  function view({ behaviour: _behaviour, returnUrl: _returnUrl, ...payment }: Payment): unknown {
    return payment.status === 'requires-action'
      ? { ...payment, redirectUrl: `${publicUrl}/authenticate/${payment.id}` }
      : payment;
  }

  const routes: Route[] = [
    { method: 'GET', path: '/health', open: true, handle: () => json(200, { status: 'ready' }) },
    { method: 'OPTIONS', path: '/tokens', open: true, handle: preflight },
    { method: 'POST', path: '/tokens', open: true, handle: (call) => forAnyOrigin(() => createToken(call)) },
    { method: 'GET', path: '/authenticate/:id', open: true, handle: showPage },
    { method: 'POST', path: '/authenticate/:id', open: true, handle: confirm },
    { method: 'POST', path: '/payments', handle: (call) => once(call, () => authorise(call)) },
    { method: 'GET', path: '/payments', handle: listPayments },
    { method: 'GET', path: '/payments/:id', handle: (call) => late(view(known(call))) },
    { method: 'POST', path: '/payments/:id/captures', handle: capture },
    { method: 'POST', path: '/payments/:id/void', handle: release },
    { method: 'POST', path: '/payments/:id/refunds', handle: refund },
    { method: 'POST', path: '/payments/:id/disputes', handle: openDispute },
    { method: 'POST', path: '/payments/:id/disputes/:disputeId/evidence', handle: submitEvidence },
    { method: 'POST', path: '/payments/:id/disputes/:disputeId/acceptance', handle: acceptDispute },
    {
      method: 'GET',
      path: '/webhooks',
      handle: (call) =>
        json(200, {
          undelivered: store.undelivered().length,
          items: webhooks.log(requests.readPageQuery(call.query).limit),
        }),
    },
    { method: 'POST', path: '/webhooks/resend', handle: () => json(202, { resent: webhooks.resend() }) },
  ];

  const server = await serve({
    port: options.port,
    host: options.host ?? '127.0.0.1',
    apiKey: options.apiKey,
    routes: [...routes, ...payouts.routes],
  });
  const publicUrl = (options.publicUrl ?? `http://localhost:${server.port}`).replace(/\/+$/, '');
  for (const dispatch of store.undelivered()) webhooks.send(dispatch);
  consequences.start();
  payouts.start();

  return {
    port: server.port,
    url: `http://127.0.0.1:${server.port}`,
    async close() {
      consequences.stop();
      payouts.stop();
      webhooks.close();
      await server.close();
      store.close();
    },
  };
}

function changed({ payment, events }: Step): { payment: Payment; dispatches: Dispatch[] } {
  return { payment, dispatches: events.map((event, index) => dispatchOf(payment, event, index)) };
}

function dispatchOf(payment: Payment, event: Dispatch['event'], index: number): Dispatch {
  const nth = payment.captures.length + payment.refunds.length + index;
  if (payment.behaviour === 'duplicate-webhooks') return { event, copies: 2 + (nth % 2) };
  if (payment.behaviour === 'reordered-webhooks') return { event, subject: payment.id, held: nth % 2 === 0 };
  return { event };
}

function html(status: number, body: string, returnUrl?: string): Reply {
  const targets = returnUrl === undefined ? [] : [new URL(returnUrl).origin];
  return { status, body, headers: pageHeaders(targets) };
}
