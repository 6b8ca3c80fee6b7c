import { join } from 'node:path';
import {
  bundleWorkflowCode,
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporal } from '@temporalio/proto';
import type { Client } from '@temporalio/client';
import type { CheckoutActivities } from '../activities/checkout.activities';
import type { DeliveryActivities } from '../activities/delivery.activities';
import type { DisputeActivities } from '../activities/dispute.activities';
import type { FulfilmentActivities } from '../activities/fulfilment.activities';
import type { OnboardingActivities } from '../activities/onboarding.activities';
import type { ImportActivities } from '../activities/import.activities';
import type { PaymentActivities } from '../activities/payment.activities';
import type { PayoutActivities } from '../activities/payout.activities';
import type { RetrainingActivities } from '../activities/retraining.activities';
import type { WatchActivities } from '../activities/watch.activities';
import type { WebhookActivities } from '../activities/webhook.activities';
import type { RefundActivities } from '../activities/refund.activities';
import { temporalTestServer } from '../stack/servers/temporal-test-server';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import { TASK_QUEUES } from '../temporal/ids';

export type Steps = CheckoutActivities &
  PaymentActivities &
  PayoutActivities &
  FulfilmentActivities &
  DeliveryActivities &
  RefundActivities &
  DisputeActivities &
  OnboardingActivities &
  ImportActivities &
  WebhookActivities &
  RetrainingActivities &
  WatchActivities;

/** A Temporal server that skips time, with a worker for each queue whose steps the test decides. */
export interface Stage {
  client: Client;
  env: TestWorkflowEnvironment;
  /** Every step that was run, in order. */
  calls: { step: string; input: unknown }[];
  /** Decides steps for the test that runs; those not named succeed with an empty answer. */
  play(steps: Partial<Steps>): void;
  names(): string[];
  close(): Promise<void>;
}

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** @throws Error that names the command to run when the server is not installed */
export async function startStage(): Promise<Stage> {
  const path = temporalTestServer.find();
  if (!path) throw new Error("Temporal's time-skipping server is not installed. Run: npm run test:workflow");
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  bundle ??= bundleWorkflowCode({
    workflowsPath: join(__dirname, '..', 'workflows', 'index.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  const [env, workflowBundle] = await Promise.all([startServer(path), bundle]);
  await registerSearchAttributes(env);

  const calls: Stage['calls'] = [];
  let decided: Partial<Steps> = {};
  const activities = new Proxy<Record<string, (input: unknown) => Promise<unknown>>>(
    {},
    {
      get: (_, step: string) => async (input: unknown) => {
        calls.push({ step, input });
        const play = decided[step as keyof Steps] as ((input: unknown) => Promise<unknown>) | undefined;
        return play ? play(input) : {};
      },
      has: () => true,
    },
  );
  const named = Object.fromEntries(
    STEP_NAMES.map((step) => [step, (input: unknown) => activities[step]?.(input)]),
  );
  const workers = await Promise.all(
    Object.values(TASK_QUEUES).map((taskQueue) =>
      Worker.create({ connection: env.nativeConnection, taskQueue, workflowBundle, activities: named }),
    ),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));

  return {
    client: env.client,
    env,
    calls,
    play(steps) {
      calls.length = 0;
      decided = steps;
    },
    names: () => calls.map(({ step }) => step),
    async close() {
      workers.forEach((worker) => worker.shutdown());
      await running;
      await env.teardown();
    },
  };
}

/** The SDK gives a server five seconds; Java needs more of them on a busy machine, and less the next time. */
async function startServer(path: string, tries = 4): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (tries === 1 || !String(error).includes('did not start within')) throw error;
    return startServer(path, tries - 1);
  }
}

async function registerSearchAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const { INDEXED_VALUE_TYPE_KEYWORD } = temporal.api.enums.v1.IndexedValueType;
  await env.connection.operatorService.addSearchAttributes({
    namespace: 'default',
    searchAttributes: Object.fromEntries(
      Object.values(SEARCH_ATTRIBUTES).map(({ name }) => [name, INDEXED_VALUE_TYPE_KEYWORD]),
    ),
  });
}

const STEP_NAMES: (keyof Steps)[] = [
  'prepareCheckout',
  'authorisePayment',
  'checkPayment',
  'giveUpAttempt',
  'placeOrders',
  'releaseHold',
  'voidPayment',
  'endCheckout',
  'capturePart',
  'releasePart',
  'refundPart',
  'findPayable',
  'setPayoutAside',
  'sendPayout',
  'checkPayout',
  'acceptOrder',
  'startShipping',
  'stopShipping',
  'shipOrder',
  'deliverOrder',
  'closeOrder',
  'cancelOrder',
  'loseOrder',
  'takeOrderBack',
  'captureOrder',
  'releaseOrder',
  'restockOrder',
  'bookDelivery',
  'recordTracking',
  'trackDelivery',
  'rescheduleDelivery',
  'callOffDelivery',
  'recordCourierReport',
  'settleDelivery',
  'reportOverdue',
  'requestFullRefund',
  'packParcel',
  'changeAddress',
  'nudgeSeller',
  'requestReturn',
  'stepReturn',
  'askRefundApproval',
  'startRefunding',
  'rejectRefund',
  'failRefund',
  'refundMoney',
  'completeRefund',
  'remindRefund',
  'passRefundToSupport',
  'parkRefund',
  'settleRefund',
  'askRefundMoney',
  'findUnstartedRefunds',
  'rightPayment',
  'guardParts',
  'findPaymentsToGuard',
  'guardPayment',
  'openDispute',
  'gatherEvidence',
  'addDisputeStatement',
  'recordDisputeReminder',
  'submitEvidence',
  'concedeDispute',
  'acceptDispute',
  'askDisputeVerdict',
  'settleDispute',
  'tellOfDispute',
  'openApplication',
  'takeStep',
  'takeBankStep',
  'submitApplication',
  'askApplicant',
  'decideApplication',
  'remindApplicant',
  'expireApplication',
  'openShop',
  'suspendShop',
  'reinstateShop',
  'tellApplicant',
  'checkDomain',
  'giveUpDomain',
  'inspectImport',
  'applyImportRows',
  'endImport',
  'reconcilePayments',
  'reconcilePayouts',
  'auditEverything',
  'keepWatchReport',
  'gatherInteractions',
  'trainRanking',
  'judgeRanking',
  'listRecommendations',
  'publishRanking',
  'setRankingAside',
  'rollBackRanking',
  'attemptWebhook',
  'tellWebhookOwner',
];
