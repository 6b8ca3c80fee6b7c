import { createServer, type AddressInfo } from 'node:net';
import { createChecks } from './checks';

const here = () => Promise.resolve();
const away = () => Promise.reject(new Error('away'));

/** The checks of an API whose mail server is here, and whose Temporal answers in this way. */
function checksOf(smtpUrl: string, getSystemInfo: () => Promise<unknown> = here) {
  return createChecks({
    config: { KAFKA_BROKERS: '127.0.0.1:1', SMTP_URL: smtpUrl },
    databases: { ping: here },
    redis: { ping: () => Promise.resolve('PONG' as const) },
    temporal: {
      withDeadline: (_deadline: unknown, ask: () => Promise<unknown>) => ask(),
      workflowService: { getSystemInfo },
    } as never,
  });
}

test('the mail server is up while it takes a connection, and the shop sells without it', async () => {
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { mail } = checksOf(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  expect(mail?.needed).toBe(false);
  await mail?.check();
  await new Promise((resolve) => server.close(resolve));
  await expect(mail?.check()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

test('nothing goes on without Temporal', async () => {
  const up = checksOf('smtp://127.0.0.1:1').temporal;
  expect(up?.needed).toBe(true);
  await up?.check();
  await expect(checksOf('smtp://127.0.0.1:1', away).temporal?.check()).rejects.toThrow('away');
});
