import { createAnswerStore, type AnswerStore, type StoredAnswer } from '../lib/idempotency';
import { openJournal } from '../lib/journal';
import type { Dispatch } from '../lib/webhooks';
import type { PayoutAccount, Transfer } from './payout.state';

/** One line of the journal: all that one request changed. */
export interface PayoutEntry {
  account?: PayoutAccount;
  transfer?: Transfer;
  dispatches?: Dispatch[];
  answer?: StoredAnswer;
  /** Id of a webhook that arrived. */
  delivered?: string;
}

export interface PayoutStore {
  account(id: string): PayoutAccount | undefined;
  transfer(id: string): Transfer | undefined;
  byReference(reference: string): Transfer[];
  /** Oldest first. Undefined when the cursor is not one of ours. */
  page(cursor: string | undefined, limit: number): { items: Transfer[]; nextCursor?: string } | undefined;
  all(): Iterable<Transfer>;
  undelivered(): Dispatch[];
  answers: AnswerStore;
  /** Writes the entry to the journal, then applies it: all of it or nothing. */
  commit(entry: PayoutEntry): void;
  close(): void;
}

/**
 * What the payment provider knows of payouts, in memory, with a journal of its own that rebuilds it after a restart.
 * @param options.answerTtlMs how long answers are kept for repeated keys, in ms
 */
export function openPayoutStore(options: {
  file: string;
  answerTtlMs: number;
  nowMs: () => number;
}): PayoutStore {
  const accounts = new Map<string, PayoutAccount>();
  // A map keeps the order of insertion, and a changed transfer keeps its place.
  const transfers = new Map<string, Transfer>();
  const references = new Map<string, string[]>();
  const pending = new Map<string, Dispatch>();
  const answers = createAnswerStore(options.answerTtlMs, options.nowMs);

  function apply(entry: PayoutEntry): void {
    const { account, transfer } = entry;
    if (account) accounts.set(account.id, account);
    if (transfer) {
      if (!transfers.has(transfer.id))
        references.set(transfer.reference, [...(references.get(transfer.reference) ?? []), transfer.id]);
      transfers.set(transfer.id, transfer);
    }
    for (const dispatch of entry.dispatches ?? []) pending.set(dispatch.event.id, dispatch);
    if (entry.answer) answers.remember(entry.answer);
    if (entry.delivered !== undefined) pending.delete(entry.delivered);
  }

  function* snapshot(): Generator<PayoutEntry> {
    for (const account of accounts.values()) yield { account };
    for (const transfer of transfers.values()) yield { transfer };
    if (pending.size > 0) yield { dispatches: [...pending.values()] };
    for (const answer of answers.all()) yield { answer };
  }

  const journal = openJournal<PayoutEntry>({ file: options.file, apply, snapshot });

  return {
    account: (id) => accounts.get(id),
    transfer: (id) => transfers.get(id),
    byReference: (reference) => (references.get(reference) ?? []).flatMap((id) => transfers.get(id) ?? []),
    page(cursor, limit) {
      const all = [...transfers.values()];
      const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
      if (cursor !== undefined && start === 0) return undefined;
      const items = all.slice(start, start + limit);
      const last = items.at(-1);
      return start + limit < all.length && last ? { items, nextCursor: last.id } : { items };
    },
    all: () => transfers.values(),
    undelivered: () => [...pending.values()],
    answers,
    commit: (entry) => journal.append(entry),
    close: () => journal.close(),
  };
}
