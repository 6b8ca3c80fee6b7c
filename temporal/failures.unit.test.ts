import {
  ServiceError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import {
  ActivityFailure,
  ApplicationFailure,
  ChildWorkflowFailure,
  RetryState,
  WorkflowNotFoundError,
} from '@temporalio/common';
import { DomainError } from '../services/platform/errors';
import { domainErrorOf } from './failures';

const refusal = ApplicationFailure.create({
  type: 'out-of-stock',
  message: 'Two of these are left.',
  nonRetryable: true,
  details: [{ kind: 'conflict', details: { lines: [{ sku: 'A', available: 2 }] } }],
});
const rebuilt = {
  kind: 'conflict',
  code: 'out-of-stock',
  message: 'Two of these are left.',
  details: { lines: [{ sku: 'A', available: 2 }] },
};
const grpcError = (code: number, details = 'why') =>
  new ServiceError('failed', {
    cause: Object.assign(new Error('grpc'), { code, details, metadata: {} }),
  });

test.each<[string, Error]>([
  ['a refused update', new WorkflowUpdateFailedError('failed', refusal)],
  ['a failed workflow', new WorkflowFailedError('failed', refusal, RetryState.NON_RETRYABLE_FAILURE)],
  [
    'an activity of a child',
    new WorkflowUpdateFailedError(
      'failed',
      new ChildWorkflowFailure(
        undefined,
        { workflowId: 'w', runId: 'r' },
        'payment',
        RetryState.NON_RETRYABLE_FAILURE,
        new ActivityFailure('failed', 'hold', '1', RetryState.NON_RETRYABLE_FAILURE, 'worker', refusal),
      ),
    ),
  ],
])('the refusal is found in %s', (_, error) => {
  const found = domainErrorOf(error);
  expect(found).toBeInstanceOf(DomainError);
  expect(found).toMatchObject(rebuilt);
});

test('a refusal without details is whole', () => {
  const bare = ApplicationFailure.create({
    type: 'not-yours',
    message: 'No.',
    details: [{ kind: 'forbidden' }],
  });
  expect(domainErrorOf(bare)).toMatchObject({ kind: 'forbidden', code: 'not-yours', details: {} });
});

test('a domain error stays what it is', () => {
  const error = new DomainError('not-found', 'not-found', 'Gone.');
  expect(domainErrorOf(error)).toBe(error);
});

test.each<[string, Error]>([
  ['is not there', new WorkflowNotFoundError('over', 'order-1', undefined)],
  [
    'completed before it answered',
    new WorkflowUpdateFailedError(
      'failed',
      ApplicationFailure.create({ type: 'AcceptedUpdateCompletedWorkflow', message: 'completed' }),
    ),
  ],
])('a workflow that %s has ended', (_, error) => {
  expect(domainErrorOf(error)).toMatchObject({ kind: 'conflict', code: 'workflow-ended' });
});

test.each([1, 4, 8, 14])('gRPC status %i means that the engine gave no answer', (code) => {
  expect(domainErrorOf(grpcError(code))).toMatchObject({
    kind: 'unavailable',
    code: 'workflow-engine-unavailable',
  });
});

test.each(['Workflow Task in failed state.', 'unexpected workflow task failure.'])(
  'an update that the server does not take now, because of %s, means the same',
  (why) => {
    const details = `Unable to perform workflow execution update due to ${why}`;
    expect(domainErrorOf(grpcError(9, details))).toMatchObject({ code: 'workflow-engine-unavailable' });
  },
);

test('an update with start that the server does not take now says why in its message only', () => {
  const message = 'Unable to perform workflow execution update due to Workflow Task in failed state.';
  const details = 'Update-with-Start could not be executed.';
  const error = new ServiceError('failed', {
    cause: Object.assign(new Error(message), { code: 9, details, metadata: {} }),
  });
  expect(domainErrorOf(error)).toMatchObject({ kind: 'unavailable', code: 'workflow-engine-unavailable' });
});

test('an update whose answer did not come in time means that the engine gave no answer', () => {
  expect(domainErrorOf(new WorkflowUpdateRPCTimeoutOrCancelledError('late'))).toMatchObject({
    code: 'workflow-engine-unavailable',
  });
});

test.each<[unknown]>([
  [new Error('a bug')],
  [ApplicationFailure.create({ type: 'TypeError', message: 'x is undefined' })],
  [ApplicationFailure.create({ type: 'odd', message: 'odd', details: [{ kind: 'whimsical' }] })],
  [grpcError(3)],
  [grpcError(9)],
  ['text'],
  [undefined],
])('what is no refusal gives null: %s', (error) => {
  expect(domainErrorOf(error)).toBeNull();
});

test('a circle of causes comes to an end', () => {
  const error = new Error('round');
  error.cause = error;
  expect(domainErrorOf(error)).toBeNull();
});
