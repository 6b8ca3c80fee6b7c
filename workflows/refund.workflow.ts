import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { RefundActivities } from '../activities/refund.activities';
import type { ActedBy } from '../services/order/order.schema';
import type { Approval, RefundStatus } from '../services/refund/refund.schema';
import { workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention, causeOf, refusal, refusalWithin } from './attention';
import { moneyDecidedSignal, refundReportedSignal } from './order.messages';
import {
  approveRefundUpdate,
  moneyReportedSignal,
  type RefundInput,
  refundStatusQuery,
  rejectRefundUpdate,
} from './refund.messages';
import { ASKING, INSIDE } from './steps';
import { lookAgainMs } from './turns';

const local = (summary: string) => proxyLocalActivities<RefundActivities>({ ...INSIDE, summary });
const remote = (summary: string) => proxyActivities<RefundActivities>({ ...ASKING, summary });

const { askRefundApproval, startRefunding, rejectRefund, failRefund, parkRefund } = local(
  'Write down where the refund stands',
);
const { remindRefund, passRefundToSupport } = local('Remind who has to agree');
const { completeRefund } = local('Count the refund in its order, restock');
const { settleRefund } = local('Write down that staff gave the money back another way');
const { refundMoney } = remote('Give the money back');
const { askRefundMoney } = remote('Ask the provider how the refund stands');

/** Of runs of earlier versions. */
const DECIDE_WITHIN = '3 days';
const HOUR_MS = 3_600_000;
/** Two thirds of the time to decide pass before the reminder. */
const REMIND_AFTER = 2 / 3;
/** How long the bank may be silent about a refund, where the step that sent it does not say; hours. */
const ASK_AFTER_HOURS = [1, 6, 24, 72];

type Decision = { approved: boolean; by: ActedBy; note: string | null };

/**
 * Money back: agreed by someone where the rules ask for it, then given back once, and counted in the order. What the
 * provider does not take, or sends back, is owed until staff have it tried again or have paid it another way.
 */
