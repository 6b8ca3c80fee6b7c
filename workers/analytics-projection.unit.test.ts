import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwayError } from '../events/projection';
import { novemberStory } from '../services/analytics/analytics.builders';
import type { Question } from '../services/analytics/analytics.schema';
import { createRemoteReader } from '../services/analytics/stores/remote';
import { loadConfig } from '../services/platform/config';
import { createLogger } from '../services/platform/logger';
import { createAnalyticsDesk } from './analytics-projection';

const SECRET = 'a secret of the tests that is long enough';
const question: Question = {
  ...{ report: 'funnel', from: '2026-11-01', to: '2026-11-15', sellerId: null, currency: 'EUR' },
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caravan-figures-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openDesk(settings: Record<string, string> = {}) {
  const config = loadConfig({ ANALYTICS_DIR: folder, ANALYTICS_SECRET: SECRET, ...settings });
  const desk = createAnalyticsDesk({ config, logger: createLogger({ LOG_LEVEL: 'silent' }, 'test') });
  const server = createServer((request, response) => {
    if (!desk.handle(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ desk, baseUrl },
    readerWith: (secret = SECRET) => createRemoteReader({ baseUrl, secret, timeoutMs: 2000 }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('figures are told to who knows the secret, and the old generation answers while a new one is built', async () => {
  const { desk, readerWith, close } = await openDesk();
  const reader = readerWith();
  await expect(reader.ask(question)).rejects.toMatchObject({ code: 'figures-away' });

  const first = await desk.projection.open(1);
  await first.apply(novemberStory());
  const answer = await reader.ask(question);
  expect(answer).toEqual([{ seen: '3', basket: '1', checkout: '4', paid: '4' }]);
  await expect(readerWith('another secret that is as long as that').ask(question)).rejects.toMatchObject({
    code: 'figures-away',
  });

  const second = await desk.projection.open(2);
  const before = await reader.mark();
  await second.apply(novemberStory().slice(0, 20));
  expect([await reader.ask(question), await reader.mark()]).toEqual([answer, before]);
  await second.apply(novemberStory());
  await first.close();
  await desk.projection.drop(1);
  expect(await reader.mark()).not.toBe(before);
  expect(await reader.ask(question)).toEqual(answer);
  await second.close();
  expect((await readdir(folder)).filter((name) => name.startsWith('figures-1'))).toEqual([]);
  await close();
});

test('a question that is none, or too long, is refused', async () => {
  const { desk, baseUrl, close } = await openDesk();
  const run = await desk.projection.open(1);
  const ask = async (body: string) =>
    (
      await fetch(`${baseUrl}/internal/analytics/answers`, {
        ...{ method: 'POST', body },
        headers: { authorization: `Bearer ${SECRET}` },
      })
    ).status;
  expect(await ask('{')).toBe(400);
  expect(await ask(JSON.stringify({ ...question, from: `2026-11-01' OR 1=1` }))).toBe(400);
  expect(await ask(JSON.stringify({ ...question, sellerId: 'x'.repeat(20_000) }))).toBe(400);
  expect(await ask(JSON.stringify(question))).toBe(200);
  await run.close();
  await close();
});

test('while the store is away, events wait for it', async () => {
  const { startClickhouse } = await import('../services/analytics/stores/clickhouse.fixture');
  const clickhouse = await startClickhouse();
  const { desk, readerWith, close } = await openDesk({ CLICKHOUSE_URL: clickhouse.url });
  const run = await desk.projection.open(1);
  await run.apply(novemberStory());
  expect(await readerWith().ask(question)).toHaveLength(1);
  await clickhouse.close();
  await expect(run.apply(novemberStory())).rejects.toThrow(AwayError);
  await expect(readerWith().ask(question)).rejects.toMatchObject({ code: 'figures-away' });
  await run.close();
  await close();
});
