import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  disputeSchema,
  disputeStatusSchema,
  evidenceTextSchema,
  MAX_EVIDENCE,
  statementTextSchema,
  type Dispute,
} from '../../services/dispute/dispute.schema';
import { disputeIsOver, draftEvidence } from '../../services/dispute/dispute.state';
import { DisputeStateError } from '../../services/dispute/dispute.errors';
import { NotFoundError } from '../../services/platform/errors';
import type { Actor } from '../../services/user/user.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { isStaff, STAFF, TRADE } from '../access';
import type { ApiDeps } from '../deps';
import { etagOf } from '../http/preconditions';
import { ok, type Reply } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams, idSchema, pageOf, pageQuery } from './shared';

export const disputeViewSchema = disputeSchema
  .omit({ providerPaymentId: true, providerDisputeId: true })
  .extend({
    draft: z.string().optional().describe('For staff: what is submitted unless another text is sent'),
    actions: z.array(z.enum(['state', 'submit', 'concede'])).describe('What the caller can do with it now'),
    links: z.object({ temporal: z.string(), payment: z.string() }).optional().describe('For staff'),
  });

const disputesQuery = pageQuery.extend({
  status: disputeStatusSchema.optional(),
  orderId: idSchema.optional(),
});
const statementBody = z.strictObject({ orderId: idSchema, text: statementTextSchema });
const evidenceBody = z.strictObject({
  text: evidenceTextSchema.optional().describe('Without it, the draft is submitted'),
});
const concessionBody = z.strictObject({ note: z.string().trim().min(1).max(1000) });

