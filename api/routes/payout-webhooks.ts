import { DomainError, NotFoundError } from '../../services/platform/errors';
import type { PayoutEvent } from '../../services/payout/payout-provider.port';
import type { ApiDeps } from '../deps';
import { noContent } from '../http/reply';
import { route, type Route } from '../http/route';
import { payoutIsShownBy, payoutMismatchOf, type PayoutReport } from '../payout-events';

const SIGNATURE_HEADERS = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'stripe-signature'];
const SOURCE = 'payouts';

type Deps = Pick<ApiDeps, 'services' | 'workflows' | 'webhooks' | 'payoutProvider' | 'logger'>;

/**
 * What the provider reports of payouts: verified over its bytes, stored before the answer, checked against our own
 * record, and then told to the payout's workflow, which asks the provider what is true.
 */
export function payoutWebhookRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'post',
      path: '/webhooks/payouts',
      summary: 'The payment provider reports of payouts (Standard Webhooks)',
      tags: ['Webhooks'],
      auth: 'public',
      rawBody: true,
      allowance: 'none',
      responses: {
        204: { description: 'Taken note of' },
        409: { description: 'Authentic, but it does not fit what we know. Nothing was done' },
        503: { description: 'Could not be dealt with now. Please send it again' },
      },
      async handler({ raw, header }) {
        const headers = Object.fromEntries(SIGNATURE_HEADERS.map((name) => [name, header(name)]));
        const event = deps.payoutProvider.parseWebhook({ rawBody: raw, headers });
        await take(deps, event);
        return noContent;
      },
    }),
  ];
}

async function take(deps: Deps, event: PayoutEvent): Promise<void> {
  if (event.type === 'ignored') return;
  if (event.type === 'account.updated') return takeAccount(deps, event);

  const payout = await deps.services.payout.get(event.payoutId);
  const mismatch = payout ? payoutMismatchOf(event, payout) : 'payout';
  const isDone = payout !== null && mismatch === null && payoutIsShownBy(event, payout);
  const receipt = { source: SOURCE, eventId: event.id };
  const subject = event.payoutId;
  const isKnown = await deps.webhooks.receive({ ...receipt, type: event.type, subject, isDone });
  if (isKnown || isDone) return;

  if (!payout || mismatch !== null) throw doesNotFit(deps, event, mismatch ?? 'payout');
  const { id: payoutId, sellerId, currency } = payout;
  await deps.workflows.reportToPayout({ payoutId, sellerId, currency }, { eventId: event.id });
  await deps.webhooks.markProcessed(receipt);
}

/** What the provider found out about a seller's account is read from the provider. */
async function takeAccount(
  { services, webhooks, logger }: Deps,
  event: Extract<PayoutEvent, { type: 'account.updated' }>,
): Promise<void> {
  const receipt = { source: SOURCE, eventId: event.id };
  const isKnown = await webhooks.receive({ ...receipt, type: event.type, subject: event.sellerId });
  if (isKnown) return;
  try {
    const account = await services.payout.accounts.refresh(event.sellerId);
    if (account.providerAccountId !== event.providerAccountId)
      logger.warn({ eventId: event.id, type: event.type }, 'a payout report does not fit');
  } catch (error) {
    // It is being named at this moment, and that request writes down what the provider says.
    if (!(error instanceof NotFoundError)) throw error;
  }
  await webhooks.markProcessed(receipt);
}

function doesNotFit({ logger }: Deps, event: PayoutReport, what: string): DomainError {
  logger.warn({ eventId: event.id, type: event.type, mismatch: what }, 'a payout report does not fit');
  return new DomainError(
    'conflict',
    'webhook-mismatch',
    'This report does not fit what we know of it. Nothing was changed.',
    { what },
  );
}
