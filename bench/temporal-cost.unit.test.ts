import { temporal } from '@temporalio/proto';
import { actionsOf } from './temporal-cost';

const { EventType: Type } = temporal.api.enums.v1;
const event = (eventType: temporal.api.enums.v1.EventType) => ({ eventType });
const marker = (workflowTaskCompletedEventId: number) => ({
  eventType: Type.EVENT_TYPE_MARKER_RECORDED,
  markerRecordedEventAttributes: temporal.api.history.v1.MarkerRecordedEventAttributes.fromObject({
    workflowTaskCompletedEventId,
  }),
});
const attempts = (attempt: number) => ({
  eventType: Type.EVENT_TYPE_ACTIVITY_TASK_STARTED,
  activityTaskStartedEventAttributes: { attempt },
});

test.each([
  ['a start', Type.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED],
  ['a timer', Type.EVENT_TYPE_TIMER_STARTED],
  ['a signal', Type.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED],
  ['an accepted update', Type.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED],
  ['a child that is asked for', Type.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED],
  ['an upsert of search attributes', Type.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES],
])('%s is one action', (_, type) => {
  expect(actionsOf([event(type)])).toBe(1);
});

test.each([
  ['workflow tasks', Type.EVENT_TYPE_WORKFLOW_TASK_COMPLETED],
  ['the end of an activity', Type.EVENT_TYPE_ACTIVITY_TASK_COMPLETED],
  ['the end of a timer', Type.EVENT_TYPE_TIMER_FIRED],
])('%s cost nothing', (_, type) => {
  expect(actionsOf([event(type), event(type)])).toBe(0);
});

test('the local activities of one workflow task are one action together', () => {
  expect(actionsOf([marker(4), marker(4), marker(4)])).toBe(1);
  expect(actionsOf([marker(4), marker(9)])).toBe(2);
});

test('every attempt of an activity is an action', () => {
  expect(actionsOf([attempts(1), attempts(3)])).toBe(4);
});
