import { join } from 'node:path';
import { z } from 'zod';
import { amountMinorSchema, currencySchema } from '../../../services/platform/money';
import { json, readJson, Refusal, type Call, type Reply, type Route } from '../lib/http-server';
import { answerOnce, type Decision } from '../lib/idempotency';
import { createWebhookSender, RETRY_DELAYS_MS, type Dispatch } from '../lib/webhooks';
import type { PaymentProviderOptions } from './options';
import * as steps from './payout.state';
import type { PayoutAccount, PayoutStep, Transfer } from './payout.state';
import { openPayoutStore, type PayoutEntry } from './payout.store';
import { readPageQuery } from './requests';

const KEYS_KEPT_MS = 24 * 3_600_000;
const SLOW_MS = 3000;
/** So many times longer than others a slow bank takes. */
const SLOW_FACTOR = 5;

const reference = z.string().min(1).max(200);
const accountRequest = z.object({
  reference,
  holder: z.string().min(1).max(200),
  bankToken: z.string().min(1).max(200),
});
const confirmationRequest = z.object({
  amountsMinor: z.tuple([z.number().int(), z.number().int()]),
});
const transferRequest = z.object({
  reference,
  providerAccountId: z.string().min(1).max(200),
  amountMinor: amountMinorSchema.min(1),
  currency: currencySchema,
});

export interface PayoutDesk {
  routes: Route[];
  /** Goes on with what was under way before a restart. */
  start(): void;
  stop(): void;
}

/**
 * The provider's side of payouts: accounts of sellers, transfers to them, and what banks do with those
 * (`BANK_TOKENS`). It keeps its own journal beside that of the payments and reports by signed webhooks.
 */
