import * as disputes from './dispute.state';
import * as steps from './payment.state';
import type { Payment, Step } from './payment.state';
import type { PaymentStore } from './payment.store';

const SWEEP_MS = 30_000;
/** Longer pauses are not kept by Node's timers; the next restart or change plans them again. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface Consequences {
  /** Sets the timers of what follows from the payment's state; those that run already are left alone. */
  plan(payment: Payment): void;
  /** Releases every authorisation whose time is over. */
  expire(): void;
  start(): void;
  stop(): void;
}

/**
 * What happens to payments without anybody asking: authorisations expire, buyers dispute, disputes are decided,
 * refunds come back. All of it follows from the stored state, so a restart loses none of it.
 * @param options.pauseMs between cause and consequence, in ms
 */
export function scheduleConsequences(options: {
  store: PaymentStore;
  nowMs: () => number;
  pauseMs: number;
  evidenceMs: number;
  take: (step: Step) => void;
}): Consequences {
  const { store, nowMs, take } = options;
  const timers = new Map<string, NodeJS.Timeout>();
  let sweep: NodeJS.Timeout | undefined;

  function after(delayMs: number, name: string, id: string, act: (payment: Payment) => Step): void {
    const timerName = `${name}:${id}`;
    if (timers.has(timerName)) return;
    const run = () => {
      timers.delete(timerName);
      const payment = store.payment(id);
      if (payment) take(act(payment));
    };
    timers.set(timerName, setTimeout(run, Math.min(Math.max(delayMs, 0), LONGEST_TIMER_MS)));
  }

  function plan(payment: Payment): void {
    const { id, behaviour } = payment;
    if (behaviour === 'dispute' && payment.captures.length > 0 && payment.disputes.length === 0) {
      after(options.pauseMs, 'dispute', id, (now) =>
        disputes.openOwnDispute(now, nowMs(), options.evidenceMs),
      );
    }
    for (const dispute of payment.disputes.filter((one) => one.status === 'open')) {
      const { providerDisputeId, evidence, evidenceDueAt } = dispute;
      const decide = (now: Payment) => disputes.decideDispute(now, providerDisputeId, nowMs());
      if (evidence !== undefined) after(options.pauseMs, `verdict:${providerDisputeId}`, id, decide);
      else after(Date.parse(evidenceDueAt) - nowMs(), `silence:${providerDisputeId}`, id, decide);
    }
    if (payment.refunds.some((one) => one.status === 'pending')) {
      after(options.pauseMs, 'refund', id, (now) => steps.failPendingRefunds(now, nowMs()));
    }
  }

  function expire(): void {
    // All are valid for equally long, so the first that is still good ends the search.
    for (const payment of store.unsettled()) {
      if (Date.parse(payment.authorisedUntil) > nowMs()) return;
      take(steps.release(payment, 'expired', nowMs()));
    }
  }

  return {
    plan,
    expire,
    start() {
      for (const payment of store.all()) plan(payment);
      sweep = setInterval(expire, SWEEP_MS);
      expire();
    },
    stop() {
      clearInterval(sweep);
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
