import { createServer, type AddressInfo, type Server } from 'node:net';
import { StackError } from '../failure';
import {
  DEFAULT_PORTS,
  fixedPorts,
  freePorts,
  isFree,
  listeningInodes,
  refuseTakenPorts,
  takenSentence,
} from './ports';

function listen(host: string): Promise<{ server: Server; port: number }> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, host, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

test('the shop has its registered ports unless a setting moves one', () => {
  expect(fixedPorts({})).toEqual(DEFAULT_PORTS);
  expect(fixedPorts({ API_PORT: '5000' })).toEqual({ ...DEFAULT_PORTS, API_PORT: 5000 });
});

test.each(['http', '0', '65536', '12.5', '-1'])('%s is refused as a port', (value) => {
  expect(() => fixedPorts({ API_PORT: value })).toThrow(StackError);
});

test('two parts cannot be given one port', () => {
  expect(() => fixedPorts({ API_PORT: '3000' })).toThrow(
    /API_PORT and WEB_PORT are both 3000|WEB_PORT and API_PORT/,
  );
});

test('free ports differ from each other, and leave those given alone', async () => {
  const ports = await freePorts({ API_PORT: '21999' });
  expect(ports.API_PORT).toBe(21999);
  expect(new Set(Object.values(ports)).size).toBe(Object.keys(DEFAULT_PORTS).length);
});

test.each(['127.0.0.1', '0.0.0.0', '::'])('a port that is listened to on %s is not free', async (host) => {
  const { server, port } = await listen(host);
  await expect(isFree(port)).resolves.toBe(false);
  await new Promise((resolve) => server.close(resolve));
  await expect(isFree(port)).resolves.toBe(true);
});

test('a taken port is refused with its number, its setting and who holds it', async () => {
  const { server, port } = await listen('127.0.0.1');
  const refusal = refuseTakenPorts({ REDIS_PORT: port });
  await expect(refusal).rejects.toThrow(
    new RegExp(`Port ${port} is taken by .*REDIS_PORT=.*Nothing was started`, 's'),
  );
  server.close();
});

test('the other port that a refusal proposes is a port', () => {
  expect(takenSentence('WEB_PORT', 65_000, undefined)).toContain('WEB_PORT=64000');
  expect(takenSentence('WEB_PORT', 3000, 'process 7 (node)')).toBe(
    'Port 3000 is taken by process 7 (node): stop that, or choose another with WEB_PORT=4000.',
  );
});

test("the system's table tells who listens, and not who is only connected", () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:18EB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:18EB 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 100 0 0 10 0
   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0`;
  expect(listeningInodes(table, 6379)).toEqual(['4711']);
});
