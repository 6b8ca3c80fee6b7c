import { WithStartWorkflowOperation, type Client, type UpdateDefinition } from '@temporalio/client';
import type { Question, Step } from '../services/onboarding/onboarding.schema';
import type { ActedBy } from '../services/order/order.schema';
import { TASK_QUEUES, workflowIds } from '../temporal/ids';
import { SEARCH_ATTRIBUTES } from '../temporal/search-attributes';
import {
  approveApplicationUpdate,
  askBackUpdate,
  beginApplicationUpdate,
  lookAtDomainSignal,
  refuseApplicationUpdate,
  reinstateUpdate,
  stepUpdates,
  submitApplicationUpdate,
  suspendUpdate,
} from '../workflows/onboarding.messages';

/** What the API says to the workflows of shops and of those who want one. */
export interface SellerCalls {
  /** Begins the workflow of an application where it is not open; so do the next two, because weeks may have passed. */
  beginApplication(sellerId: string): Promise<void>;
  takeStep(sellerId: string, step: Step, draftId: string): Promise<void>;
  submitApplication(sellerId: string): Promise<void>;
  askApplicant(sellerId: string, asking: { questions: Question[]; by: ActedBy }): Promise<void>;
  approveApplication(sellerId: string, decision: { note: string; by: ActedBy }): Promise<void>;
  refuseApplication(sellerId: string, decision: { note: string; by: ActedBy }): Promise<void>;
  suspendShop(sellerId: string, request: { reason: string; by: ActedBy }): Promise<void>;
  reinstateShop(sellerId: string, request: { note: string; by: ActedBy }): Promise<void>;
  /** Has the record of a shop's domain looked for now. */
  lookAtDomain(sellerId: string): Promise<void>;
}

/** @param said has an answer's refusal come back as the domain's */
export function createSellerCalls(
  { workflow }: Pick<Client, 'workflow'>,
  said: (message: Promise<unknown>) => Promise<void>,
): SellerCalls {
  const seller = (id: string) => workflow.getHandle(workflowIds.seller(id));

  /** A message to the one workflow that a shop has open; where there is none, this kind is begun. */
  function toStory<Args extends unknown[]>(
    kind: 'sellerOnboarding' | 'sellerSuspension',
    sellerId: string,
    update: UpdateDefinition<unknown, Args>,
    args: Args,
    updateId?: string,
  ): Promise<void> {
    const startWorkflowOperation = new WithStartWorkflowOperation(kind, {
      workflowId: workflowIds.seller(sellerId),
      taskQueue: TASK_QUEUES.fulfilment,
      args: [{ sellerId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      staticSummary: STORIES[kind],
      typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: sellerId }],
    });
    return said(
      workflow.executeUpdateWithStart(update as UpdateDefinition<unknown, unknown[]>, {
        args,
        startWorkflowOperation,
        ...(updateId === undefined ? {} : { updateId }),
      }),
    );
  }

  return {
    beginApplication: (id) => toStory('sellerOnboarding', id, beginApplicationUpdate, []),
    // The same draft again is the same update, and has the first answer.
    takeStep: (id, step, draftId) =>
      toStory('sellerOnboarding', id, stepUpdates[step], [{ draftId }], `step-${draftId}`),
    submitApplication: (id) => toStory('sellerOnboarding', id, submitApplicationUpdate, []),
    askApplicant: (id, asking) => said(seller(id).executeUpdate(askBackUpdate, { args: [asking] })),
    approveApplication: (id, decision) =>
      said(seller(id).executeUpdate(approveApplicationUpdate, { args: [decision] })),
    refuseApplication: (id, decision) =>
      said(seller(id).executeUpdate(refuseApplicationUpdate, { args: [decision] })),
    suspendShop: (id, request) => toStory('sellerSuspension', id, suspendUpdate, [request]),
    reinstateShop: (id, request) => said(seller(id).executeUpdate(reinstateUpdate, { args: [request] })),
    lookAtDomain: (id) =>
      said(
        workflow.signalWithStart('shopDomain', {
          workflowId: workflowIds.shopDomain(id),
          taskQueue: TASK_QUEUES.fulfilment,
          args: [{ sellerId: id }],
          signal: lookAtDomainSignal,
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
          staticSummary: 'A shop gets an address of its own',
          typedSearchAttributes: [{ key: SEARCH_ATTRIBUTES.seller, value: id }],
        }),
      ),
  };
}

const STORIES = {
  sellerOnboarding: 'Somebody wants to sell here',
  sellerSuspension: 'A shop is hidden for now',
} as const;
