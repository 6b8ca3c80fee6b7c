import {
  allHandlersFinished,
  condition,
  getExternalWorkflowHandle,
  log,
  patched,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { DisputeActivities } from '../activities/dispute.activities';
import type { DisputeFacts, Settled } from '../services/dispute/dispute.handling';
import type { DisputeNews } from '../services/dispute/dispute.notices';
import type { DisputeStatus, Verdict } from '../services/dispute/dispute.schema';
import { disputeIsOver } from '../services/dispute/dispute.state';
import type { ActedBy } from '../services/order/order.schema';
import { workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { attention, refusal, refusalWithin } from './attention';
import {
  addStatementUpdate,
  concedeUpdate,
  type DisputeInput,
  disputeReportedSignal,
  disputeStatusQuery,
  submitEvidenceUpdate,
} from './dispute.messages';
import { mustBeAnswerable, mustHaveText, passingOn, waitingFor } from './dispute.rules';
import { moneyDecidedSignal } from './order.messages';
import { INSIDE, OUTSIDE } from './steps';

const local = (summary: string) => proxyLocalActivities<DisputeActivities>({ ...INSIDE, summary });
const remote = (summary: string, more: { scheduleToCloseTimeout?: '1 minute' } = {}) =>
  proxyActivities<DisputeActivities>({ ...OUTSIDE, ...more, summary });

const { openDispute } = remote('Write down the dispute and set the money aside');
const { gatherEvidence } = local('Gather what our records say');
const { addDisputeStatement } = local("Write down the seller's statement");
const { recordDisputeReminder } = local('Write down that nobody has answered');
const { concedeDispute } = local('Write down that the loss is accepted');
const { submitEvidence } = remote('Send the evidence to the bank');
// A person waits for the answer, and can press again.
const { submitEvidence: submitForPerson } = remote('Send the evidence to the bank', {
  scheduleToCloseTimeout: '1 minute',
});
const { acceptDispute } = remote('Tell the bank that the loss is accepted');
const { askDisputeVerdict } = remote('Ask how the dispute stands');
const { settleDispute } = local('Move the money as the bank decided');
const { tellOfDispute } = remote('Write to seller and staff');

const SILENCE: ActedBy = { role: 'system', id: 'silence' };

/**
 * A buyer's bank takes a payment back. The money is set aside, evidence gathered and, with what people add, sent to
 * the bank before its deadline, whoever sleeps; then the money goes where the bank says. A loss can be accepted.
 */
export async function dispute(input: DisputeInput): Promise<DisputeStatus> {
  const { disputeId } = input;
  let status: DisputeStatus = 'open';
  let facts: DisputeFacts | null = null;
  let verdict: Verdict | null = null;
  let unheard = 0;
  let attempt = 0;
  let busy = false;
  let askedMs = 0;
  let isGivenUp = false;
  const letters: Promise<void>[] = [];
  const staff = attention(() => status);

  setHandler(disputeStatusQuery, () => status);
  setHandler(disputeReportedSignal, () => void (unheard += 1));
  setHandler(addStatementUpdate, (statement) => addStatement(statement), {
    description: 'The seller of an order says what speaks for them.',
    validator: ({ orderId, text }) => {
      mustBeAnswerable({ facts, status, verdict, busy });
      if (!facts?.orderIds.includes(orderId))
        throw refusal('unknown-order', 'This dispute is not about that order. Nothing was added.');
      mustHaveText(text);
    },
  });
  setHandler(submitEvidenceUpdate, (evidence) => submitOfPerson(evidence), {
    description: 'Staff send the evidence to the bank; without a text, what was gathered.',
    validator: ({ text }) => {
      mustBeAnswerable({ facts, status, verdict, busy });
      if (text !== null) mustHaveText(text);
    },
  });
  setHandler(concedeUpdate, (concession) => concede(concession), {
    description: 'Staff accept the loss, with a note.',
    validator: ({ note }) => {
      mustBeAnswerable({ facts, status, verdict, busy }, { untilDue: false });
      if (note.trim() === '') throw refusal('note-missing', 'Say why, in a sentence. Nothing was changed.');
    },
  });

  unheard = 0;
  const opened = await open();
  if (disputeIsOver(opened.status) && (opened.verdict ?? opened.status) === opened.status)
    return end(`It is over: ${opened.status}.`);
  if (opened.status === 'open') tell('opened');
  verdict = opened.verdict;
  while (verdict === null) await waitAndAct(opened);
  do await condition(() => !busy);
  while (busy);
  const decided = verdict;
  let settled: Settled | null = null;
  await staff.insist(
    'Move the money as the bank decided',
    async () => (settled = await settleDispute({ disputeId, verdict: decided })),
    { canSkip: false },
  );
  become(decided, decided === 'won' ? 'Won. The money stays here.' : 'Lost. The money is gone back.');
  tell(decided);
  if (patched('orders-hear-of-the-bank')) await tellAll(opened.orderIds.map(workflowIds.order));
  // Runs of earlier versions have no answer, and no refund waited for them.
  await tellAll(((settled as Settled | null)?.refundIds ?? []).map(workflowIds.refund));
  return end();

  async function open(): Promise<DisputeFacts> {
    setCurrentDetails('Writing down the dispute and gathering evidence.');
    await staff.insist(
      'Write down the dispute',
      async () => {
        facts = await openDispute(input);
      },
      { canSkip: false },
    );
    const found = facts as unknown as DisputeFacts;
    ({ status } = found);
    ({ attempt } = found);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.seller, value: found.sellerId }]);
    if (status === 'open') await staff.insist('Gather the evidence', () => gatherEvidence({ disputeId }));
    become(status, waitingFor(found));
    return found;
  }

  /** Waits for a person, a report or the next moment that matters, and does what it asks for. */
  async function waitAndAct(now: DisputeFacts): Promise<void> {
    if (status === 'conceded' && !isGivenUp) return giveUp();
    const before = status;
    const { atMs, summary, act } = nextMoment(now);
    const woken = await condition(() => unheard > 0 || status !== before, Math.max(1, atMs - Date.now()), {
      summary,
    });
    if (unheard > 0) return ask();
    if (!woken) await act();
  }

  function nextMoment(now: DisputeFacts): { atMs: number; summary: string; act: () => Promise<void> } {
    const pollMs = now.pollSeconds * 1000;
    if (status !== 'open') {
      const dueMs = status === 'submitted' ? Date.parse(now.evidenceDueAt) : 0;
      askedMs ||= Date.now();
      return { atMs: Math.max(dueMs, askedMs + pollMs), summary: 'Ask the bank if it is silent', act: ask };
    }
    const [reminder] = now.remindAt;
    return reminder === undefined
      ? {
          atMs: Date.parse(now.submitAt),
          summary: 'What was gathered goes out by then',
          act: submitWhatThereIs,
        }
      : { atMs: Date.parse(reminder), summary: 'Remind seller and staff', act: () => remind(now, reminder) };
  }

  async function remind(now: DisputeFacts, at: string): Promise<void> {
    now.remindAt = now.remindAt.filter((moment) => moment !== at);
    await staff.insist('Write down the reminder', () => recordDisputeReminder({ disputeId, at }));
    tell('reminder');
  }

  /** A question may fail: it is asked again later. */
  async function ask(): Promise<void> {
    unheard = 0;
    askedMs = Date.now();
    try {
      ({ verdict } = await askDisputeVerdict({ disputeId }));
    } catch (error) {
      log.warn('the provider did not say how the dispute stands', { error: String(error) });
    }
  }

  /** Silence would lose the dispute, so what is there is sent. */
  async function submitWhatThereIs(): Promise<void> {
    // A person may have begun in this moment.
    do await condition(() => !busy);
    while (busy);
    const how = await staff.insist('Send what was gathered', async () => {
      if (status !== 'open' || verdict !== null) return;
      try {
        await send(() => submitEvidence({ disputeId, attempt, text: null, by: SILENCE }));
      } catch (error) {
        await ask();
        if (verdict === null) throw error;
      }
    });
    if (how === 'skipped' && status === 'open') become('submitted', 'Taken as answered by hand.');
  }

  async function submitOfPerson({ text, by }: { text: string | null; by: ActedBy }) {
    try {
      await send(() => submitForPerson({ disputeId, attempt, text, by }));
    } catch (error) {
      throw (
        refusalWithin(error) ??
        refusal(
          'provider-unavailable',
          'The bank did not answer, so we do not know whether it has the evidence. Please submit it again.',
        )
      );
    }
    return { status };
  }

  async function send(submit: () => Promise<void>): Promise<void> {
    await alone(async () => {
      attempt += 1;
      await submit();
      become('submitted', 'The evidence is with the bank. Waits for its verdict.');
    });
    tell('submitted');
  }

  async function addStatement(statement: {
    orderId: string;
    statementId: string;
    text: string;
    by: ActedBy;
  }) {
    await passingOn(() => addDisputeStatement({ disputeId, ...statement }));
    return { status };
  }

  async function concede(concession: { note: string; by: ActedBy }) {
    await alone(() => passingOn(() => concedeDispute({ disputeId, ...concession })));
    become('conceded', 'The loss is accepted. Telling the bank.');
    return { status };
  }

  async function giveUp(): Promise<void> {
    await staff.insist('Tell the bank that the loss is accepted', async () => {
      ({ verdict } = await acceptDispute({ disputeId }));
    });
    isGivenUp = true;
    askedMs = Date.now();
  }

  /** Only one answer to the bank at a time; others are refused meanwhile. */
  async function alone(act: () => Promise<void>): Promise<void> {
    busy = true;
    try {
      await act();
    } finally {
      busy = false;
    }
  }

  /** Mail goes out beside the story: a mail server that is away holds nothing up. */
  function tell(news: DisputeNews): void {
    const sent = tellOfDispute({ disputeId, news }).catch((error: unknown) =>
      log.warn('nobody could be written to', { news, error: String(error) }),
    );
    letters.push(sent);
  }

  /** What they owe may have waited for the bank; one that has ended owes nothing. */
  async function tellAll(ids: readonly string[]): Promise<void> {
    const told = ids.map((id) =>
      getExternalWorkflowHandle(id)
        .signal(moneyDecidedSignal)
        .catch(() => undefined),
    );
    await Promise.all(told);
  }

  function become(next: DisputeStatus, details: string): void {
    status = next;
    setCurrentDetails(details);
    upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.status, value: next }]);
  }

  async function end(details?: string): Promise<DisputeStatus> {
    if (details !== undefined) setCurrentDetails(details);
    await Promise.all(letters);
    await condition(allHandlersFinished);
    return status;
  }
}
