import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseService } from '../case/case.service';
import type { LedgerService } from '../ledger/ledger.service';
import type { PaymentService } from '../payment/payment.service';
import type { PaymentProvider, ProviderPayment } from '../payment/provider.port';
import type { PayoutProvider, ProviderTransfer } from '../payout/payout-provider.port';
import type { PayoutService } from '../payout/payout.service';
import type { Clock } from '../platform/clock';
import type { Logger } from '../platform/logger';
import { reconcilePayout } from './payout-reconciling.state';
import { reconcilePayment } from './reconciling.state';
import type { Difference } from './reconciliation.schema';
import { wordsOf } from './reconciliation.words';

export type Reconciliation = ReturnType<typeof createReconciliation>;

/** What one page came to. */
export interface PageResult {
  nextCursor: string | null;
  compared: number;
  /** Payments or payouts at which something differed, was mended since, or became a case. */
  found: number;
  mended: number;
  opened: number;
  /** What is left, in words, with the id of what it is about. */
  left: { what: string; id: string }[];
  /** What the provider holds of ours of this page, by currency: taken less what went back. */
  heldMinor: Record<string, number>;
}

/** What is under way differs for a moment; this is longer than a step of a shop that is well takes. */
const LOOK_AGAIN_MS = 1_500;
/** A provider that is away keeps the payment's workflow waiting; it goes on without us. */
const MEND_WITHIN_MS = 20_000;
const AT_ONCE = 8;
const BY = { role: 'system', id: 'reconciliation' } as const;

/**
 * Compares what the provider says with what we wrote down. What differs is looked at again after a moment, then the
 * payment's workflow is told to read the provider anew, and what still differs becomes a case.
 */