export async function refund(input: RefundInput): Promise<RefundStatus> {
  const { refundId, orderId, paymentId, automatic, approval, cameBack } = input;
  let status: RefundStatus = cameBack ? 'needs-attention' : 'requested';
  let decision: Decision | null = automatic
    ? { approved: true, by: { role: 'system', id: 'rules' }, note: null }
    : null;
  let decider = approval?.by ?? 'seller';
  let attempt = cameBack?.attempt ?? 1;
  let report: 'succeeded' | 'failed' | null = null;
  /** Of disputes about its order: those that it was told of, and those that its last try knew of. */
  let verdicts = 0;
  let heard = 0;
  let askAfterHours: readonly number[] = ASK_AFTER_HOURS;
  const staff = attention(() => status);

  const undecided = (by: ActedBy) => {
    if (decision !== null)
      throw refusal('refund-decided', 'This refund was decided already. Nothing was changed.', { status });
    if (decider === 'support' && by.role === 'seller')
      throw refusal('refund-with-support', 'Support decides about this refund now. Nothing was changed.');
  };
  setHandler(refundStatusQuery, () => status);
  setHandler(moneyDecidedSignal, () => void (verdicts += 1));
  setHandler(moneyReportedSignal, (told) => {
    if (told.attempt >= attempt) report = told.status;
  });
  setHandler(
    approveRefundUpdate,
    async ({ by, note }) => {
      decision = { approved: true, by, note: note ?? null };
      await condition(() => status !== 'requested' && status !== 'awaiting-approval');
      return { status };
    },
    { description: 'The refund is agreed to.', validator: ({ by }) => undecided(by) },
  );
  setHandler(
    rejectRefundUpdate,
    async ({ by, note }) => {
      decision = { approved: false, by, note };
      await condition(() => status === 'rejected');
      return { status };
    },
    {
      description: 'The refund is refused, with the reason that the buyer is told.',
      validator: ({ by, note }) => {
        undecided(by);
        if (note.trim() === '')
          throw refusal(
            'note-missing',
            'Say why, in a sentence that the buyer can read. Nothing was changed.',
          );
      },
    },
  );

  const { approved, by, note } = await decide();
  if (!approved) {
    await staff.insist('Write down the refusal', () => rejectRefund({ refundId, by, note: note ?? '' }));
    return end('rejected', 'Refused. Nothing was given back.');
  }
  if (cameBack && patched('settled-meanwhile') && !(await isStillOwed()))
    return end('refunded', 'Staff have seen to it already.');
  let outcome: Outcome = cameBack ? 'came-back' : await start(() => startRefunding({ refundId, by, note }));
  for (let looks = 0; ;) {
    while (outcome === 'came-back' || outcome === 'with-bank') {
      if (outcome === 'with-bank') await waitForVerdict(looks++);
      else {
        status = 'needs-attention';
        if ((await askStaff()) === 'settled')
          return end('refunded', 'Staff gave the money back another way.');
      }
      attempt += 1;
      report = null;
      outcome = await start(() => startRefunding({ refundId, by, note, attempt }));
    }
    if (outcome === 'refused') return end('failed', 'The payment refused. Nothing was given back.');

    await staff.insist('Count the refund', () => completeRefund({ refundId }));
    await getExternalWorkflowHandle(workflowIds.order(orderId))
      .signal(refundReportedSignal, { refundId, amountMinor: outcome.amountMinor })
      .catch(() => undefined);
    if (!hasComeBack()) return end('refunded', 'Given back.');
    // The bank changed its mind while this was written down.
    outcome = 'came-back';
  }

  /** The look that found it sent back may be older than what staff did in the run before this one. */
  async function isStillOwed(): Promise<boolean> {
    let isOwed = true;
    await staff.insist('Ask for help with the refund', async () => {
      ({ isOwed } = await parkRefund({ refundId, attempt, problem: 'the bank sent it back.' }));
    });
    return isOwed;
  }

  function hasComeBack(): boolean {
    return report === 'failed';
  }

  async function decide(): Promise<Decision> {
    if (decision === null) {
      await staff.insist('Ask for agreement', () => askRefundApproval({ refundId }));
      status = 'awaiting-approval';
      if (approval === undefined || approval.by === 'nobody') {
        setCurrentDetails('Waits for the seller or support to agree.');
        await condition(() => decision !== null, DECIDE_WITHIN, { summary: 'Silence is consent' });
      } else await waitForAnswer(approval);
    }
    // Kept, so that who answers now is told that it is decided.
    decision ??= { approved: true, by: { role: 'system', id: 'silence' }, note: 'Nobody answered in time.' };
    return decision;
  }

  /** Reminds in time. Silence of the seller agrees, or passes it on to support; support have to answer. */
  async function waitForAnswer({ withinHours, silence }: Exclude<Approval, { by: 'nobody' }>): Promise<void> {
    const wholeMs = withinHours * HOUR_MS;
    const remindMs = Math.floor(wholeMs * REMIND_AFTER);
    const answeredIn = (ms: number, summary: string) => condition(() => decision !== null, ms, { summary });
    for (;;) {
      const until = new Date(Date.now() + wholeMs).toISOString();
      setCurrentDetails(
        `Waits for ${decider === 'seller' ? 'the seller' : 'support'} to agree, until ${until}.`,
      );
      if (await answeredIn(remindMs, 'Remind who has to agree')) return;
      await staff.insist('Remind who has to agree', () => remindRefund({ refundId }));
      const whatSilenceMeans = silence === 'consent' ? 'Silence is consent' : 'Support has to answer';
      if (await answeredIn(wholeMs - remindMs, whatSilenceMeans)) return;
      if (decider === 'support') return waitForSupport();
      if (silence === 'consent') return;
      await staff.insist('Pass it on to support', () => passRefundToSupport({ refundId }));
      decider = 'support';
    }
  }

  /** A large refund is never given because nobody looked. */
  async function waitForSupport(): Promise<void> {
    const problem = SEARCH_ATTRIBUTES.problem;
    setCurrentDetails('**Needs attention.** Nobody of support has answered in time. Approve or reject it.');
    upsertSearchAttributes([{ key: problem, value: 'refund-undecided' }]);
    await condition(() => decision !== null);
    upsertSearchAttributes([{ key: problem, value: null }]);
  }

  /** One try, from writing it down to the bank's word. */
  async function start(write: () => Promise<void>): Promise<Outcome> {
    heard = verdicts;
    await staff.insist('Start the refund', write);
    status = 'refunding';
    setCurrentDetails('Giving the money back.');
    const sent = await send();
    return typeof sent === 'object' && sent.isPending ? waitForBank(sent.amountMinor) : sent;
  }

  /** Nobody can skip this: as long as the answer is unknown, the money may have moved. */
  async function send(): Promise<Outcome> {
    let outcome: Outcome = 'refused';
    const sendOnce = async () => {
      try {
        const sent = await refundMoney(attempt === 1 ? { refundId } : { refundId, attempt });
        outcome = { amountMinor: sent.amountMinor, isPending: sent.status === 'pending' };
        askAfterHours = sent.askAfterHours ?? ASK_AFTER_HOURS;
      } catch (error) {
        const refused = refusalWithin(error);
        if (!refused) throw error;
        if (refused.type === 'refund-waits-for-bank') {
          outcome = 'with-bank';
          return;
        }
        const problem = causeOf(error);
        const isOwed = refused.type === 'refund-not-accepted';
        if (isOwed) await parkRefund({ refundId, attempt, problem });
        else await failRefund({ refundId, problem });
        outcome = isOwed ? 'came-back' : 'refused';
      }
    };
    await staff.insist('Give the money back', sendOnce, { canSkip: false });
    return outcome;
  }

  /** The provider has taken it on, and the bank has not said whether it arrives. */
  async function waitForBank(amountMinor: number): Promise<Outcome> {
    setCurrentDetails('The provider sends the money. Waits for the bank to take it.');
    for (let round = 0; report === null; round += 1) {
      const hours = askAfterHours[Math.min(round, askAfterHours.length - 1)] ?? 72;
      const isTold = await condition(() => report !== null, hours * HOUR_MS, {
        summary: 'Ask the provider if the bank stays silent',
      });
      // The payment's workflow looks, and reports here; what cannot be asked now is asked again later.
      if (!isTold) await askRefundMoney({ paymentId }).catch(() => undefined);
    }
    return (report as 'succeeded' | 'failed') === 'failed' ? 'came-back' : { amountMinor, isPending: false };
  }

  /** The shop owes it, and the bank may give it to the buyer itself. Each look is a try of its own. */
  async function waitForVerdict(looks: number): Promise<void> {
    setCurrentDetails("The buyer's bank is looking into the payment. Waits for what it decides.");
    await condition(() => verdicts > heard, lookAgainMs(looks), {
      summary: 'Look whether the bank has decided',
    });
  }

  /** Waits until staff have it tried again, or say that they paid it another way. */
  async function askStaff(): Promise<'again' | 'settled'> {
    let isDecided = false;
    const decided = await staff.insist('Give the money back', async () => {
      if (isDecided) return;
      isDecided = true;
      throw refusal('refund-failed', 'the money did not reach the buyer and is still owed');
    });
    if (decided === 'done') return 'again';
    const last = staff.lastResolution();
    const settlement = { refundId, by: last?.by ?? by, note: last?.note ?? '' };
    await staff.insist('Write down the settlement', () => settleRefund(settlement), { canSkip: false });
    return 'settled';
  }

  async function end(as: RefundStatus, details: string): Promise<RefundStatus> {
    status = as;
    setCurrentDetails(details);
    // Where nothing was given back, what the order owes by itself may have waited for that.
    if (as !== 'refunded' && !automatic && patched('orders-hear-of-a-refusal'))
      await getExternalWorkflowHandle(workflowIds.order(orderId))
        .signal(moneyDecidedSignal)
        .catch(() => undefined);
    await condition(allHandlersFinished);
    return status;
  }
}

type Outcome = { amountMinor: number; isPending: boolean } | 'refused' | 'came-back' | 'with-bank';
