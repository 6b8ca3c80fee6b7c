import { z } from 'zod';
import { caseSeveritySchema, type Case } from '../services/case/case.schema';
import type { Refund } from '../services/refund/refund.schema';
import { workflowIds } from '../temporal/ids';
import type { StuckWorkflow } from './workflow-calls';

export const itemSchema = z.object({
  kind: z.enum(['workflow', 'case']),
  /** Of the workflow or the case. */
  id: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  problem: z.string().describe('Stable code of what is wrong'),
  text: z.string(),
  suggestion: z.string(),
  severity: caseSeveritySchema,
  since: z.string(),
  version: z.number().int().nullable().describe('For If-Match, where it is a case'),
  links: z.object({
    resolutions: z
      .string()
      .optional()
      .describe('Where the decision is sent; absent where one of the next three is the place for it'),
    order: z.string().optional().describe('The order on which it is decided'),
    approvals: z.string().optional().describe('Where a refund is agreed to'),
    rejections: z.string().optional().describe('Where a refund is declined'),
    temporal: z.string().optional(),
  }),
});
export type Item = z.infer<typeof itemSchema>;

/** All that waits for staff. */
export interface Waiting {
  stuck: readonly StuckWorkflow[];
  /** Open ones. */
  cases: readonly Case[];
  /** Those about which support decide. */
  refunds: readonly Refund[];
}

/** How a workflow is looked at; of nothing, nothing. */
type LinkTo = (workflowId: string | null) => { temporal?: string };

const HOUR_MS = 3_600_000;
const MOVES_MONEY: ReadonlySet<string> = new Set(['checkout', 'payment', 'refund', 'dispute', 'payout']);
const RANKS: readonly Item['severity'][] = ['urgent', 'high', 'low'];

/** What waits for staff as one list: the most urgent first, then the oldest. */
export function itemsOf(waiting: Waiting, linkTo: LinkTo): Item[] {
  const { stuck, cases, refunds } = waiting;
  const isListed = new Set(stuck.map(({ workflowId }) => workflowId));
  const inTime = refunds.filter(({ id }) => !isListed.has(workflowIds.refund(id)));
  return [
    ...stuck.map((one) => itemOfWorkflow(one, waiting, linkTo)),
    ...inTime.map((one) => itemOfRefund(one, linkTo)),
    ...cases.map((one) => itemOfCase(one, linkTo)),
  ].sort(byUrgency);
}

function itemOfWorkflow(one: StuckWorkflow, waiting: Waiting, linkTo: LinkTo): Item {
  const { workflowId, type, problem, since } = one;
  const id = workflowId.startsWith(`${type}-`) ? workflowId.slice(type.length + 1) : workflowId;
  const { links, ...told } = DECIDED_ELSEWHERE[problem]?.(id, waiting) ?? stoppedStep(one);
  return {
    ...{ kind: 'workflow', id: workflowId, subject: { type, id }, problem, since, version: null },
    severity: MOVES_MONEY.has(type) ? 'urgent' : 'high',
    ...told,
    links: { ...linkTo(workflowId), ...links },
  };
}

/** What is told of a workflow that waits, and where it is decided. `since` where more is known than the workflow says. */
type Told = Pick<Item, 'text' | 'suggestion' | 'links'> & Partial<Pick<Item, 'since'>>;

function stoppedStep({ workflowId, type, problem }: StuckWorkflow): Told {
  return {
    text: `A step of this ${type} keeps failing (${problem}), and it waits for you.`,
    suggestion:
      'Read in Temporal what failed. Put right what the step needs and retry; or do it by hand and skip, with a note.',
    links: { resolutions: `/v1/workflows/${encodeURIComponent(workflowId)}/resolutions` },
  };
}

/**
 * No step of these has failed, so `resolve` refuses them. Nor do they say since when they wait: their workflow began
 * much earlier, and others know better.
 */
const DECIDED_ELSEWHERE: Readonly<Record<string, (id: string, waiting: Waiting) => Told>> = {
  'refund-undecided': (id, { refunds }) => {
    const dueBy = refunds.find((refund) => refund.id === id)?.decideBy;
    return {
      text: `Support has neither agreed to this refund nor declined it in time${dueBy ? `: it was due by ${dueBy}` : ''}. Nothing goes back before somebody does.`,
      ...refundDecision(id),
      ...(dueBy && { since: dueBy }),
    };
  },
  'authorisation-ending': (id, { cases }) => {
    const warning = cases.find(({ kind, subject }) => kind === 'authorisation-lapsing' && subject.id === id);
    const until = warning?.facts.until;
    return {
      text: `The bank lets go of the money for this order ${typeof until === 'string' ? `at ${until}` : 'soon'}, and its seller has not accepted it yet. Without the money the order is cancelled.`,
      suggestion:
        'Ask the seller to accept it now, accept it for them, or cancel it, on the page of the order.',
      links: { order: `/v1/orders/${id}` },
      ...(warning && { since: warning.openedAt }),
    };
  },
};

function itemOfRefund({ id, approval, decideBy, createdAt }: Refund, linkTo: LinkTo): Item {
  const workflowId = workflowIds.refund(id);
  const { links, suggestion } = refundDecision(id);
  // They were asked as long before the end as they have time.
  const askedAt =
    decideBy !== null && approval.by !== 'nobody'
      ? new Date(Date.parse(decideBy) - approval.withinHours * HOUR_MS).toISOString()
      : createdAt;
  return {
    ...{ kind: 'workflow', id: workflowId, subject: { type: 'refund', id }, problem: 'refund-to-decide' },
    ...{ severity: 'high', since: askedAt, version: null, suggestion },
    text: `Support decides about this refund${decideBy === null ? '' : `, until ${decideBy}`}. Nothing goes back before.`,
    links: { ...linkTo(workflowId), ...links },
  };
}

function refundDecision(id: string): Pick<Item, 'suggestion' | 'links'> {
  return {
    suggestion: 'Agree to it, or decline it with a reason that the buyer reads.',
    links: { approvals: `/v1/refunds/${id}/approvals`, rejections: `/v1/refunds/${id}/rejections` },
  };
}

function itemOfCase(one: Case, linkTo: LinkTo): Item {
  const { id, subject, kind, text, suggestion, severity, openedAt, version, workflowId } = one;
  return {
    ...{ kind: 'case', id, subject, problem: kind, text, suggestion, severity, version },
    since: openedAt,
    links: { ...linkTo(workflowId), resolutions: `/v1/cases/${encodeURIComponent(id)}/resolutions` },
  };
}

function byUrgency(one: Item, other: Item): number {
  return RANKS.indexOf(one.severity) - RANKS.indexOf(other.severity) || (one.since < other.since ? -1 : 1);
}
