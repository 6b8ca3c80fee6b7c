import { problemOf } from './problem';

const named = (name: string) => Object.assign(new Error('connection 3 to 10.0.0.1:27017 closed'), { name });

test.each(['MongoNetworkError', 'MongoServerSelectionError', 'MongoPoolClearedError'])(
  '%s is 503 with a time to ask again, and names no server',
  (name) => {
    const { status, headers, body } = problemOf(named(name));
    expect(status).toBe(503);
    expect(headers).toHaveProperty('retry-after');
    expect(body).toMatchObject({ type: '/problems/database-unavailable' });
    expect(JSON.stringify(body)).not.toContain('10.0.0.1');
  },
);

test.each(['Error', 'MongoServerError'])('%s is our fault: 500', (name) => {
  expect(problemOf(named(name)).status).toBe(500);
});