export function openPayoutDesk(options: PaymentProviderOptions): PayoutDesk {
  const now = options.nowMs ?? Date.now;
  const latencyMs = options.latencyMs ?? 20;
  const pauseMs = options.consequenceMs ?? 2000;
  const failedOnce = new Set<string>();
  const timers = new Map<string, NodeJS.Timeout>();
  const store = openPayoutStore({
    file: join(options.dataDir, 'payouts.jsonl'),
    answerTtlMs: KEYS_KEPT_MS,
    nowMs: now,
  });
  const webhooks = createWebhookSender({
    url: options.payoutWebhookUrl ?? options.webhookUrl?.replace(/\/payments$/, '/payouts'),
    secret: options.webhookSecret,
    retryDelaysMs: options.retryDelaysMs ?? RETRY_DELAYS_MS,
    holdMs: 0,
    onDelivered: (delivered) => store.commit({ delivered }),
  });

  function commit(entry: PayoutEntry): void {
    store.commit(entry);
    for (const dispatch of entry.dispatches ?? []) webhooks.send(dispatch);
    if (entry.transfer) plan(entry.transfer);
  }

  /** What the bank does with a transfer follows from the stored state, so a restart loses none of it. */
  function plan({ id, status, behaviour }: Transfer): void {
    const pause = behaviour === 'slow' ? pauseMs * SLOW_FACTOR : pauseMs;
    if (status === 'pending') after(pause, `pay:${id}`, () => steps.pay(known(id), now()));
    if (status === 'paid' && behaviour === 'returns')
      after(pause, `return:${id}`, () => steps.sendBack(known(id), now()));
  }

  function after(delayMs: number, name: string, step: () => PayoutStep): void {
    if (timers.has(name)) return;
    const run = () => {
      timers.delete(name);
      const taken = step();
      if (taken.events.length > 0) commit(changed(taken));
    };
    timers.set(name, setTimeout(run, delayMs));
  }

  const once = (call: Call, decide: () => Decision<PayoutEntry>): Reply =>
    answerOnce(call, {
      answers: store.answers,
      nowMs: now,
      latencyMs,
      failedOnce,
      decide,
      commit: (change, answer) => commit({ ...change, answer }),
    });

  function saveAccount(call: Call): Reply {
    return once(call, () => {
      const { id } = call.params;
      const before = id === undefined ? undefined : account(id);
      const step = steps.saveAccount(readJson(accountRequest, call.body), before, now());
      return { status: 201, body: shown(step.account), change: changed(step) };
    });
  }

  function sendDeposits(call: Call): Reply {
    return once(call, () => {
      const step = steps.sendDeposits(account(call.params.id ?? ''));
      return { status: 201, body: shown(step.account), change: changed(step) };
    });
  }

  function confirmDeposits(call: Call): Reply {
    return once(call, () => {
      const { amountsMinor } = readJson(confirmationRequest, call.body);
      const { answer, ...step } = steps.confirmDeposits(account(call.params.id ?? ''), amountsMinor);
      return { status: 200, body: answer, change: changed(step) };
    });
  }

  function transfer(call: Call): Reply {
    return once(call, () => {
      const { providerAccountId, ...request } = readJson(transferRequest, call.body);
      const to = account(providerAccountId);
      const step = steps.transfer(to, request, now());
      return {
        status: 201,
        body: shown(step.transfer),
        change: changed(step),
        delayMs: to.behaviour === 'slow' ? SLOW_MS : latencyMs,
        answerLost: to.behaviour === 'timeout-after-effect',
      };
    });
  }

  function reverse(call: Call): Reply {
    return once(call, () => {
      const step = steps.reverse(known(call.params.id ?? ''));
      return { status: 200, body: shown(step.transfer), change: changed(step) };
    });
  }

  function list(call: Call): Reply {
    const wanted = call.query.get('reference');
    if (wanted !== null) return late({ items: store.byReference(wanted).map(shown) });
    const { cursor, limit } = readPageQuery(call.query);
    const page = store.page(cursor, limit);
    if (!page) throw new Refusal(400, 'invalid-cursor', 'This cursor is not one of ours.');
    return late({ ...page, items: page.items.map(shown) });
  }

  function account(id: string): PayoutAccount {
    const found = store.account(id) ?? steps.readyAccount(id);
    if (!found) throw new Refusal(404, 'not-found', 'There is no such account.');
    return found;
  }

  function known(id: string): Transfer {
    const found = store.transfer(id);
    if (!found) throw new Refusal(404, 'not-found', 'There is no such transfer.');
    return found;
  }

  const late = (body: unknown): Reply => ({ ...json(200, body), delayMs: latencyMs });

  return {
    routes: [
      { method: 'POST', path: '/payout-accounts', handle: saveAccount },
      { method: 'POST', path: '/payout-accounts/:id', handle: saveAccount },
      {
        method: 'GET',
        path: '/payout-accounts/:id',
        handle: (call) => late(shown(account(call.params.id ?? ''))),
      },
      { method: 'POST', path: '/payout-accounts/:id/micro-deposits', handle: sendDeposits },
      { method: 'POST', path: '/payout-accounts/:id/micro-deposits/confirmations', handle: confirmDeposits },
      { method: 'POST', path: '/transfers', handle: transfer },
      { method: 'GET', path: '/transfers', handle: list },
      { method: 'GET', path: '/transfers/:id', handle: (call) => late(shown(known(call.params.id ?? ''))) },
      { method: 'POST', path: '/transfers/:id/reversals', handle: reverse },
    ],
    start() {
      for (const dispatch of store.undelivered()) webhooks.send(dispatch);
      for (const each of store.all()) plan(each);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      webhooks.close();
      store.close();
    },
  };
}

function shown<Thing extends PayoutAccount | Transfer>({ behaviour: _behaviour, ...thing }: Thing) {
  return thing;
}

function changed({ account, transfer, events }: PayoutStep): PayoutEntry {
  const isDoubled = transfer?.behaviour === 'duplicate-webhooks';
  const dispatches: Dispatch[] = events.map((event) => ({ event, ...(isDoubled ? { copies: 3 } : {}) }));
  return { ...(account ? { account } : {}), ...(transfer ? { transfer } : {}), dispatches };
}
