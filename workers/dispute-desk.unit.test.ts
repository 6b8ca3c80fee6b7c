import type { Client } from '@temporalio/client';
import { aPayment } from '../api/api.builders';
import { disputeIdOf } from '../services/dispute/dispute.ids';
import type { Payment } from '../services/payment/payment.schema';
import type { PaymentProvider, ProviderDispute, ProviderPayment } from '../services/payment/provider.port';
import { createDisputeDesk } from './dispute-desk';

const dispute = (providerDisputeId: string, status: ProviderDispute['status']): ProviderDispute => ({
  ...{ providerDisputeId, status, amountMinor: 100, reason: 'It broke.' },
  evidenceDueAt: '2030-01-08T00:00:00.000Z',
});

/** Which workflows are woken when the provider has these disputes and the payment knows those. */
async function woken(theirs: ProviderDispute[], ours: Payment['disputes']) {
  const ids: string[] = [];
  const client = {
    workflow: {
      signalWithStart: (_type: string, { workflowId }: { workflowId: string }) => {
        ids.push(workflowId);
        return Promise.resolve();
      },
    },
  } as unknown as Client;
  const provider: Pick<PaymentProvider, 'retrieve'> = {
    retrieve: () => Promise.resolve({ disputes: theirs } as ProviderPayment),
  };
  const payment = aPayment({ providerPaymentId: 'pp-1', disputes: ours });
  const desk = createDisputeDesk({ client, provider, payments: { get: () => Promise.resolve(payment) } });
  await desk.hear({ paymentId: payment.id });
  return ids;
}

const workflowOf = (providerDisputeId: string) =>
  `dispute-${disputeIdOf({ paymentId: 'checkout-1', providerDisputeId })}`;

test('a dispute that nobody told of, and one whose end nobody told of, are woken', async () => {
  const known = { disputeId: 'd2', providerDisputeId: 'dis_2', status: 'open' as const, parts: [] };
  expect(await woken([dispute('dis_1', 'open'), dispute('dis_2', 'lost')], [known])).toEqual([
    workflowOf('dis_1'),
    workflowOf('dis_2'),
  ]);
});

test('disputes that stand as the provider says are left alone', async () => {
  const known = { disputeId: 'd1', providerDisputeId: 'dis_1', status: 'won' as const, parts: [] };
  expect(await woken([dispute('dis_1', 'won')], [known])).toEqual([]);
  expect(await woken([], undefined)).toEqual([]);
});
