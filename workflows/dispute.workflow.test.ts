import { ApplicationFailure } from '@temporalio/common';
import type { DisputeFacts } from '../services/dispute/dispute.handling';
import type { ActedBy } from '../services/order/order.schema';
import { newId } from '../services/platform/ids';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { type Stage, type Steps, startStage } from '../test/workflows';
import { resolveUpdate } from './attention.messages';
import {
  addStatementUpdate,
  concedeUpdate,
  disputeReportedSignal,
  disputeStatusQuery,
  submitEvidenceUpdate,
} from './dispute.messages';

let stage: Stage;
beforeEach(async () => {
  stage = await startStage();
}, 60_000);
afterEach(() => stage.close());
jest.setTimeout(30_000);

const HOUR_MS = 3_600_000;
const seller: ActedBy = { role: 'seller', id: 's1' };
const support: ActedBy = { role: 'support', id: 'staff-1' };
const refused = (type: string) => ({ cause: { type } });

/** A dispute of one order with a week for evidence; the bank decides when the test says so. */
async function aDispute(steps: Partial<Steps> = {}, over: Partial<DisputeFacts> = {}) {
  const disputeId = newId();
  const nowMs = await stage.env.currentTimeMs();
  const at = (hours: number) => new Date(nowMs + hours * HOUR_MS).toISOString();
  const bank: { verdict: 'won' | 'lost' | null } = { verdict: null };
  const facts: DisputeFacts = {
    status: 'open',
    verdict: null,
    evidenceDueAt: at(168),
    submitAt: at(162),
    remindAt: [at(96), at(144)],
    attempt: 0,
    orderIds: ['order-1'],
    sellerId: 's1',
    pollSeconds: 6 * 3600,
    ...over,
  };
  stage.play({
    openDispute: async () => facts,
    askDisputeVerdict: async () => ({ ...bank }),
    acceptDispute: async () => ({ verdict: 'lost' as const }),
    ...steps,
  });
  const handle = await stage.client.workflow.signalWithStart('dispute', {
    workflowId: workflowIds.dispute(disputeId),
    taskQueue: TASK_QUEUES.fulfilment,
    args: [{ disputeId, paymentId: 'p', providerPaymentId: 'pp', providerDisputeId: 'pd' }],
    signal: disputeReportedSignal,
    signalArgs: [{ eventId: 'e1' }],
  });
  const update = {
    state: (text: string, orderId = 'order-1') =>
      handle.executeUpdate(addStatementUpdate, {
        args: [{ orderId, statementId: newId(), text, by: seller }],
      }),
    submit: (text: string | null) =>
      handle.executeUpdate(submitEvidenceUpdate, { args: [{ text, by: support }] }),
    concede: (note: string) => handle.executeUpdate(concedeUpdate, { args: [{ note, by: support }] }),
    resolve: (action: 'retry' | 'skip') =>
      handle.executeUpdate(resolveUpdate, { args: [{ by: support, action, note: 'Called the bank.' }] }),
  };
  const decide = (verdict: 'won' | 'lost') => {
    bank.verdict = verdict;
    return handle.signal(disputeReportedSignal, { eventId: newId() });
  };
  await stage.env.sleep('1 minute');
  return { handle, facts, bank, decide, ...update };
}

