import { startPushService, type RunningPushService } from '../../../stack/simulators/push/server';
import { ChannelBusy, type ChannelMessage } from '../channel';
import { createFirebaseSender } from './firebase';
import { createPushChannel } from './push';

const MESSAGE: ChannelMessage = {
  ...{ id: 'p1:order-shipped:e1:push', personId: 'p1', email: null, kind: 'order-shipped', locale: 'en' },
  ...{ urgent: false, at: '2030-01-01T00:00:00.000Z', title: 'Your parcel is on its way', rows: [] },
  ...{ lines: ['It should be there on Friday.'], action: { label: 'Follow it', path: '/orders/o1' } },
};

let service: RunningPushService;
let url: string;
beforeEach(async () => {
  service = await startPushService({ port: 0 });
  url = `http://127.0.0.1:${service.port}`;
});
afterEach(() => service.close());

/** A person with browsers, and the real SDK that pushes to them. */
function aPerson(...tokens: string[]) {
  const browsers = new Map(tokens.map((token) => [`dv-${token}`, token]));
  const devices = {
    tokensOf: (personId: string) =>
      Promise.resolve(personId === 'p1' ? [...browsers].map(([id, token]) => ({ id, token })) : []),
    forget: (id: string) => Promise.resolve(void browsers.delete(id)),
  };
  const sender = createFirebaseSender({ FIREBASE_CREDENTIALS: undefined, PUSH_STAND_IN_URL: url });
  return { channel: createPushChannel({ devices, sender }), left: () => [...browsers.values()] };
}

const fail = (fault: object) =>
  fetch(`${url}/faults`, { method: 'POST', body: JSON.stringify(fault) }).then(({ status }) =>
    expect(status).toBe(204),
  );
async function sentTo(token: string) {
  const { items } = (await (await fetch(`${url}/sent?token=${token}`)).json()) as {
    items: { message: object }[];
  };
  return items.map(({ message }) => message);
}

test('a notice reaches every browser of a person, with the page that it opens', async () => {
  const { channel } = aPerson('token-one', 'token-two');
  expect(await channel.send(MESSAGE)).toEqual({ outcome: 'sent' });
  const [one] = await sentTo('token-one');
  expect(one).toMatchObject({
    data: { path: '/orders/o1' },
    webpush: {
      headers: { Urgency: 'normal' },
      notification: { title: 'Your parcel is on its way', body: 'It should be there on Friday.' },
    },
  });
  expect(JSON.stringify(one)).not.toContain('p1');
  expect(await sentTo('token-two')).toHaveLength(1);
});

test('a notice that is pushed again takes the place of the first', async () => {
  const { channel } = aPerson('token-one');
  await channel.send(MESSAGE);
  await channel.send(MESSAGE);
  const tags = (await sentTo('token-one')).map((message) => (message as { data: { tag: string } }).data.tag);
  expect(new Set(tags).size).toBe(1);
});

test('a browser that is gone is forgotten, and the others are told', async () => {
  const { channel, left } = aPerson('token-gone', 'token-here');
  await fail({ kind: 'unregistered', token: 'token-gone' });
  expect(await channel.send(MESSAGE)).toEqual({ outcome: 'sent' });
  expect(left()).toEqual(['token-here']);
});

test('who has no browser to push to is skipped, with the reason', async () => {
  const { channel, left } = aPerson('token-gone');
  await fail({ kind: 'unregistered' });
  expect(await channel.send(MESSAGE)).toMatchObject({ outcome: 'skipped' });
  expect(left()).toEqual([]);
  expect(await channel.send({ ...MESSAGE, personId: null })).toMatchObject({ outcome: 'skipped' });
});

test('a provider that asks for time gets it, as long as it says, and nothing is lost', async () => {
  const { channel } = aPerson('token-one');
  await fail({ kind: 'quota', retryAfterSeconds: 40 });
  const busy = await channel.send(MESSAGE).catch((error: unknown) => error);
  expect(busy).toBeInstanceOf(ChannelBusy);
  expect((busy as ChannelBusy).retryAfterMs).toBeGreaterThan(35_000);
  expect((busy as ChannelBusy).retryAfterMs).toBeLessThanOrEqual(40_000);
  // It is not even asked before.
  await expect(channel.send(MESSAGE)).rejects.toBeInstanceOf(ChannelBusy);
  expect(await sentTo('token-one')).toEqual([]);
});

test('an overloaded provider is asked again in the same breath, and then later', async () => {
  const { channel } = aPerson('token-one');
  await fail({ kind: 'unavailable' });
  expect(await channel.send(MESSAGE)).toEqual({ outcome: 'sent' });
  await fail({ kind: 'unavailable', retryAfterSeconds: 600 });
  await expect(channel.send(MESSAGE)).rejects.toMatchObject({ retryAfterMs: expect.any(Number) as number });
});

test('refused credentials are a failure to be tried again, not the end of a browser', async () => {
  const { channel, left } = aPerson('token-one');
  await fail({ kind: 'unauthenticated' });
  await expect(channel.send(MESSAGE)).rejects.toMatchObject({ code: 'messaging/third-party-auth-error' });
  expect(left()).toEqual(['token-one']);
  expect(await channel.send(MESSAGE)).toEqual({ outcome: 'sent' });
});

test('a stand-in that was started anew, with another certificate, is spoken to again', async () => {
  const { channel } = aPerson('token-one');
  await channel.send(MESSAGE);
  const { port } = service;
  await service.close();
  service = await startPushService({ port });
  const tries: unknown[] = [];
  for (let count = 0; count < 5 && tries.at(-1) !== 'sent'; count += 1)
    tries.push(
      await channel.send(MESSAGE).then(
        ({ outcome }) => outcome,
        () => 'failed',
      ),
    );
  expect(tries.at(-1)).toBe('sent');
  expect(await sentTo('token-one')).toHaveLength(1);
});
