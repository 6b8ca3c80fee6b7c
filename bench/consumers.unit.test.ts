import { appliedIn, between } from './consumers';

const metrics = (events: number, seconds: number) => `# HELP caravan_events_applied_total Events applied
# TYPE caravan_events_applied_total counter
caravan_events_applied_total{group="emails.1"} ${events}
caravan_events_apply_seconds_bucket{le="0.001",group="emails.1"} 7
caravan_events_apply_seconds_sum{group="emails.1"} ${seconds}
caravan_events_apply_seconds_count{group="emails.1"} 9
caravan_events_lag{group="emails.1",topic="orders",partition="0"} 3
caravan_events_applied_total{group="idle.1"} 5
caravan_events_apply_seconds_sum{group="idle.1"} 1
`;

test('what a consumer applied between two looks, by the time that it took', () => {
  expect(between(appliedIn(metrics(100, 2)), appliedIn(metrics(1_100, 4.5)))).toEqual([
    { name: 'emails.1', events: 1_000, seconds: 2.5, perSecond: 400 },
  ]);
});

test('one that began after the first look counts from nothing', () => {
  expect(between(new Map(), appliedIn(metrics(100, 2)))).toContainEqual(
    expect.objectContaining({ name: 'emails.1', perSecond: 50 }),
  );
});
