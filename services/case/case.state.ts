import type { Case, CaseKind, CaseReport, CaseSeverity, CaseSubject } from './case.schema';

/** How urgent each kind is where its finder says nothing else, and what staff can do about it. */
export const CASE_KINDS: Record<CaseKind, { severity: CaseSeverity; suggestion: string }> = {
  'audit-finding': {
    severity: 'high',
    suggestion: 'Open the records that are named, put right what differs, then close the case with a note.',
  },
  reconciliation: {
    severity: 'high',
    suggestion:
      "Compare the payment with the provider's page for it, put right what differs, then close the case.",
  },
  'refund-failed': {
    severity: 'urgent',
    suggestion: 'The buyer is owed money. Try the refund again, or pay it another way and close the case.',
  },
  'authorisation-lapsing': {
    severity: 'high',
    suggestion: 'Ask the seller to ship before the provider lets the money go, or cancel the order.',
  },
  'dispute-unanswered': {
    severity: 'urgent',
    suggestion: 'Submit evidence before the date that is named; without it the dispute is lost.',
  },
  'payout-returned': {
    severity: 'high',
    suggestion: 'Ask the seller for the right account; the next payout run pays again.',
  },
  'payout-blocked': {
    severity: 'high',
    suggestion: 'Have the seller verify the payout account, or release the payout.',
  },
  'seller-owes': {
    severity: 'low',
    suggestion: 'The seller owes more than coming sales will cover. Ask them to pay, or write it off.',
  },
  'workflow-missing': {
    severity: 'urgent',
    suggestion: 'Nobody looks after this. Start its workflow again, or end it by hand with a note.',
  },
  'parcel-contradiction': {
    severity: 'high',
    suggestion: 'Ask the carrier or the buyer where the parcel is, then say on its order how it ended.',
  },
  'parcel-overdue': {
    severity: 'high',
    suggestion:
      'Call the carrier or the courier, then say on its order how the parcel ended; what is lost is given back.',
  },
};

/** One thing has one case of a kind. Safe in an address: provider ids keep letters, digits, `-`, `_` and `.`. */
export function caseIdOf(kind: CaseKind, subject: CaseSubject): string {
  return `${kind}:${subject.type}.${subject.id.replaceAll(/[^\w.-]+/g, '-')}`;
}

/** What a report does to the case that is there: nothing, new words for it, or it is open (again). */
export function effectOf(current: Case, report: CaseReport): 'none' | 'refresh' | 'reopen' {
  const isSame = sameFacts(current.facts, report.facts ?? {});
  if (current.status === 'open') return isSame && current.text === report.text ? 'none' : 'refresh';
  return current.outcome === 'accepted' && isSame ? 'none' : 'reopen';
}

function sameFacts(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
  return canonical(one) === canonical(other);
}

/** JSON whose keys are in one order at every depth. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