/** A promise that somebody else keeps. */
function signalled() {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

const inputsOf = (step: string) => stage.calls.filter((call) => call.step === step).map(({ input }) => input);
const lettersAbout = () => inputsOf('tellOfDispute').map((input) => (input as { news: string }).news);

test('evidence that staff send wins: the money that was set aside is freed, and all are told', async () => {
  const { handle, state, submit, decide } = await aDispute();
  expect(await state('It was handed over in person.')).toEqual({ status: 'open' });
  expect(await submit('The parcel arrived.')).toEqual({ status: 'submitted' });
  await decide('won');
  expect(await handle.result()).toBe('won');
  expect(inputsOf('submitEvidence')).toMatchObject([
    { attempt: 1, text: 'The parcel arrived.', by: support },
  ]);
  expect(inputsOf('settleDispute')).toMatchObject([{ verdict: 'won' }]);
  expect(lettersAbout()).toEqual(['opened', 'submitted', 'won']);
});

test('whoever answers before the dispute is written down is told to come again, and is heard then', async () => {
  let isAway = true;
  const { handle, facts, concede, resolve } = await aDispute({
    openDispute: async () => {
      if (isAway) throw ApplicationFailure.nonRetryable('The ledger is away.', 'ledger-away');
      return facts;
    },
  });
  await expect(concede('The parcel never left.')).rejects.toMatchObject({
    cause: { type: 'dispute-not-ready', details: [{ kind: 'unavailable' }] },
  });
  isAway = false;
  await resolve('retry');
  await stage.env.sleep('1 second');
  expect(await concede('The parcel never left.')).toEqual({ status: 'conceded' });
  expect(await handle.result()).toBe('lost');
});

test('evidence that does not convince loses: the money is booked away once', async () => {
  const { handle, submit, decide } = await aDispute();
  await submit(null);
  await decide('lost');
  expect(await handle.result()).toBe('lost');
  expect(inputsOf('settleDispute')).toMatchObject([{ verdict: 'lost' }]);
});

test('a loss that staff accept is told to the bank, and ends as lost without evidence', async () => {
  const { handle, concede } = await aDispute();
  await expect(concede('  ')).rejects.toMatchObject(refused('note-missing'));
  expect(await concede('The parcel never left.')).toEqual({ status: 'conceded' });
  expect(await handle.result()).toBe('lost');
  expect(stage.names()).toContain('acceptDispute');
  expect(stage.names()).not.toContain('submitEvidence');
  expect(inputsOf('concedeDispute')).toMatchObject([{ note: 'The parcel never left.', by: support }]);
});

test('when nobody acts, two reminders go out and then what was gathered, before the deadline', async () => {
  const sentAtMs: number[] = [];
  const { handle, facts, decide } = await aDispute({
    submitEvidence: async () => void sentAtMs.push(await stage.env.currentTimeMs()),
  });
  const reminders = facts.remindAt;
  await stage.env.sleep('163 hours');
  expect(await handle.query(disputeStatusQuery)).toBe('submitted');
  expect(inputsOf('recordDisputeReminder')).toMatchObject(reminders.map((at) => ({ at })));
  expect(inputsOf('submitEvidence')).toMatchObject([{ text: null, by: { role: 'system', id: 'silence' } }]);
  expect(sentAtMs[0]).toBeLessThan(Date.parse(facts.evidenceDueAt));
  await decide('won');
  expect(await handle.result()).toBe('won');
  expect(lettersAbout()).toEqual(['opened', 'reminder', 'reminder', 'submitted', 'won']);
});

test('when the verdict stays away after the deadline, the bank is asked until it says one', async () => {
  let asked = 0;
  const { handle, submit } = await aDispute({
    askDisputeVerdict: async () => {
      asked += 1;
      return { verdict: asked < 3 ? null : ('lost' as const) };
    },
  });
  await submit(null);
  const beganMs = await stage.env.currentTimeMs();
  expect(await handle.result()).toBe('lost');
  const tookMs = (await stage.env.currentTimeMs()) - beganMs;
  expect(asked).toBe(3);
  expect(tookMs).toBeGreaterThan(167 * HOUR_MS);
  expect(tookMs).toBeLessThan(182 * HOUR_MS);
});

test('evidence and statements after the deadline are refused by name, and so is a second submission', async () => {
  const { handle, state, submit, concede, decide } = await aDispute();
  await submit('Once.');
  await expect(submit('Twice.')).rejects.toMatchObject(refused('evidence-submitted'));
  await expect(state('More.')).rejects.toMatchObject(refused('evidence-submitted'));
  await expect(concede('Never mind.')).rejects.toMatchObject(refused('evidence-submitted'));
  await stage.env.sleep('168 hours');
  await expect(submit('Late.')).rejects.toMatchObject(refused('evidence-too-late'));
  await expect(state('Late.')).rejects.toMatchObject(refused('evidence-too-late'));
  await decide('lost');
  expect(await handle.result()).toBe('lost');
  expect(inputsOf('submitEvidence')).toHaveLength(1);
});

test('empty evidence, and a statement about an order that is not disputed, are refused', async () => {
  const { handle, state, submit, concede } = await aDispute();
  await expect(submit(' \n')).rejects.toMatchObject(refused('evidence-empty'));
  await expect(state(' ')).rejects.toMatchObject(refused('evidence-empty'));
  await expect(state('Mine.', 'order-2')).rejects.toMatchObject(refused('unknown-order'));
  await concede('Enough.');
  await handle.result();
  expect(stage.names()).not.toContain('addDisputeStatement');
});

test('of two who answer at once, one is told that the other does', async () => {
  const bank = { isAsked: signalled(), answers: signalled() };
  const { handle, submit, concede, decide } = await aDispute({
    submitEvidence: () => {
      bank.isAsked.give();
      return bank.answers.given;
    },
  });
  const sending = submit('The parcel arrived.');
  await bank.isAsked.given;
  await expect(concede('Too late for us.')).rejects.toMatchObject(refused('dispute-busy'));
  bank.answers.give();
  expect(await sending).toEqual({ status: 'submitted' });
  await decide('won');
  expect(await handle.result()).toBe('won');
});

test('reports that repeat or come out of order change nothing: the bank itself is asked', async () => {
  const { handle, decide, bank } = await aDispute();
  for (const eventId of ['e1', 'e1', 'e2']) await handle.signal(disputeReportedSignal, { eventId });
  await stage.env.sleep('1 minute');
  expect(await handle.query(disputeStatusQuery)).toBe('open');
  expect(bank.verdict).toBeNull();
  await decide('won');
  expect(await handle.result()).toBe('won');
  expect(inputsOf('openDispute')).toHaveLength(1);
  expect(inputsOf('settleDispute')).toHaveLength(1);
});

test('a verdict that was known before the dispute was written down is applied at once', async () => {
  const { handle } = await aDispute({}, { verdict: 'lost' });
  expect(await handle.result()).toBe('lost');
  expect(stage.names()).not.toContain('submitEvidence');
});

test('a report of a dispute that is over wakes nobody', async () => {
  const { handle } = await aDispute({}, { status: 'won', verdict: 'won' });
  expect(await handle.result()).toBe('won');
  expect(stage.names()).toEqual(['openDispute']);
});

test('a text that the bank refuses is told to whoever sent it, and another may be sent', async () => {
  let refusals = 1;
  const { handle, submit, decide } = await aDispute({
    submitEvidence: async () => {
      if (refusals-- > 0) throw ApplicationFailure.nonRetryable('Too long.', 'payment-provider-refused');
    },
  });
  await expect(submit('A very long text.')).rejects.toMatchObject(refused('payment-provider-refused'));
  expect(await handle.query(disputeStatusQuery)).toBe('open');
  expect(await submit('Short.')).toEqual({ status: 'submitted' });
  expect(inputsOf('submitEvidence')).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
  await decide('won');
  await handle.result();
});

test('what goes out by itself and is refused waits for staff, unless the bank has decided meanwhile', async () => {
  const { handle, resolve, bank } = await aDispute({
    submitEvidence: async () => {
      throw ApplicationFailure.nonRetryable('It is decided.', 'payment-provider-refused');
    },
  });
  await stage.env.sleep('163 hours');
  expect(await handle.query(disputeStatusQuery)).toBe('open');
  bank.verdict = 'lost';
  await resolve('retry');
  expect(await handle.result()).toBe('lost');
});

test('money that cannot be moved as decided waits for staff, who cannot skip it', async () => {
  let broken = true;
  const { handle, decide, resolve } = await aDispute({
    settleDispute: async () => {
      if (broken) throw ApplicationFailure.nonRetryable('The books refuse.', 'ledger-entry-differs');
      return { refundIds: [] };
    },
  });
  await decide('lost');
  await stage.env.sleep('1 minute');
  await expect(resolve('skip')).rejects.toMatchObject(refused('cannot-skip'));
  broken = false;
  await resolve('retry');
  expect(await handle.result()).toBe('lost');
});

test('refunds that waited for the bank hear that it has decided', async () => {
  const refund = await stage.client.workflow.start('refund', {
    workflowId: workflowIds.refund('waiting'),
    taskQueue: TASK_QUEUES.checkout,
    args: [{ refundId: 'waiting', orderId: 'o', paymentId: 'p', automatic: false }],
  });
  const { handle, decide } = await aDispute({
    settleDispute: async () => ({ refundIds: ['waiting', 'over-long-ago'] }),
  });
  await decide('won');
  expect(await handle.result()).toBe('won');
  const { events } = await refund.fetchHistory();
  const signals = events?.flatMap(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName ?? [],
  );
  expect(signals).toEqual(['moneyDecided']);
});

test('a mail server that is away holds nothing up', async () => {
  const { handle, submit, decide } = await aDispute({
    tellOfDispute: async () => {
      throw ApplicationFailure.nonRetryable('No mail server.', 'mail-unavailable');
    },
  });
  await submit(null);
  await decide('won');
  expect(await handle.result()).toBe('won');
});