export function createReconciliation({
  provider,
  payoutProvider,
  payments,
  payouts,
  ledger,
  cases,
  mend,
  clock,
  logger,
  lookAgainMs = LOOK_AGAIN_MS,
}: {
  provider: Pick<PaymentProvider, 'list' | 'retrieve'>;
  payoutProvider: Pick<PayoutProvider, 'list' | 'retrieve'>;
  payments: Pick<PaymentService, 'get'>;
  payouts: Pick<PayoutService, 'get'>;
  ledger: Pick<LedgerService, 'entriesAbout'>;
  cases: Pick<CaseService, 'open' | 'clear' | 'listOpen'>;
  /** Tells whoever owns it to look at the provider and put right what it can. */
  mend: (subject: Difference['subject']) => Promise<void>;
  clock: Clock;
  logger: Logger;
  lookAgainMs?: number;
}) {
  async function comparePayment(theirs: ProviderPayment): Promise<Difference[]> {
    const [ours, entries] = await Promise.all([
      payments.get(theirs.reference),
      ledger.entriesAbout({ paymentId: theirs.reference }),
    ]);
    return reconcilePayment(theirs, ours, entries, clock.nowMs());
  }

  async function compareTransfer(theirs: ProviderTransfer): Promise<Difference[]> {
    const [ours, entries] = await Promise.all([
      payouts.get(theirs.reference),
      ledger.entriesAbout({ payoutId: theirs.reference }),
    ]);
    return reconcilePayout(theirs, ours, entries);
  }

  /** Compares the things of a page; `again` reads one anew on both sides. */
  async function settlePage<Thing extends { id: string; reference: string }>(
    items: readonly Thing[],
    compare: (thing: Thing) => Promise<Difference[]>,
    retrieve: (id: string) => Promise<Thing>,
  ): Promise<Pick<PageResult, 'compared' | 'found' | 'mended' | 'opened' | 'left'>> {
    const again = async (thing: Thing) => compare(await retrieve(thing.id));
    const suspects = await differing(items, compare);
    if (suspects.length > 0) await sleep(lookAgainMs);
    const found = await differing(suspects, again);
    const toMend = subjectsOf(await Promise.all(found.map(again)));
    for (const subject of toMend) await tryToMend(subject);
    // A payout is told and answers later.
    if (toMend.length > 0) await sleep(lookAgainMs);
    const left = (await Promise.all(found.map(again))).flat();
    const subjects = subjectsOf([left]);
    for (const subject of subjects) {
      const about = left.filter((each) => each.subject.id === subject.id);
      await cases.open({
        ...{ kind: 'reconciliation', subject },
        text: about.map(wordsOf).join(' '),
        facts: { differences: about },
        workflowId: about.some(({ type }) => type === 'unknown-at-ours')
          ? null
          : `${subject.type}-${subject.id}`,
      });
    }
    const broken = new Set(subjects.map(({ id }) => id));
    await closeWhatIsGone(
      items.flatMap(({ id, reference }) => [id, reference]),
      broken,
    );
    return {
      ...{ compared: items.length, found: found.length, opened: broken.size },
      mended: Math.max(0, found.length - broken.size),
      left: left.map((each) => ({ what: wordsOf(each), id: each.subject.id })),
    };
  }

  async function tryToMend(subject: Difference['subject']): Promise<void> {
    const gaveUp = new AbortController();
    try {
      const late = sleep(MEND_WITHIN_MS, undefined, { signal: gaveUp.signal }).catch(() => undefined);
      await Promise.race([mend(subject), late]);
    } catch (error) {
      // What could not be mended is a case below; that it could not be asked changes nothing of that.
      logger.warn({ err: error, subject }, 'a difference could not be mended');
    } finally {
      gaveUp.abort();
    }
  }

  /** Cases about what was just compared and found to agree. */
  async function closeWhatIsGone(compared: readonly string[], broken: ReadonlySet<string>): Promise<void> {
    const agree = new Set(compared.filter((id) => !broken.has(id)));
    for (const { subject } of await cases.listOpen('reconciliation'))
      if (agree.has(subject.id)) await cases.clear('reconciliation', subject, BY);
  }

  return {
    async payments({ cursor, limit }: PageRequest): Promise<PageResult> {
      const page = await provider.list({ limit, ...(cursor === null ? {} : { cursor }) });
      const result = await settlePage(page.items, comparePayment, (id) => provider.retrieve(id));
      return { ...result, nextCursor: page.nextCursor ?? null, heldMinor: heldOf(page.items) };
    },

    async payouts({ cursor, limit }: PageRequest): Promise<PageResult> {
      const page = await payoutProvider.list({ limit, ...(cursor === null ? {} : { cursor }) });
      const result = await settlePage(page.items, compareTransfer, (id) => payoutProvider.retrieve(id));
      return { ...result, nextCursor: page.nextCursor ?? null, heldMinor: {} };
    },
  };
}

interface PageRequest {
  cursor: string | null;
  limit: number;
}

/** Those in which something differs; a few at a time, so that the shop is not slowed by being looked at. */
async function differing<Thing>(
  things: readonly Thing[],
  compare: (thing: Thing) => Promise<Difference[]>,
): Promise<Thing[]> {
  const found: Thing[] = [];
  for (let at = 0; at < things.length; at += AT_ONCE) {
    const some = things.slice(at, at + AT_ONCE);
    const differences = await Promise.all(some.map(compare));
    found.push(...some.filter((_, index) => (differences[index] ?? []).length > 0));
  }
  return found;
}

/** What the differences are about, each once. */
function subjectsOf(differences: readonly Difference[][]): Difference['subject'][] {
  return [...new Map(differences.flat().map(({ subject }) => [subject.id, subject])).values()];
}

function heldOf(items: readonly ProviderPayment[]): Record<string, number> {
  const held: Record<string, number> = {};
  for (const { currency, capturedMinor, refundedMinor, disputedMinor } of items)
    held[currency] = (held[currency] ?? 0) + capturedMinor - refundedMinor - disputedMinor;
  return held;
}
