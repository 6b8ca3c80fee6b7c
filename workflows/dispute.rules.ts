import type { DisputeFacts } from '../services/dispute/dispute.handling';
import type { DisputeStatus, Verdict } from '../services/dispute/dispute.schema';
import { disputeIsOver } from '../services/dispute/dispute.state';
import { notYet, refusal, refusalWithin } from './attention';

/** Where a dispute stands, as far as it matters to those who want to answer it. */
interface Standing {
  /** Null until it is written down. */
  facts: DisputeFacts | null;
  status: DisputeStatus;
  verdict: Verdict | null;
  /** Somebody's answer is on its way to the bank. */
  busy: boolean;
}

/** @throws the refusal, by name, when nobody can answer (any more) */
export function mustBeAnswerable(
  { facts, status, verdict, busy }: Standing,
  { untilDue = true }: { untilDue?: boolean } = {},
): void {
  if (facts === null)
    throw notYet('dispute-not-ready', 'The dispute is being written down. Try again in a moment.');
  if (verdict !== null || disputeIsOver(status))
    throw refusal('dispute-state', 'The bank has decided already. Nothing was changed.', { status });
  if (untilDue && Date.now() >= Date.parse(facts.evidenceDueAt))
    throw refusal('evidence-too-late', 'The time for evidence is over. Nothing was sent.', {
      evidenceDueAt: facts.evidenceDueAt,
    });
  if (status === 'submitted')
    throw refusal('evidence-submitted', 'The evidence is with the bank already. Nothing was changed.');
  if (status === 'conceded')
    throw refusal('dispute-conceded', 'This dispute was given up. Nothing was changed.');
  if (busy)
    throw refusal('dispute-busy', 'Somebody is answering this dispute right now. Nothing was changed.');
}

export function mustHaveText(text: string): void {
  if (text.trim() === '') throw refusal('evidence-empty', 'There is nothing in it. Nothing was sent.');
}

/** A step's refusal is the answer to whoever asked. */
export async function passingOn(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    throw refusalWithin(error) ?? error;
  }
}

/** For Temporal UI: where it stands and what it waits for. */
export function waitingFor({ status, evidenceDueAt, submitAt }: DisputeFacts): string {
  if (status === 'submitted') return 'The evidence is with the bank. Waits for its verdict.';
  if (status === 'conceded') return 'The loss is accepted. Telling the bank.';
  return (
    `Evidence is due ${evidenceDueAt}. Waits for the seller's statement and for staff to submit; ` +
    `what was gathered goes to the bank by itself at ${submitAt}.`
  );
}
