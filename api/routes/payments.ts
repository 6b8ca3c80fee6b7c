import { z } from 'zod';
import {
  paymentAttemptSchema,
  paymentOperationSchema,
  paymentSchema,
  type Payment,
} from '../../services/payment/payment.schema';
import { temporalUiLink, workflowIds } from '../../temporal/ids';
import { ANYBODY, isStaff, owned } from '../access';
import type { ApiDeps } from '../deps';
import { ok } from '../http/reply';
import { route, type Route } from '../http/route';
import { idParams } from './shared';

const summarySchema = paymentSchema.pick({
  id: true,
  checkoutId: true,
  status: true,
  currency: true,
  amountMinor: true,
  authorisedMinor: true,
  capturedMinor: true,
  refundedMinor: true,
  createdAt: true,
});
/** Tokens and keys are between the shop and its provider; staff need neither. */
const staffViewSchema = paymentSchema.extend({
  attempts: z.array(paymentAttemptSchema.omit({ token: true, key: true })),
  operations: z.array(paymentOperationSchema.omit({ key: true })),
  links: z.object({ temporal: z.string() }),
});

/** The money of a checkout: a summary for its buyer, all of it but the secrets for staff. */
export function paymentRoutes({ config, services }: Pick<ApiDeps, 'config' | 'services'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/payments/{id}',
      summary: 'The money of one checkout',
      tags: ['Payments'],
      auth: ANYBODY,
      params: idParams,
      responses: {
        200: {
          description: 'A summary; everything for staff',
          schema: z.union([staffViewSchema, summarySchema]),
        },
      },
      async handler({ actor, params }) {
        const payment = owned(actor, await services.payment.get(params.id), 'payment');
        const headers = { 'cache-control': 'no-store' };
        if (!isStaff(actor)) return ok(summarySchema.parse(payment), headers);
        const links = { temporal: temporalUiLink(config, workflowIds.payment(payment.id)) };
        return ok({ ...payment, ...withoutSecrets(payment), links }, headers);
      },
    }),
  ];
}

function withoutSecrets({ attempts, operations }: Payment) {
  return {
    attempts: attempts.map(({ token: _token, key: _key, ...attempt }) => attempt),
    operations: operations.map(({ key: _key, ...operation }) => operation),
  };
}
