import { temporal } from '@temporalio/proto';

type HistoryEvent = Pick<
  temporal.api.history.v1.IHistoryEvent,
  | 'eventType'
  | 'activityTaskStartedEventAttributes'
  | 'markerRecordedEventAttributes'
  | 'upsertWorkflowSearchAttributesEventAttributes'
>;
type EventType = temporal.api.enums.v1.EventType;

const { EventType: Type } = temporal.api.enums.v1;

/** Events that are one action each. */
const ONE_EACH: ReadonlySet<EventType> = new Set([
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED,
  Type.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
  Type.EVENT_TYPE_TIMER_STARTED,
  Type.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED,
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED,
  Type.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED,
]);

/**
 * What Temporal Cloud would bill for one history, as its page on actions says (https://docs.temporal.io/cloud/actions):
 * each start, timer, upsert of search attributes, signal received and update accepted; each attempt of an activity; all
 * markers of one workflow task together (local activities, patches); a child counts once where it is asked for and once
 * where it runs. An update-with-start is a start and an update. Queries, heartbeats and rejected updates leave no event
 * and are not counted.
 */
export function actionsOf(events: readonly HistoryEvent[]): number {
  const tasksWithMarkers = new Set<string>();
  let actions = 0;
  for (const event of events) {
    const type = event.eventType ?? Type.EVENT_TYPE_UNSPECIFIED;
    if (ONE_EACH.has(type)) actions += 1;
    // One started event stands for all attempts, and is written when the last has ended.
    if (type === Type.EVENT_TYPE_ACTIVITY_TASK_STARTED)
      actions += Math.max(1, event.activityTaskStartedEventAttributes?.attempt ?? 1);
    if (type === Type.EVENT_TYPE_MARKER_RECORDED)
      tasksWithMarkers.add(String(event.markerRecordedEventAttributes?.workflowTaskCompletedEventId));
  }
  return actions + tasksWithMarkers.size;
}
