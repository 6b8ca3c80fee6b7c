import { createAnswerStore, type AnswerStore, type StoredAnswer } from '../lib/idempotency';
import { openJournal } from '../lib/journal';
import type { Dispatch } from '../lib/webhooks';
import type { CardToken, Payment } from './payment.state';

/** One line of the journal: all that one request changed. */
export interface Entry {
  token?: CardToken;
  payment?: Payment;
  dispatches?: Dispatch[];
  answer?: StoredAnswer;
  /** Id of a webhook that arrived. */
  delivered?: string;
}

export interface PaymentStore {
  token(token: string): CardToken | undefined;
  payment(id: string): Payment | undefined;
  byReference(reference: string): Payment[];
  /** Oldest first. Undefined when the cursor is not one of ours. */
  page(cursor: string | undefined, limit: number): { items: Payment[]; nextCursor?: string } | undefined;
  all(): Iterable<Payment>;
  /** Payments whose authorisation may still expire, oldest first. */
  unsettled(): Iterable<Payment>;
  undelivered(): Dispatch[];
  answers: AnswerStore;
  /** Writes the entry to the journal, then applies it: all of it or nothing. */
  commit(entry: Entry): void;
  close(): void;
}

/**
 * Everything the payment provider knows, in memory, with a journal that rebuilds it after a restart.
 * @param options.answerTtlMs how long answers are kept for repeated keys, in ms
 */
export function openPaymentStore(options: {
  file: string;
  answerTtlMs: number;
  nowMs: () => number;
}): PaymentStore {
  const tokens = new Map<string, CardToken>();
  const payments = new Map<string, Payment>();
  const positions = new Map<string, number>();
  const order: string[] = [];
  const references = new Map<string, string[]>();
  const unsettled = new Set<string>();
  const pending = new Map<string, Dispatch>();
  const answers = createAnswerStore(options.answerTtlMs, options.nowMs);

  function applyPayment(payment: Payment): void {
    if (!payments.has(payment.id)) {
      positions.set(payment.id, order.length);
      order.push(payment.id);
      references.set(payment.reference, [...(references.get(payment.reference) ?? []), payment.id]);
    }
    payments.set(payment.id, payment);
    if (payment.status === 'authorised' || payment.status === 'requires-action') unsettled.add(payment.id);
    else unsettled.delete(payment.id);
  }

  function apply(entry: Entry): void {
    if (entry.token) tokens.set(entry.token.token, entry.token);
    if (entry.payment) applyPayment(entry.payment);
    for (const dispatch of entry.dispatches ?? []) pending.set(dispatch.event.id, dispatch);
    if (entry.answer) answers.remember(entry.answer);
    if (entry.delivered !== undefined) pending.delete(entry.delivered);
  }

  function* snapshot(): Generator<Entry> {
    for (const token of tokens.values()) yield { token };
    for (const payment of payments.values()) yield { payment };
    if (pending.size > 0) yield { dispatches: [...pending.values()] };
    for (const answer of answers.all()) yield { answer };
  }

  /** Lazily: there may be very many. */
  function* each(ids: Iterable<string>): Generator<Payment> {
    for (const id of ids) {
      const payment = payments.get(id);
      if (payment) yield payment;
    }
  }

  const journal = openJournal<Entry>({ file: options.file, apply, snapshot });

  return {
    token: (token) => tokens.get(token),
    payment: (id) => payments.get(id),
    byReference: (reference) => [...each(references.get(reference) ?? [])],
    page(cursor, limit) {
      const before = cursor === undefined ? -1 : positions.get(cursor);
      if (before === undefined) return undefined;
      const items = [...each(order.slice(before + 1, before + 1 + limit))];
      const last = items.at(-1);
      return before + 1 + limit < order.length && last ? { items, nextCursor: last.id } : { items };
    },
    all: () => payments.values(),
    unsettled: () => each(unsettled),
    undelivered: () => [...pending.values()],
    answers,
    commit: (entry) => journal.append(entry),
    close: () => journal.close(),
  };
}