/** Chargebacks: read by staff and by the sellers whom they concern, answered through their workflow. */
export function disputeRoutes(deps: Pick<ApiDeps, 'config' | 'services' | 'workflows' | 'clock'>): Route[] {
  const { workflows, clock } = deps;
  const disputes = deps.services.dispute;
  const tags = ['Disputes'];
  const view = { description: 'The dispute', schema: disputeViewSchema };
  const acted = {
    200: view,
    409: { description: 'It is answered, decided, or the time for evidence is over. Nothing was changed' },
  };

  const show = (actor: Actor, dispute: Dispute) => (isStaff(actor) ? whole(dispute) : partOf(actor, dispute));

  function whole({ providerPaymentId: _payment, providerDisputeId: _dispute, ...dispute }: Dispute) {
    const { id, paymentId } = dispute;
    const links = {
      temporal: temporalUiLink(deps.config, workflowIds.dispute(id)),
      payment: temporalUiLink(deps.config, workflowIds.payment(paymentId)),
    };
    const actions = isAnswerable(dispute) ? (['submit', 'concede'] as const) : [];
    return { ...dispute, draft: draftEvidence(dispute, MAX_EVIDENCE), actions: [...actions], links };
  }

  /** A seller sees what is about their own order, and of what was sent to the bank only that it was. */
  function partOf(actor: Actor, dispute: Dispute) {
    const parts = dispute.parts.filter(({ sellerId }) => sellerId === actor.sellerId);
    const mine = new Set(parts.map(({ orderId }) => orderId));
    const { providerPaymentId: _payment, providerDisputeId: _dispute, ...shared } = dispute;
    const { submission, concession } = dispute;
    return {
      ...shared,
      parts,
      amountMinor: parts.reduce((sum, part) => sum + part.amountMinor, 0),
      submission: submission && { ...submission, text: '' },
      concession: concession && { ...concession, note: '' },
      timeline: dispute.timeline.filter(({ orderId }) => orderId === undefined || mine.has(orderId)),
      actions: isAnswerable(dispute) ? ['state' as const] : [],
    };
  }

  const isAnswerable = ({
    status,
    submission,
    evidenceDueAt,
  }: Pick<Dispute, 'status' | 'submission' | 'evidenceDueAt'>) =>
    status === 'open' && submission === null && clock.nowMs() < Date.parse(evidenceDueAt);

  const shown = (actor: Actor, dispute: Dispute): Reply =>
    ok(show(actor, dispute), { etag: etagOf(dispute.version), 'cache-control': 'no-store' });

  /** Nobody learns of a dispute that is not about an order of theirs. */
  async function load(actor: Actor, id: string): Promise<Dispute> {
    const dispute = await disputes.get(id);
    const concerns = dispute?.parts.some(({ sellerId }) => sellerId === actor.sellerId) ?? false;
    if (!dispute || !(isStaff(actor) || (actor.role === 'seller' && concerns)))
      throw new NotFoundError('dispute');
    return dispute;
  }

  /** Lets the workflow act and shows the dispute as it is then. */
  async function act(actor: Actor, dispute: Dispute, message: () => Promise<unknown>): Promise<Reply> {
    if (disputeIsOver(dispute.status)) throw new DisputeStateError(dispute.status);
    await message();
    return shown(actor, (await disputes.get(dispute.id)) ?? dispute);
  }

  return [
    route({
      method: 'get',
      path: '/disputes',
      summary: "All disputes, newest first; a seller's own for sellers",
      tags,
      auth: TRADE,
      query: disputesQuery,
      responses: { 200: { description: 'A page of disputes', schema: pageOf(disputeViewSchema) } },
      async handler({ actor, query }) {
        if (!isStaff(actor) && actor.sellerId === undefined) throw new NotFoundError('shop');
        const page = await disputes.list({
          ...query,
          ...(isStaff(actor) ? {} : { sellerId: actor.sellerId }),
        });
        const items = page.items.map((dispute) => show(actor, dispute));
        return ok({ ...page, items }, { 'cache-control': 'no-store' });
      },
    }),
    route({
      method: 'get',
      path: '/disputes/{id}',
      summary: 'One dispute, with its due date, evidence and story',
      tags,
      auth: TRADE,
      params: idParams,
      responses: { 200: view },
      handler: async ({ actor, params }) => shown(actor, await load(actor, params.id)),
    }),
    route({
      method: 'post',
      path: '/disputes/{id}/statements',
      summary: 'The seller says what speaks for their order',
      tags,
      auth: TRADE,
      params: idParams,
      body: statementBody,
      idempotent: 'required',
      responses: acted,
      async handler({ actor, params, body, header }) {
        const dispute = await load(actor, params.id);
        const part = dispute.parts.find(({ orderId }) => orderId === body.orderId);
        if (!part || !(isStaff(actor) || part.sellerId === actor.sellerId)) throw new NotFoundError('order');
        const statementId = statementIdOf(dispute.id, actor.id, header('idempotency-key'));
        const by = { role: actor.role, id: actor.id };
        return act(actor, dispute, () =>
          workflows.addDisputeStatement(dispute.id, { ...body, statementId, by }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/disputes/{id}/evidence',
      summary: 'Staff send the evidence to the bank: the draft, or a text of theirs',
      tags,
      auth: STAFF,
      params: idParams,
      body: evidenceBody,
      idempotent: 'optional',
      responses: acted,
      async handler({ actor, params, body }) {
        const by = { role: actor.role, id: actor.id };
        const dispute = await load(actor, params.id);
        return act(actor, dispute, () =>
          workflows.submitEvidence(dispute.id, { text: body.text ?? null, by }),
        );
      },
    }),
    route({
      method: 'post',
      path: '/disputes/{id}/concessions',
      summary: 'Staff accept the loss, with the reason',
      tags,
      auth: STAFF,
      params: idParams,
      body: concessionBody,
      idempotent: 'optional',
      responses: acted,
      async handler({ actor, params, body }) {
        const by = { role: actor.role, id: actor.id };
        const dispute = await load(actor, params.id);
        return act(actor, dispute, () => workflows.concedeDispute(dispute.id, { ...body, by }));
      },
    }),
  ];
}

/** The same statement sent again names the same statement. */
function statementIdOf(disputeId: string, actorId: string, key = ''): string {
  return createHash('sha256')
    .update(JSON.stringify([disputeId, actorId, key]))
    .digest('hex')
    .slice(0, 16);
}
